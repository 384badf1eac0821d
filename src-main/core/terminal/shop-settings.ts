import type { DisplaySettings, Locale } from "../../../src-shared/words/format.ts";
import type { LedgerRead } from "../ports/store.ts";

/** What the owner set: it stands on every receipt. */
export interface ShopSettings {
  readonly name: string;
  readonly address?: string;
  readonly phone?: string;
  readonly footer?: string;
  readonly locale: Locale;
  readonly display?: DisplaySettings;
  /** Display names of the staff, by id: beside the chain, as all personal data. */
  readonly staffNames: Readonly<Record<string, string>>;
}

/** Where the shop's settings lie in `state`. */
export const STATE_SHOP = "shop";

/** The shop's settings; a shop that was never named prints its number. */
export function shopSettings(read: Pick<LedgerRead, "state">): ShopSettings {
  const text = read.state(STATE_SHOP);
  // Written by this program only.
  return text === undefined ? { name: "Vafa", locale: "fa", staffNames: {} } : (JSON.parse(text) as ShopSettings);
}

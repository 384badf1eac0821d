import type { Display } from "../../../src-shared/contract/settings-contract.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import type { LedgerRead } from "../ports/store.ts";
import { machineSettings } from "./machine-settings.ts";
import { shopSettings } from "./shop-settings.ts";

/** How the shop shows itself now: what the `look` event tells every page. */
export function lookOf(read: LedgerRead): Display {
  const { locale, display } = shopSettings(read);
  return { locale, ...(display ?? defaultDisplay(locale)), theme: machineSettings(read).theme };
}

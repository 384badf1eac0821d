import type { TextStyle } from "../../../src-shared/messages/message-texts.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import type { LedgerRead } from "../ports/store.ts";
import { shopSettings } from "../terminal/shop-settings.ts";

/** How the shop writes to its members. */
export function textStyle(read: LedgerRead): TextStyle {
  const { name, locale, display } = shopSettings(read);
  return { shopName: name, locale, display: display ?? defaultDisplay(locale) };
}

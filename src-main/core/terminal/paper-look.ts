import type { ReceiptShop } from "../../../src-shared/receipt/receipt-parts.ts";
import { defaultDisplay, type DisplaySettings, type Locale } from "../../../src-shared/words/format.ts";
import type { LedgerRead } from "../ports/store.ts";
import { receiptSettingsOf, type ReceiptSettings } from "./receipt-settings.ts";
import { shopSettings, type ShopSettings } from "./shop-settings.ts";

/** How this shop's papers look: its texts, what of them stands there, and the unit and digits of paper. */
export interface PaperLook {
  readonly shop: ReceiptShop;
  readonly locale: Locale;
  readonly display: DisplaySettings;
}

/** The look of the shop's papers now. */
export function paperLook(read: Pick<LedgerRead, "state">): PaperLook {
  return lookWith(shopSettings(read), receiptSettingsOf(read));
}

/** The look that a shop and its receipts' settings make. */
export function lookWith(shop: ShopSettings, receipt: ReceiptSettings): PaperLook {
  const { locale, name, address, phone, footer } = shop;
  const display = shop.display ?? defaultDisplay(locale);
  const { moneyUnit, digits, logo, shows, headerLines } = receipt;
  return {
    locale,
    display: { ...display, moneyUnit: moneyUnit ?? display.moneyUnit, digits: digits ?? display.digits },
    shop: {
      name,
      ...(address === undefined ? {} : { address }),
      ...(phone === undefined ? {} : { phone }),
      ...(footer === undefined ? {} : { footer }),
      ...(logo === null ? {} : { logo }),
      headerLines,
      shows,
    },
  };
}

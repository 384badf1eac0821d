import type { BusinessDay } from "../base/business-day.ts";
import { sumMinor, type Minor } from "../money/amount.ts";
import { formatDate, formatRial, formatScaled, formatTime, moneyUnitWord } from "../words/format.ts";
import { showDigits, type DisplaySettings, type Locale } from "../words/format.ts";
import { RECEIPT_WORDS, type ReceiptWord } from "../words/receipt-words.ts";
import type { Block, Inline } from "./document.ts";
import { receiptQrText, type ReceiptProof, type ReceiptQr } from "./receipt-qr.ts";

/** What of a receipt the owner may leave out. The total, the tenders and the record always stand. */
export interface ReceiptShows {
  readonly address: boolean;
  readonly phone: boolean;
  readonly cashier: boolean;
  readonly itemPrices: boolean;
  readonly explanation: boolean;
  readonly balance: boolean;
  readonly qr: boolean;
  readonly footer: boolean;
}

export const SHOWS_ALL: ReceiptShows = {
  address: true,
  phone: true,
  cashier: true,
  itemPrices: true,
  explanation: true,
  balance: true,
  qr: true,
  footer: true,
};

/** The shop as its receipts show it. */
export interface ReceiptShop {
  readonly name: string;
  readonly address?: string;
  readonly phone?: string;
  readonly footer?: string;
  /** The name of the owner's picture, which the spool puts in its place. */
  readonly logo?: string;
  /** Lines of the owner's below the name. */
  readonly headerLines?: readonly string[];
  readonly shows?: ReceiptShows;
}

/** What the head of a receipt says besides the shop. */
export interface ReceiptHead {
  readonly shop: ReceiptShop;
  readonly display: DisplaySettings;
  readonly atMs: number;
  readonly receiptNumber: string;
  readonly cashier: string;
  /** The club card's printed or masked number. */
  readonly cardNumber?: string;
}

/** One line of a bill: `quantityMilli` in thousandths, `netMinor` after its discount. */
export interface ReceiptLine {
  readonly name: string;
  readonly quantityMilli: number;
  readonly unitPriceMinor: Minor;
  readonly discountMinor: Minor;
  readonly netMinor: Minor;
}

/** A longer bill is printed to here, and the rest as one line with its sum: a till's worker has bounded memory. */
export const RECEIPT_LINES_MAX = 1_000;

/** Says words, amounts and quantities in a receipt's language, digits and unit. */
export interface Speaker {
  word(word: ReceiptWord): string;
  /** `word: value` as inlines. */
  field(word: ReceiptWord, value: Inline): Inline[];
  number(amountMinor: Minor): Inline[];
  money(amountMinor: Minor): Inline[];
  quantity(milli: number): Inline;
  digits(text: string): string;
}

/** The speaker of a receipt. */
export function speaker(display: DisplaySettings, locale: Locale): Speaker {
  const word = (name: ReceiptWord): string => RECEIPT_WORDS[name][locale];
  const number = (amountMinor: Minor): Inline[] => [{ ltr: formatRial(amountMinor, display) }];
  return {
    word,
    field: (name, value) => [`${word(name)}: `, value],
    number,
    money: (amountMinor) => [...number(amountMinor), `\u00a0${moneyUnitWord(display.moneyUnit, locale)}`],
    quantity: (milli) => ({ ltr: formatScaled(milli, 3, display.digits) }),
    digits: (text) => showDigits(text, display.digits),
  };
}

/** The shop, the time, the cashier and the number: the head of every receipt. */
export function headBlocks(input: ReceiptHead, say: Speaker): Block[] {
  const { shop, display, atMs } = input;
  const shows = showsOf(shop);
  const blocks: Block[] = shop.logo === undefined ? [] : [{ kind: "logo", picture: shop.logo }];
  blocks.push({ kind: "centre", style: "title", text: [{ name: shop.name }] });
  for (const line of shop.headerLines ?? []) {
    blocks.push({ kind: "centre", style: "small", text: [{ name: say.digits(line) }] });
  }
  if (shop.address && shows.address) {
    blocks.push({ kind: "centre", style: "small", text: [{ name: say.digits(shop.address) }] });
  }
  if (shop.phone && shows.phone) {
    blocks.push({ kind: "centre", style: "small", text: say.field("phone", { ltr: say.digits(shop.phone) }) });
  }
  blocks.push(
    { kind: "rule", dashed: false },
    {
      kind: "pair",
      style: "small",
      label: say.field("date", { ltr: formatDate(atMs, display) }),
      value: say.field("time", { ltr: formatTime(atMs, display) }),
    },
    {
      kind: "pair",
      style: "small",
      label: shows.cashier ? say.field("cashier", { name: input.cashier }) : [],
      value: say.field("number", { ltr: say.digits(input.receiptNumber) }),
    },
  );
  if (input.cardNumber) {
    const text = say.field("card", { ltr: say.digits(input.cardNumber) });
    blocks.push({ kind: "paragraph", style: "small", indent: false, text });
  }
  return blocks;
}

/** What every receipt ends with: the code of its record, the record itself in words, and the owner's last line. */
export function endBlocks(shop: ReceiptShop, qr: ReceiptQr, say: Speaker): Block[] {
  const shows = showsOf(shop);
  const blocks: Block[] = shows.qr ? [{ kind: "qr", text: receiptQrText(qr) }] : [];
  blocks.push({ kind: "centre", style: "small", text: say.field("proof", recordOf(qr)) });
  if (shop.footer && shows.footer) blocks.push({ kind: "centre", style: "body", text: [{ name: shop.footer }] });
  return blocks;
}

/** A record as paper names it. Latin digits: it is read to a technician and typed, and its letters are Latin. */
export function recordOf({ hash8, journalShort, seq }: ReceiptProof): Inline {
  return { ltr: `${hash8} (${journalShort}, ${seq})` };
}

/** A business day is a date of its own, at no hour: noon of it is in that day in every zone. */
export function formatDay(day: BusinessDay, display: DisplaySettings): string {
  return formatDate(Date.parse(`${day}T12:00:00Z`), { ...display, timeZone: "UTC" });
}

/** What of a receipt the owner shows; everything where nothing was chosen. */
export function showsOf(shop: ReceiptShop): ReceiptShows {
  return shop.shows ?? SHOWS_ALL;
}

/** The lines of a bill, or its amount alone. */
export function lineBlocks(
  input: { readonly shop: ReceiptShop; readonly lines: readonly ReceiptLine[]; readonly totalMinor: Minor },
  say: Speaker,
): Block[] {
  if (input.lines.length === 0) {
    const value = say.number(input.totalMinor);
    return [{ kind: "pair", style: "body", label: [say.word("amountLine")], value }];
  }
  const blocks = input.lines.slice(0, RECEIPT_LINES_MAX).flatMap((line) => {
    return showsOf(input.shop).itemPrices ? oneLine(line, say) : [bareLine(line, say)];
  });
  const rest = input.lines.slice(RECEIPT_LINES_MAX);
  if (rest.length > 0) {
    const label: Inline[] = [say.quantity(rest.length * 1000), ` ${say.word("moreLines")}`];
    const value = say.number(sumMinor(rest.map((line) => line.netMinor)));
    blocks.push({ kind: "pair", style: "body", label, value });
  }
  return blocks;
}

/** A line without its price, for a receipt that goes with a gift. */
function bareLine({ name, quantityMilli }: ReceiptLine, say: Speaker): Block {
  const value: Inline[] = quantityMilli === 1000 ? [] : ["× ", say.quantity(quantityMilli)];
  return { kind: "pair", style: "body", label: [{ name }], value };
}

function oneLine(line: ReceiptLine, say: Speaker): Block[] {
  const value = say.number(line.netMinor + line.discountMinor);
  const blocks: Block[] = [{ kind: "pair", style: "body", label: [{ name: line.name }], value }];
  if (line.quantityMilli !== 1000) {
    const text: Inline[] = [say.quantity(line.quantityMilli), " × ", ...say.number(line.unitPriceMinor)];
    blocks.push({ kind: "paragraph", style: "small", indent: true, text });
  }
  if (line.discountMinor !== 0) {
    blocks.push({
      kind: "pair",
      style: "small",
      label: [say.word("discount")],
      value: say.number(-line.discountMinor),
    });
  }
  return blocks;
}

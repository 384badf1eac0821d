import { formatDate, formatRial, formatTime, moneyUnitWord, type Locale } from "../words/format.ts";
import { TEST_PAGE_WORDS, type TestPageWord } from "../words/test-page-words.ts";
import { paperOf, type Block, type ReceiptDocument } from "./document.ts";
import type { DeskPaper } from "./shift-document.ts";

/** Dots of a millimetre at 203 dpi, the usual head; 180 dpi has 7.09. */
const MM_PER_INCH = 25.4;
const USUAL_DPI = 203;
/** Widths of the heads that are sold: 58 mm, 80 mm at 180 dpi, 80 mm at 203 dpi, 104 mm. */
const HEADS = [384, 512, 576, 832];

const PERSIAN = "آ ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی";
const PERSIAN_WORDS = "پژوهش گچ‌کاری، می‌خواهم، مسئله، شیء، لاله، الله";
const LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz";

/**
 * A page that shows every part of a receipt, to see whether a printer, its paper and the shop's language go together:
 * rulers in millimetres and dots, bars of all widths, a dark block, both alphabets, both kinds of digits, an amount and
 * a code that a phone can read. `dpi` is the head's, 203 when nobody knows.
 */
export function testPage(
  paper: DeskPaper & { readonly widthDots: number; readonly dpi?: number | undefined },
): ReceiptDocument {
  const { display, locale, atMs, shopName, widthDots, dpi = USUAL_DPI } = paper;
  const word = (name: TestPageWord): string => TEST_PAGE_WORDS[name][locale];
  return paperOf("test", locale, [
    { kind: "centre", style: "title", text: [{ name: shopName }] },
    { kind: "centre", style: "body", text: [word("title")] },
    { kind: "rule", dashed: false },
    {
      kind: "pair",
      style: "small",
      label: [{ ltr: formatDate(atMs, display) }],
      value: [{ ltr: formatTime(atMs, display) }],
    },
    { kind: "pair", style: "small", label: [word("dots")], value: [{ ltr: `${widthDots}` }] },
    { kind: "pair", style: "small", label: [word("dpi")], value: [{ ltr: `${dpi}` }] },
    ...rulers(widthDots, dpi, locale),
    { kind: "rule", dashed: true },
    ...letters(),
    {
      kind: "pair",
      style: "total",
      label: [word("amount")],
      value: [{ ltr: formatRial(1_234_560, display) }, `\u00a0${moneyUnitWord(display.moneyUnit, locale)}`],
    },
    { kind: "rule", dashed: false },
    { kind: "qr", text: "VAFA:TEST" },
  ]);
}

function rulers(widthDots: number, dpi: number, locale: Locale): Block[] {
  const small = (name: TestPageWord): Block => {
    return { kind: "paragraph", style: "small", indent: false, text: [TEST_PAGE_WORDS[name][locale]] };
  };
  return [
    { kind: "rule", dashed: true },
    small("millimetres"),
    { kind: "ruler", unit: "mm", dotsPerStep: dpi / MM_PER_INCH },
    small("dotRuler"),
    { kind: "ruler", unit: "dots", dotsPerStep: 10 },
    small("widths"),
    ...HEADS.filter((head) => head <= widthDots).flatMap((head): Block[] => [
      { kind: "solid", heightDots: 4, widthDots: head },
      { kind: "paragraph", style: "small", indent: false, text: [{ ltr: `${head}` }] },
    ]),
    small("dark"),
    { kind: "solid", heightDots: 64, widthDots: null },
  ];
}

function letters(): Block[] {
  const rows = [[{ name: PERSIAN }], [{ name: PERSIAN_WORDS }], [{ ltr: LATIN }], [{ ltr: "۰۱۲۳۴۵۶۷۸۹ 0123456789" }]];
  return rows.map((text): Block => ({ kind: "paragraph", style: "body", indent: false, text }));
}

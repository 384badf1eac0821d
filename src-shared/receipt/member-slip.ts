import type { MemberId } from "../base/ids.ts";
import { showDigits, type Locale } from "../words/format.ts";
import { paperOf, type Block, type ReceiptDocument } from "./document.ts";
import type { DeskPaper } from "./shift-document.ts";

const WORDS = {
  title: { fa: "عضویت در باشگاه مشتریان", en: "Club membership" },
  number: { fa: "شمارهٔ عضویت", en: "Membership number" },
  use: {
    fa: "این کد را پیش از پرداخت نشان دهید تا خرید به نام شما ثبت شود. با این کد چیزی خرج نمی‌شود.",
    en: "Show this code before you pay, so that the purchase counts for you. It can't spend anything.",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Locale, string>>>>;

/** The slip that a new member takes home: name, number and the QR that identifies them for earning. Pure. */
export function memberSlip(
  of: { readonly member: MemberId; readonly name: string; readonly qr: string },
  paper: DeskPaper,
): ReceiptDocument {
  const { locale, display, shopName, logo } = paper;
  const blocks: Block[] = logo === undefined ? [] : [{ kind: "logo", picture: logo }];
  blocks.push(
    { kind: "centre", style: "body", text: [{ name: shopName }] },
    { kind: "centre", style: "title", text: [WORDS.title[locale]] },
    { kind: "rule", dashed: false },
  );
  if (of.name !== "") blocks.push({ kind: "centre", style: "body", text: [{ name: of.name }] });
  const number = showDigits(of.member, display.digits);
  blocks.push(
    { kind: "pair", style: "body", label: [WORDS.number[locale]], value: [{ ltr: number }] },
    { kind: "qr", text: of.qr },
    { kind: "paragraph", style: "small", indent: false, text: [WORDS.use[locale]] },
  );
  return paperOf("member", locale, blocks);
}

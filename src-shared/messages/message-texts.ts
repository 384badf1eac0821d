import { unreachable } from "../base/assert.ts";
import { formatRial, moneyUnitWord, showDigits, type DisplaySettings, type Locale } from "../words/format.ts";
import type { Movement } from "./movement.ts";

/** How the shop writes: its name, language, digits and unit. */
export interface TextStyle {
  readonly shopName: string;
  readonly locale: Locale;
  readonly display: DisplaySettings;
}

/** A longer name is cut: a text of Persian letters goes in parts of 67, and each of them costs. */
const NAME_MAX = 30;

/** The message with a code. Phones find the code in it by its digits; it says what nobody should do with it. */
export function codeText(code: string, style: TextStyle): string {
  const digits = showDigits(code, style.display.digits);
  return style.locale === "fa"
    ? `${nameOf(style)}\nکد تأیید موبایل: ${digits}\nآن را فقط به صندوقدار همین فروشگاه بگویید.`
    : `${nameOf(style)}\nMobile code: ${digits}\nTell it to this shop's cashier only.`;
}

/** What moved, and what the member has after it. */
export function movementText(movement: Movement, balanceMinor: number, style: TextStyle): string {
  const balance = moneyOf(balanceMinor, style);
  const last = style.locale === "fa" ? `موجودی: ${balance}` : `Balance: ${balance}`;
  return `${nameOf(style)}\n${sentence(movement, style)}\n${last}`;
}

function sentence(movement: Movement, style: TextStyle): string {
  const fa = style.locale === "fa";
  const money = (amountMinor: number): string => moneyOf(amountMinor, style);
  switch (movement.kind) {
    case "sale":
      return saleSentence(movement, style);
    case "void":
    case "refund":
      return returnSentence(movement, style);
    case "gift": {
      const amount = money(movement.amountMinor);
      if (!movement.isLocked) return fa ? `${amount} اعتبار هدیه گرفتید.` : `You got ${amount} of credit as a gift.`;
      return fa ? `${amount} هدیه دارید که هنوز قفل است.` : `A gift of ${amount} waits for you, still locked.`;
    }
    case "added":
      return fa
        ? `${money(movement.amountMinor)} به اعتبارتان اضافه شد.`
        : `${money(movement.amountMinor)} was added to your credit.`;
    case "taken":
      return fa
        ? `${money(movement.amountMinor)} از اعتبارتان کم شد.`
        : `${money(movement.amountMinor)} was taken from your credit.`;
    case "unlocked":
      return fa
        ? `هدیهٔ ${money(movement.amountMinor)} شما باز شد.`
        : `Your gift of ${money(movement.amountMinor)} is unlocked.`;
    case "expired":
      return fa
        ? `مهلت ${money(movement.amountMinor)} از اعتبارتان تمام شد.`
        : `${money(movement.amountMinor)} of your credit has expired.`;
    case "card-issued":
      return fa ? "کارت باشگاه برای شما صادر شد." : "A club card was issued to you.";
    default:
      return unreachable(movement);
  }
}

function saleSentence({ earnedMinor, spentMinor }: Movement & { readonly kind: "sale" }, style: TextStyle): string {
  const fa = style.locale === "fa";
  const [earned, spent] = [moneyOf(earnedMinor, style), moneyOf(spentMinor, style)];
  if (spentMinor === 0) return fa ? `${earned} اعتبار گرفتید.` : `You earned ${earned}.`;
  if (earnedMinor === 0) return fa ? `${spent} از اعتبارتان خرج شد.` : `You spent ${spent} of your credit.`;
  return fa
    ? `${spent} از اعتبارتان خرج شد و ${earned} گرفتید.`
    : `You spent ${spent} of your credit and earned ${earned}.`;
}

function returnSentence(
  { kind, takenMinor, restoredMinor }: Movement & { readonly kind: "void" | "refund" },
  style: TextStyle,
): string {
  const fa = style.locale === "fa";
  const [taken, restored] = [moneyOf(takenMinor, style), moneyOf(restoredMinor, style)];
  const [isTaken, isRestored] = [takenMinor > 0, restoredMinor > 0];
  const what = fa
    ? { void: "خرید شما باطل شد", refund: "خرید شما برگشت خورد" }[kind]
    : { void: "Your purchase was undone", refund: "Your purchase was refunded" }[kind];
  const parts = fa
    ? [...(isTaken ? [`${taken} اعتبار پس گرفته شد`] : []), ...(isRestored ? [`${restored} به شما برگشت`] : [])]
    : [...(isTaken ? [`${taken} earned was taken back`] : []), ...(isRestored ? [`${restored} came back to you`] : [])];
  return fa ? `${what}؛ ${parts.join(" و ")}.` : `${what}: ${parts.join(" and ")}.`;
}

function moneyOf(amountMinor: number, { locale, display }: TextStyle): string {
  return `${formatRial(amountMinor, display)} ${moneyUnitWord(display.moneyUnit, locale)}`;
}

/** By letters, not by halves of one. */
function nameOf({ shopName }: TextStyle): string {
  const letters = Array.from(shopName);
  return letters.length <= NAME_MAX ? shopName : `${letters.slice(0, NAME_MAX - 1).join("")}…`;
}

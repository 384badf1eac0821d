/**
 * Folding of what people type, the same on both sides of a search. Persian and Arabic digits become 0-9; the Arabic
 * ي ى ك ة become ی ک ه; hamza forms lose their hamza (أ إ آ ؤ ئ ۀ → ا ا ا و ی ه, a lone ء goes); diacritics, tatweel
 * and every other mark go; Latin letters lose case and accents.
 */
export function foldText(text: string): string {
  const decomposed = foldDigits(text)
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "");
  return decomposed.toLowerCase().replaceAll(/[يىكةەہھءـ]/g, (letter) => LETTERS[letter] ?? "");
}

/** Persian (۰-۹) and Arabic (٠-٩) digits as 0-9; the rest is left as it is. */
export function foldDigits(text: string): string {
  return text.replaceAll(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

/** A mobile number of Iran as 98XXXXXXXXXX from any usual writing (0912…, 912…, +98 912…, 0098912…), or undefined. */
export function foldMobile(text: string): string | undefined {
  const digits = foldDigits(text).replaceAll(/[\s\u200c\u200e\u200f\u202a-\u202e()./_-]+/g, "");
  const match = /^(?:\+98|0098|98|0)?(9[0-9]{9})$/.exec(digits);
  return match?.[1] === undefined ? undefined : `98${match[1]}`;
}

/** The words of a name, folded; a space, a half-space (ZWNJ) or a hyphen parts them, other signs vanish. */
export function foldedWords(name: string): readonly string[] {
  const parts = foldText(name.replaceAll(/\u200c|\u200d|[\u00ad\u2010-\u2015-]/g, " ")).split(/\s+/);
  return parts.map(lettersOnly).filter((word) => word !== "");
}

/** What is typed into a search, as folded words: only white space parts them, so that «علی‌پور» stays one word. */
export function typedWords(query: string): readonly string[] {
  return foldText(query)
    .split(/\s+/)
    .map(lettersOnly)
    .filter((word) => word !== "");
}

const LETTERS: Readonly<Record<string, string>> = { ي: "ی", ى: "ی", ك: "ک", ة: "ه", ە: "ه", ہ: "ه", ھ: "ه" };

function lettersOnly(word: string): string {
  return word.replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

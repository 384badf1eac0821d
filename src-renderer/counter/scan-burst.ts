/** A key as it was struck. `text` is what the layout made of it, `code` where it lies, as the browser calls it. */
export interface Stroke {
  readonly text: string;
  readonly code: string;
  readonly shift: boolean;
  readonly atMs: number;
}

/** Scanners send a key every 1 to 20 ms; nobody types that fast for long. */
export const BURST_GAP_MS = 30;
/** A short run of digits may be a fast hand's; EAN-8 is the shortest barcode of the trade. */
const DIGITS_MIN = 8;
/** Four keys and Enter, each within this of the one before, are no hand's: a shop's own short codes are scanned too. */
const MACHINE_GAP_MS = 12;
/** The least for a text with letters or signs, which is no amount, and for digits that no hand types as fast. */
const TEXT_MIN = 4;
/** The longest text that `counter.scan` takes. */
const TEXT_MAX = 400;

/** The strokes of one burst: the next one belongs to it when it came fast enough, or begins a new one. */
export function burstWith(burst: readonly Stroke[], stroke: Stroke): readonly Stroke[] {
  const last = burst.at(-1);
  if (last === undefined || stroke.atMs - last.atMs >= BURST_GAP_MS || burst.length >= TEXT_MAX) return [stroke];
  return [...burst, stroke];
}

/** What a scanner sent, when these strokes and the Enter at `enterAtMs` are one; null when a person typed. */
export function scannedText(burst: readonly Stroke[], enterAtMs: number): string | null {
  const last = burst.at(-1);
  if (last === undefined || enterAtMs - last.atMs >= BURST_GAP_MS) return null;
  const text = textOf(burst);
  const needed = /^[0-9]+$/.test(text) && !isMachine(burst, enterAtMs) ? DIGITS_MIN : TEXT_MIN;
  return text.length >= needed ? text : null;
}

function isMachine(burst: readonly Stroke[], enterAtMs: number): boolean {
  const times = [...burst.map(({ atMs }) => atMs), enterAtMs];
  return times.every((atMs, at) => at === 0 || atMs - (times[at - 1] ?? 0) < MACHINE_GAP_MS);
}

/** A scanner strikes the keys of an American keyboard; under a Persian layout other letters come out of them. */
function textOf(burst: readonly Stroke[]): string {
  const typed = burst.map(({ text }) => text).join("");
  if (isPlain(typed)) return typed;
  return burst.map((stroke) => americanText(stroke) ?? stroke.text).join("");
}

function isPlain(text: string): boolean {
  return /^[\u0020-\u007e]*$/.test(text);
}

const SIGNS: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Backquote: ["`", "~"],
  Backslash: ["\\", "|"],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
  Space: [" ", " "],
  NumpadDecimal: [".", "."],
  NumpadDivide: ["/", "/"],
  NumpadMultiply: ["*", "*"],
  NumpadSubtract: ["-", "-"],
  NumpadAdd: ["+", "+"],
};
const OVER_DIGITS = ")!@#$%^&*(";

/** What a stroke writes on an American keyboard; undefined for a key that writes nothing there. */
export function americanText({ code, shift }: Pick<Stroke, "code" | "shift">): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  if (digit !== undefined) return shift ? OVER_DIGITS.charAt(Number(digit)) : digit;
  return /^Numpad([0-9])$/.exec(code)?.[1] ?? SIGNS[code]?.[shift ? 1 : 0];
}

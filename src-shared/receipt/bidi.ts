import type { Inline } from "./document.ts";

/** Base direction of a paragraph or of an isolated run. */
export type Direction = "rtl" | "ltr";

/**
 * The smallest piece that a line is broken into. `run` tells words of one inline from those of another; `spaceBefore`
 * whether a space stood before it, at which a line may end.
 */
export interface Word {
  readonly text: string;
  readonly spaceBefore: boolean;
  readonly run: number;
  /** "auto": our own words. "ltr": one whole token. Otherwise a name with that direction. */
  readonly kind: "auto" | "ltr" | "name-rtl" | "name-ltr";
}

const LRI = "\u2066";
const RLI = "\u2067";
const PDI = "\u2069";
/** No receipt's face has them, and another face's colours are a blot in black and white: each is a dot. */
const EMOJI = /\p{RGI_Emoji}/gv;
const EMOJI_MARK = "•";
/** Marks and isolates in somebody's text would end ours: they are dropped. */
const CONTROLS = /(?!\s)\p{Cc}|\p{Bidi_Control}/gu;
/** Letters alone: Persian digits are of the Arabic script too, but run left to right. */
const STRONG_RTL = /(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const STRONG_LTR = /(?=\p{L})[^\p{Script=Arabic}\p{Script=Hebrew}]/u;
const DIGIT = /[0-9\u0660-\u0669\u06f0-\u06f9]/;
const PERSIAN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/;
/** Brackets and sentence marks around a token stay outside its isolate: they belong to the sentence. */
const OPENING = /^[([{«"“'‘]*/u;
const CLOSING = /[)\]}»"”'’.,:;!?،؛؟…]$/u;
/** Of those, the ones that a Latin name has inside it too: "Dr. Oetker", "Yahoo! Mail". */
const INSIDE = /[.!?]$/u;
/** What a bracket or quotation mark closes; the straight marks close themselves. */
const OPENED_BY = new Map([..."()[]{}«»“”‘’".matchAll(/(.)(.)/gu)].map(([, open = "", close = ""]) => [close, open]));

/** The words of a line's pieces, without control characters, for a paragraph of direction `base`. */
export function wordsOf(inlines: readonly Inline[], base: Direction): Word[] {
  const words: Word[] = [];
  let space = false;
  inlines.forEach((inline, run) => {
    const raw = typeof inline === "string" ? inline : "ltr" in inline ? inline.ltr : inline.name;
    const text = raw.toWellFormed().replace(EMOJI, EMOJI_MARK).replace(CONTROLS, "");
    const kind = typeof inline === "string" ? "auto" : "ltr" in inline ? "ltr" : nameKind(text, base);
    // A no-break space is no place to end a line, so it stays inside its word.
    for (const piece of text.split(/([ \t\r\n]+)/)) {
      if (piece === "") continue;
      if (/^[ \t\r\n]+$/.test(piece)) space = true;
      else {
        words.push({ text: piece, spaceBefore: space && words.length > 0, run, kind });
        space = false;
      }
    }
  });
  return words;
}

/**
 * The text of one line, with isolates around whole tokens, so that the engine's own order can't tear them: telephone
 * and receipt numbers, signed amounts, "400ml", Latin names of several words. `base` is the paragraph's direction.
 */
export function lineText(words: readonly Word[], base: Direction): string {
  let text = "";
  let at = 0;
  while (at < words.length) {
    const first = words[at];
    if (!first) break;
    let end = at + 1;
    while (words[end]?.run === first.run) end++;
    const group = words.slice(at, end);
    if (at > 0 && first.spaceBefore) text += " ";
    text += groupText(group, base);
    at = end;
  }
  return text;
}

/** The direction of the first strong letter, or undefined when there is none (a number). */
export function firstStrong(text: string): Direction | undefined {
  for (const char of text) {
    if (STRONG_RTL.test(char)) return "rtl";
    if (STRONG_LTR.test(char)) return "ltr";
  }
  return undefined;
}

/** In a Persian line a name with any Persian letter reads as Persian does ("Nescafe گلد ۵۰ گرم"). */
function nameKind(text: string, base: Direction): Word["kind"] {
  const rtl = base === "rtl" ? STRONG_RTL.test(text) : firstStrong(text) === "rtl";
  return rtl ? "name-rtl" : "name-ltr";
}

/** Words of one inline on one line. */
function groupText(group: readonly Word[], base: Direction): string {
  const kind = group[0]?.kind;
  switch (kind) {
    case "ltr":
      return LRI + joined(group) + PDI;
    case "name-rtl":
      return base === "rtl" ? tokens(group) : RLI + tokens(group) + PDI;
    case "name-ltr":
      return LRI + joined(group) + PDI;
    default:
      return base === "rtl" ? tokens(group) : joined(group);
  }
}

function joined(words: readonly Word[]): string {
  return words.map((word, i) => (i > 0 && word.spaceBefore ? " " : "") + word.text).join("");
}

/**
 * Right-to-left words with each left-to-right token isolated. Latin words in a row are one token, and so is a Latin
 * number after one ("iPhone 15 Pro"); a Persian number is one of its own ("Earl Grey ۵۰۰ گرم": the brand, then 500).
 */
function tokens(words: readonly Word[]): string {
  let text = "";
  let at = 0;
  while (at < words.length) {
    const word = words[at];
    if (!word) break;
    const end = hasLatin(word.text) ? endOfLatin(words, at) : at + 1;
    if (at > 0 && word.spaceBefore) text += " ";
    text += isolated(joined(words.slice(at, end)));
    at = end;
  }
  return text;
}

/** Where the Latin name ends that begins at `from`. */
function endOfLatin(words: readonly Word[], from: number): number {
  let at = from + 1;
  while (at < words.length && !closes(joined(words.slice(from, at)))) {
    const text = words[at]?.text ?? "";
    const follows = isLtrToken(text) && !PERSIAN_DIGIT.test(text);
    // "&", "-" and "+" join two Latin words but end none.
    const joins = /^[&+\-–/]$/.test(text) && hasLatin(words[at + 1]?.text ?? "");
    if (!follows && !joins) break;
    at++;
  }
  return at;
}

function isolated(token: string): string {
  if (!isLtrToken(token)) return token;
  const [open = ""] = OPENING.exec(token) ?? [];
  let core = token.slice(open.length);
  while (endsOutside(core)) core = core.slice(0, -1);
  return core === "" ? token : `${open}${LRI}${core}${PDI}${token.slice(open.length + core.length)}`;
}

function isLtrToken(text: string): boolean {
  return !STRONG_RTL.test(text) && (DIGIT.test(text) || STRONG_LTR.test(text));
}

function hasLatin(text: string): boolean {
  return isLtrToken(text) && STRONG_LTR.test(text);
}

/** Whether a sentence mark or a bracket ends the token, so that no name goes on after it. */
function closes(token: string): boolean {
  return !INSIDE.test(token) && endsOutside(token.replace(OPENING, ""));
}

/** Whether the last sign is the sentence's: a mark, or a bracket that closes none of the token's own. */
function endsOutside(core: string): boolean {
  if (!CLOSING.test(core)) return false;
  const last = core.slice(-1);
  const count = (sign: string): number => core.split(sign).length - 1;
  if (last === '"' || last === "'") return count(last) % 2 === 1;
  const open = OPENED_BY.get(last);
  return open === undefined || count(open) < count(last);
}

/** Whether `text` holds a letter of a script that is written joined, which must not be cut without a joiner. */
export function isJoinedScript(text: string): boolean {
  return STRONG_RTL.test(text);
}

import { isJoinedScript, type Word } from "./bidi.ts";

/** Joins a letter to the one that stood beside it before the line ended there. */
const ZWJ = "\u200d";
const ZWNJ = "\u200c";
const ELLIPSIS = "…";

/**
 * Breaks words into lines of at most `width`, as `measure` sees them. Lines end at spaces; a single word that is wider
 * than a line is cut at a half-space or hyphen, and failing that between two letters, which keep their joined shapes.
 * At least one letter stands on a line, so it always ends. Of more than `linesMax` lines the last one ends with "…".
 */
export function wrapWords(
  words: readonly Word[],
  width: number,
  measure: (words: readonly Word[]) => number,
  linesMax = Number.POSITIVE_INFINITY,
): Word[][] {
  const lines: Word[][] = [];
  let line: Word[] = [];
  const rest = [...words];
  while (rest.length > 0 && lines.length <= linesMax) {
    const unit = nextUnit(rest);
    if (measure([...line, ...unit]) <= width) {
      line = [...line, ...unit];
      rest.splice(0, unit.length);
      continue;
    }
    if (line.length > 0) {
      lines.push(line);
      line = [];
      continue;
    }
    const [head, ...tail] = unit;
    if (!head) break;
    rest.splice(0, unit.length);
    if (tail.length > 0 && measure([head]) <= width) {
      line = [head];
      rest.unshift(...tail);
      continue;
    }
    const [fits, over] = cutWord(head, (piece) => measure([{ ...head, text: piece }]) <= width);
    lines.push([{ ...head, text: fits }]);
    rest.unshift(...(over === "" ? [] : [{ ...head, text: over, spaceBefore: false }]), ...tail);
  }
  if (line.length > 0) lines.push(line);
  if (lines.length <= linesMax) return lines;
  const kept = lines.slice(0, linesMax);
  return [...kept.slice(0, -1), ellipsed(kept.at(-1) ?? [], (part) => measure(part) <= width)];
}

/** A line whose end says that more was left out: as many of its words, or letters of its only one, as leave room. */
function ellipsed(line: readonly Word[], fits: (line: readonly Word[]) => boolean): Word[] {
  const last = line.at(-1);
  if (last === undefined) return [];
  const marked = (text: string): Word[] => [...line.slice(0, -1), { ...last, text: text + ELLIPSIS }];
  if (fits(marked(last.text))) return marked(last.text);
  if (line.length > 1) return ellipsed(line.slice(0, -1), fits);
  const [head] = cutWord(last, (text) => fits(marked(text)));
  return marked(head);
}

/** The first words between which no space stands, such as a bracket and the token in it. */
function nextUnit(words: readonly Word[]): Word[] {
  let end = 1;
  while (words[end]?.spaceBefore === false) end++;
  return words.slice(0, end);
}

/** The longest beginning of a word that fits, at least one letter, and the rest, which is shorter by that. */
function cutWord(word: Word, fits: (text: string) => boolean): [string, string] {
  // The joiner of the cut before is no letter.
  const lead = word.text.startsWith(ZWJ) ? ZWJ : "";
  const segments = new Intl.Segmenter("fa", { granularity: "grapheme" }).segment(word.text.slice(lead.length));
  const letters = Array.from(segments, ({ segment }) => segment);
  const join = isJoinedScript(word.text) ? ZWJ : "";
  let [hard, soft] = [1, 0];
  for (let count = 1; count < letters.length; count++) {
    const text = letters.slice(0, count).join("");
    if (!fits(lead + text + join)) break;
    hard = count;
    if (text.endsWith(ZWNJ) || /[-–/_.]$/.test(text)) soft = count;
  }
  const cut = soft > 0 ? soft : hard;
  const [head, tail] = [lead + letters.slice(0, cut).join(""), letters.slice(cut).join("")];
  if (tail === "") return [head, ""];
  return soft > 0 ? [head, tail] : [head + join, join + tail];
}

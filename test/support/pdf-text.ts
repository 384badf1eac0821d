import { inflateSync } from "node:zlib";

/**
 * The text of a PDF as a reader's search would find it, one line for each run of glyphs, without isolates, and shaped
 * letters as readers fold them (NFKC). Reads what Chromium writes (ISO 32000-1: FlateDecode, ToUnicode maps of §9.10.3,
 * ActualText, ReversedChars), and nothing else.
 */
export function pdfText(file: Uint8Array): string[] {
  const objects = objectsOf(Buffer.from(file).toString("latin1"));
  const lines: string[] = [];
  for (const body of objects.values()) {
    const content = body.stream === undefined || !/\bT[jJ]\b/.test(body.stream) ? undefined : body.stream;
    if (content !== undefined) lines.push(...shown(content, (name) => mapOf(objects, name)));
  }
  return lines;
}

interface PdfObject {
  readonly head: string;
  readonly stream: string | undefined;
}
interface ToUnicode {
  readonly letters: ReadonlyMap<number, string>;
  /** Hexadecimal digits of a glyph: two in the fonts that Chromium makes of a variable face (Type 3), else four. */
  readonly digits: number;
}
const NOTHING: ToUnicode = { letters: new Map(), digits: 4 };

function objectsOf(text: string): ReadonlyMap<number, PdfObject> {
  const found = new Map<number, PdfObject>();
  for (const match of text.matchAll(/(\d+) 0 obj\s([\s\S]*?)endobj/g)) {
    const [head = "", raw] = (match[2] ?? "").split(/stream\r?\n/, 2);
    const bytes = raw === undefined ? undefined : Buffer.from(raw.replace(/\r?\nendstream[\s\S]*$/, ""), "latin1");
    const isDeflated = bytes !== undefined && head.includes("/FlateDecode");
    found.set(Number(match[1]), { head, stream: (isDeflated ? inflateSync(bytes) : bytes)?.toString("latin1") });
  }
  return found;
}

/** The map of the font that a page's resources call `name`. */
function mapOf(objects: ReadonlyMap<number, PdfObject>, name: string): ToUnicode {
  for (const { head } of objects.values()) {
    const font = new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1];
    const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(font))?.head ?? "")?.[1];
    const stream = objects.get(Number(map))?.stream;
    if (stream !== undefined) return toUnicode(stream);
  }
  return NOTHING;
}

function toUnicode(map: string): ToUnicode {
  const glyphs = new Map<number, string>();
  for (const [, block = ""] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = "", to = ""] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      glyphs.set(Number.parseInt(glyph, 16), utf16(to));
  }
  for (const [, block = ""] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = "", last = "", to = ""] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const [first, end] = [Number.parseInt(from, 16), Number.parseInt(last, 16)];
      for (let at = first; at <= end; at++) glyphs.set(at, String.fromCodePoint(Number.parseInt(to, 16) + at - first));
    }
  }
  const first = /begincodespacerange\s*<(\w+)>/.exec(map)?.[1] ?? "0000";
  return { letters: glyphs, digits: first.length };
}

/** A font, the real letters of a shaped run (ISO 32000-1 §14.9.4), glyphs, or the end of such a run. */
const TOKEN = /\/(\w+) [\d.]+ Tf|\/ActualText (?:<([0-9A-Fa-f]*)>|\(([^)]*)\))|<([0-9A-Fa-f]+)>|\b(EMC)\b/g;

/** What a content stream shows, a line for each text object. */
function shown(content: string, find: (font: string) => ToUnicode): string[] {
  return Array.from(content.matchAll(/\bBT\b([\s\S]*?)\bET\b/g), ([, object = ""]) => {
    let map = NOTHING;
    let isReplaced = false;
    const parts: string[] = [];
    for (const [, font, actual, plain, glyphs = "", end] of object.matchAll(TOKEN)) {
      if (font !== undefined) map = find(font);
      if (end !== undefined) isReplaced = false;
      if (actual !== undefined || plain !== undefined) {
        parts.push(plain ?? utf16(actual ?? "").replace("\ufeff", ""));
        isReplaced = true;
      }
      for (let at = 0; !isReplaced && at < glyphs.length; at += map.digits)
        parts.push(map.letters.get(Number.parseInt(glyphs.slice(at, at + map.digits), 16)) ?? "\ufffd");
    }
    // §14.8.2.3.3: a right-to-left run is drawn from its last letter, and says so.
    const ordered = object.includes("/ReversedChars") ? parts.toReversed() : parts;
    return ordered
      .join("")
      .replaceAll(/[\u2066-\u2069]/g, "")
      .normalize("NFKC");
  });
}

function utf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join("");
}

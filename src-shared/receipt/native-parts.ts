import { unreachable } from "../base/assert.ts";
import { rowOf, type Placed, type ReceiptLayout } from "./layout.ts";

/** A row of text in the printer's own letters: cells of 12 by 24 dots, `across` and `down` times as large. */
export interface NativeText {
  readonly kind: "text";
  /** Where the cells begin, and how far it is to the end of the row: no less than the cells. In dots. */
  readonly top: number;
  readonly height: number;
  readonly across: 1 | 2;
  readonly down: 1 | 2;
  readonly bold: boolean;
  /** From the left; `x` in dots. Only characters that are the same in every code page and national set. */
  readonly pieces: readonly { readonly x: number; readonly text: string }[];
}

/** A QR code that the printer draws, centred, with error correction M; `height` is that of the drawn one. */
export interface NativeQr {
  readonly kind: "qr";
  readonly top: number;
  readonly height: number;
  readonly moduleDots: number;
  readonly text: string;
}
export type NativePart = NativeText | NativeQr;

/** What a printer is trusted with. */
export interface NativeSkills {
  readonly text: boolean;
  readonly qr: boolean;
}

export const CELL = { width: 12, height: 24 } as const;

/**
 * ASCII without the twelve characters that ISO 646 leaves to nations (# $ @ [ \ ] ^ ` { | } ~): a printer that is set
 * to another country prints others in their place. The list is from memory.
 */
const SAFE = /^[ !"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/;
/** Characters that our own words hold, and how they are written in those. */
const PLAIN: readonly (readonly [from: RegExp, to: string])[] = [
  [/\u00a0/g, " "],
  [/[\u2212\u2013]/g, "-"],
  [/×/g, "x"],
];
const [LRI, PDI] = ["\u2066", "\u2069"];
const FONTS = { double: 36, tall: 28 } as const;
const QR_QUIET = 4;
/** Bytes that a QR code of version 1, 2, … holds at error correction M (ISO/IEC 18004, table 7). */
const QR_BYTES_M = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213] as const;

/**
 * Parts a layout into what the printer sets itself and what is drawn. A row goes to the printer when all of it is Latin
 * text that fits in its cells and nothing else reaches into it, and when the same holds for the other rows of its
 * blocks; a QR code when its text is plain and fits even if the printer makes it larger. `native` is in its order from
 * the top, and no two overlap.
 */
export function splitNative(
  { placed, widthDots, heightDots }: ReceiptLayout,
  can: NativeSkills,
): { readonly native: readonly NativePart[]; readonly drawn: readonly Placed[] } {
  if (!can.text && !can.qr) return { native: [], drawn: placed };
  const rows = rowsOf(placed, heightDots).map((row) => ({ row, part: nativePart(row, widthDots, can) }));
  const drawnBlocks = new Set(rows.flatMap(({ row, part }) => (part === undefined ? row.flatMap(blockOf) : [])));
  const isDrawn = ({ row, part }: (typeof rows)[number]): boolean =>
    part === undefined || row.flatMap(blockOf).some((block) => drawnBlocks.has(block));
  return {
    native: rows.flatMap((each) => (each.part === undefined || isDrawn(each) ? [] : [each.part])),
    drawn: rows.filter(isDrawn).flatMap(({ row }) => row),
  };
}

function blockOf(item: Placed): number[] {
  return item.kind === "text" ? [item.block] : [];
}

function nativePart(row: readonly Placed[], widthDots: number, can: NativeSkills): NativePart | undefined {
  const texts = row.flatMap((item) => (item.kind === "text" ? [item] : []));
  if (texts.length === row.length) return can.text ? nativeText(texts, widthDots) : undefined;
  const [first] = row;
  return can.qr && row.length === 1 && first?.kind === "qr" ? nativeQr(first, widthDots) : undefined;
}

function nativeText(texts: readonly Extract<Placed, { kind: "text" }>[], widthDots: number): NativeText | undefined {
  const [first] = texts;
  if (!first || texts.some(({ y, font }) => y !== first.y || font !== first.font)) return undefined;
  const { size, bold } = first.font;
  const across = size >= FONTS.double ? 2 : 1;
  const down = size >= FONTS.tall ? 2 : 1;
  const pieces: { x: number; text: string }[] = [];
  for (const { text, direction, align, x } of texts) {
    const plain = plainText(text, direction === "rtl");
    if (plain === undefined) return undefined;
    const width = plain.length * CELL.width * across;
    const before = align === "left" ? 0 : align === "right" ? width : Math.round(width / 2);
    pieces.push({ x: x - before, text: plain });
  }
  pieces.sort((a, b) => a.x - b.x);
  let free = 0;
  for (const { x, text } of pieces) {
    if (x < free) return undefined;
    // A space at least between two pieces.
    free = x + (text.length + 1) * CELL.width * across;
  }
  if (free - CELL.width * across > widthDots) return undefined;
  const row = rowOf(first);
  const above = Math.floor((row.height - CELL.height * down) / 2);
  if (above < 0) return undefined;
  return { kind: "text", top: row.top + above, height: row.height - above, across, down, bold, pieces };
}

/** A line's text in the order in which it is read from the left, or undefined when the printer may not set it. */
function plainText(line: string, isRtl: boolean): string | undefined {
  // From right to left only one whole token stands as it is written; two would change their places.
  const isOne = line.startsWith(LRI) && line.indexOf(PDI) === line.length - 1;
  if (isRtl && !isOne) return undefined;
  let text = line.replaceAll(LRI, "").replaceAll(PDI, "");
  for (const [from, to] of PLAIN) text = text.replace(from, to);
  return SAFE.test(text) ? text : undefined;
}

function nativeQr(item: Extract<Placed, { kind: "qr" }>, widthDots: number): NativeQr | undefined {
  const { text, matrix, moduleDots, y } = item;
  // The printer may store as bytes what was drawn as digits, and then needs a larger code.
  const version = 1 + QR_BYTES_M.findIndex((bytes) => text.length <= bytes);
  const across = (17 + 4 * version + 2 * QR_QUIET) * moduleDots;
  if (!SAFE.test(text) || version === 0 || across > widthDots) return undefined;
  return { kind: "qr", top: y, height: matrix.size * moduleDots, moduleDots, text };
}

/** The items by the rows of paper that they share: two of one group may overlap, two of different ones don't. */
function rowsOf(placed: readonly Placed[], heightDots: number): Placed[][] {
  const items = placed.map((item) => ({ item, ...extent(item) })).toSorted((a, b) => a.top - b.top);
  const groups: Placed[][] = [];
  let end = -heightDots;
  for (const { item, top, bottom } of items) {
    if (top >= end || groups.length === 0) groups.push([]);
    groups.at(-1)?.push(item);
    end = Math.max(end, bottom);
  }
  return groups;
}

function extent(item: Placed): { readonly top: number; readonly bottom: number } {
  switch (item.kind) {
    case "text": {
      const { top, height } = rowOf(item);
      return { top, bottom: top + height };
    }
    case "bar":
      return { top: item.y, bottom: item.y + item.height };
    case "qr":
      return { top: item.y, bottom: item.y + item.matrix.size * item.moduleDots };
    case "picture":
      return { top: item.y, bottom: item.y + item.picture.heightDots };
    default:
      return unreachable(item);
  }
}

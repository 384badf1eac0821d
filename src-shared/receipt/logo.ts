import { drawPicture, type Picture } from "./picture.ts";

/** A picture's height on paper at most: 25 mm, which is as much as a receipt's head should take. */
export const LOGO_HEIGHT_MAX = 200;
/** More pixels than this are not decoded: a till has other things to hold in memory than 160 MB of a mark. */
export const LOGO_PIXELS_MAX = 40_000_000;
/** A file larger than this is no shop's mark. */
export const LOGO_BYTES_MAX = 20_000_000;
/** Of a JPEG's beginning that is looked through for its size: its metadata may come before. */
const HEAD_BYTES = 262_144;

/**
 * Width and height in pixels of a PNG (ISO/IEC 15948, IHDR) or a JPEG (ITU-T T.81, the SOF segment), read from the
 * file's beginning without decoding it. Undefined for anything else, and for one that is cut off.
 */
export function imageSize(file: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  const view = new DataView(file.buffer, file.byteOffset, Math.min(file.byteLength, HEAD_BYTES));
  const isPng = view.byteLength >= 24 && view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a;
  if (isPng) return sized(view.getUint32(16), view.getUint32(20));
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 <= view.byteLength) {
    const marker = view.getUint16(at);
    if (marker < 0xff01) return undefined;
    // SOF0 to SOF15, but for DHT, JPG and DAC, which stand among them.
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return sized(view.getUint16(at + 7), view.getUint16(at + 5));
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function sized(width: number, height: number): { readonly width: number; readonly height: number } | undefined {
  return width > 0 && height > 0 ? { width, height } : undefined;
}

/** The size at which a picture is printed: within the width and `LOGO_HEIGHT_MAX`, in proportion, never larger. */
export function logoSize(
  of: { readonly width: number; readonly height: number },
  widthMax: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, widthMax / of.width, LOGO_HEIGHT_MAX / of.height);
  const to = (pixels: number): number => Math.max(1, Math.floor(pixels * scale));
  return { width: to(of.width), height: to(of.height) };
}

/**
 * Pixels (RGBA, drawn on white) as black and white dots, its white edges cut off. What counts as black is found from
 * the picture itself (Otsu's threshold), so that a pale mark is a mark too. Undefined when it is all of one brightness.
 */
export function logoOf(rgba: Uint8ClampedArray, width: number, height: number): Picture | undefined {
  const light = Array.from({ length: width * height }, (_, at) => brightness(rgba, at * 4));
  const threshold = otsu(light);
  if (threshold === undefined) return undefined;
  const isBlack = (x: number, y: number): boolean => (light[y * width + x] ?? 255) <= threshold;
  const rows = indexes(height).filter((y) => indexes(width).some((x) => isBlack(x, y)));
  const columns = indexes(width).filter((x) => rows.some((y) => isBlack(x, y)));
  const [top = 0, left = 0] = [rows[0], columns[0]];
  const size = { widthDots: (columns.at(-1) ?? 0) - left + 1, heightDots: (rows.at(-1) ?? 0) - top + 1 };
  return drawPicture(size, (x, y) => isBlack(left + x, top + y));
}

/** 0 is black, 255 white (ITU-R BT.601). */
function brightness(rgba: Uint8ClampedArray, at: number): number {
  const [red = 255, green = 255, blue = 255] = [rgba[at], rgba[at + 1], rgba[at + 2]];
  return Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
}

function indexes(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

/** The brightness that parts the values into the two groups that differ most (N. Otsu, 1979). */
function otsu(values: readonly number[]): number | undefined {
  const counts: number[] = Array.from({ length: 256 }, () => 0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  const sum = values.reduce((total, value) => total + value, 0);
  let [below, belowSum, best, bestSpread] = [0, 0, -1, 0];
  for (let level = 0; level < 255; level++) {
    below += counts[level] ?? 0;
    belowSum += level * (counts[level] ?? 0);
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const apart = belowSum / below - (sum - belowSum) / above;
    const spread = below * above * apart * apart;
    if (spread > bestSpread) [best, bestSpread] = [level, spread];
  }
  return best < 0 ? undefined : best;
}

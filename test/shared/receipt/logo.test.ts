import { expect, test } from "vitest";
import { imageSize, LOGO_HEIGHT_MAX, logoOf, logoSize } from "../../../src-shared/receipt/logo.ts";
import { isDark } from "../../../src-shared/receipt/picture.ts";

/** The beginning of a PNG of that size. */
function png(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

/** A JPEG with metadata and a table before its frame. */
function jpeg(width: number, height: number): Uint8Array {
  const frame = [0xff, 0xc2, 0, 11, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, 3, 1, 2, 3];
  const bytes = [0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4, 0xff, 0xc4, 0, 4, 9, 9, ...frame];
  return Uint8Array.from(bytes);
}

test("the size of a PNG and of a JPEG is read from their first bytes, however large it says it is", () => {
  expect(imageSize(png(10_000, 10_000))).toEqual({ width: 10_000, height: 10_000 });
  expect(imageSize(png(4_000_000_000, 1))).toEqual({ width: 4_000_000_000, height: 1 });
  expect(imageSize(jpeg(640, 480))).toEqual({ width: 640, height: 480 });
});

test("what is no picture, or ends too soon, has no size", () => {
  const wrong = [new Uint8Array(0), new Uint8Array(100), png(8, 8).subarray(0, 20), png(0, 5), jpeg(640, 480)];
  for (const bytes of wrong.map((each, at) => (at === 4 ? each.subarray(0, 20) : each)))
    expect(imageSize(bytes)).toBeUndefined();
  expect(imageSize(new TextEncoder().encode("<svg onload=alert(1)>"))).toBeUndefined();
  // A segment that says it has no length would be read for ever.
  expect(imageSize(Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, 0, ...new Uint8Array(40)]))).toBeUndefined();
});

test("a picture is printed within the width and the stated height, in proportion, and never enlarged", () => {
  expect(logoSize({ width: 10_000, height: 1_000 }, 560)).toEqual({ width: 560, height: 56 });
  expect(logoSize({ width: 100, height: 10_000 }, 560)).toEqual({ width: 2, height: LOGO_HEIGHT_MAX });
  expect(logoSize({ width: 10_000, height: 1 }, 560)).toEqual({ width: 560, height: 1 });
  expect(logoSize({ width: 90, height: 40 }, 560)).toEqual({ width: 90, height: 40 });
});

test("a pale mark on white is black dots, its white edges cut off; one colour alone is no mark", () => {
  const [width, height] = [30, 20];
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  const yellow = (x: number, y: number): void => pixels.set([255, 220, 90, 255], (y * width + x) * 4);
  for (let x = 10; x < 20; x++) for (let y = 5; y < 9; y++) if (x !== 12) yellow(x, y);
  const picture = logoOf(pixels, width, height);
  expect([picture?.widthDots, picture?.heightDots]).toEqual([16, 4]);
  const row = picture && Array.from({ length: 16 }, (_, x) => (isDark(picture, x, 2) ? "#" : "."));
  expect(row?.join("")).toBe("##.#######......");
  expect(logoOf(new Uint8ClampedArray(400).fill(255), 10, 10)).toBeUndefined();
  expect(logoOf(new Uint8ClampedArray(400).fill(0), 10, 10)).toBeUndefined();
});

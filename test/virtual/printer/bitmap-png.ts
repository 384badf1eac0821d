import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createCanvas, Image } from "@napi-rs/canvas";
import type { Bitmap } from "../../../src-main/core/print/bitmap.ts";
import { isBlack } from "../../../src-main/core/print/bitmap.ts";

/** Writes a bitmap as a PNG, whole or not at all. */
export function writeBitmapPng(path: string, bitmap: Bitmap): void {
  const { widthDots, heightDots } = bitmap;
  writePng(path, widthDots, heightDots, (x, y) => (isBlack(bitmap, x, y) ? [0, 0, 0] : [255, 255, 255]));
}

/** Reads a PNG of black and white back into dots. */
export function readBitmapPng(path: string): Bitmap {
  const image = new Image();
  image.src = readFileSync(path);
  const { width, height } = image;
  const context = createCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const bits = new Uint8Array((width / 8) * height);
  for (let i = 0; i < width * height; i++) {
    if ((data[i * 4] ?? 255) < 128) bits[i >> 3] = (bits[i >> 3] ?? 0) | (0x80 >> (i & 7));
  }
  return { widthDots: width, heightDots: height, bits };
}

/** How many dots differ; other sizes differ in every dot that only one has. */
export function differingDots(a: Bitmap, b: Bitmap): number {
  let count = 0;
  for (let y = 0; y < Math.max(a.heightDots, b.heightDots); y++) {
    for (let x = 0; x < Math.max(a.widthDots, b.widthDots); x++) {
      const same = isBlack(a, x, y) === isBlack(b, x, y) && inside(a, x, y) === inside(b, x, y);
      if (!same) count++;
    }
  }
  return count;
}

/** A picture of a difference: grey where both are black, red where only `a` is, blue where only `b` is. */
export function writeDiffPng(path: string, a: Bitmap, b: Bitmap): void {
  const [width, height] = [Math.max(a.widthDots, b.widthDots), Math.max(a.heightDots, b.heightDots)];
  writePng(path, width, height, (x, y) => {
    const [inA, inB] = [isBlack(a, x, y), isBlack(b, x, y)];
    if (inA && inB) return [190, 190, 190];
    if (inA) return [220, 0, 0];
    return inB ? [0, 0, 220] : [255, 255, 255];
  });
}

type Colour = readonly [red: number, green: number, blue: number];

function writePng(path: string, width: number, height: number, colour: (x: number, y: number) => Colour): void {
  const canvas = createCanvas(width, Math.max(1, height));
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, Math.max(1, height));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) image.data.set([...colour(x, y), 255], (y * width + x) * 4);
  }
  context.putImageData(image, 0, 0);
  writeFileSync(`${path}.part`, canvas.toBuffer("image/png"));
  renameSync(`${path}.part`, path);
}

function inside(bitmap: Bitmap, x: number, y: number): boolean {
  return x < bitmap.widthDots && y < bitmap.heightDots;
}

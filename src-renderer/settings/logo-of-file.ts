import type { PictureText } from "../../src-shared/receipt/document.ts";
import { imageSize, LOGO_BYTES_MAX, LOGO_PIXELS_MAX, logoOf, logoSize } from "../../src-shared/receipt/logo.ts";
import { pictureText } from "../../src-shared/receipt/picture.ts";

/** Why a file is no picture for a receipt. */
export type LogoFault = "not-picture" | "too-large" | "blank";

/**
 * The owner's file as dots for paper of `widthDots`. The page decodes it, in the browser's own cage, and only after its
 * size was read from its first bytes: the core never opens a picture, and a huge one is refused before it is in memory.
 */
export async function logoOfFile(file: File, widthDots: number): Promise<PictureText | LogoFault> {
  if (file.size > LOGO_BYTES_MAX) return "too-large";
  const size = imageSize(new Uint8Array(await file.arrayBuffer()));
  if (size === undefined) return "not-picture";
  if (size.width * size.height > LOGO_PIXELS_MAX) return "too-large";
  const { width, height } = logoSize(size, widthDots - 16);
  const pixels = await pixelsOf(file, width, height);
  if (pixels === undefined) return "not-picture";
  const picture = logoOf(pixels, width, height);
  return picture === undefined ? "blank" : pictureText(picture);
}

async function pixelsOf(file: File, width: number, height: number): Promise<Uint8ClampedArray | undefined> {
  try {
    const resize = { resizeWidth: width, resizeHeight: height, resizeQuality: "high" } as const;
    const image = await createImageBitmap(file, resize);
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext("2d");
    if (pen === null) return undefined;
    // What is transparent is paper.
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, width, height);
    pen.drawImage(image, 0, 0);
    image.close();
    return pen.getImageData(0, 0, width, height).data;
  } catch {
    // A file that begins as a picture and is none, or is cut off.
    return undefined;
  }
}

import type { PictureText, ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import type { ReceiptRenderPort } from "../ports/printer.ts";

/** Finds a picture by its name; undefined when it is gone. */
export type FindPicture = (name: string) => PictureText | undefined;

/**
 * The document with the shop's picture in the place of its name. One whose picture is gone is printed without it: a
 * receipt is worth more than its mark.
 */
export function withPictures(document: ReceiptDocument, find: FindPicture): ReceiptDocument {
  const blocks = document.blocks.flatMap((block): ReceiptDocument["blocks"] => {
    if (block.kind !== "logo") return [block];
    const picture = find(block.picture);
    return picture === undefined ? [] : [{ kind: "picture", picture }];
  });
  return { ...document, blocks };
}

/** Draws receipts with their pictures: the worker that draws has no database to look them up in. */
export function renderWithPictures(render: ReceiptRenderPort, find: FindPicture): ReceiptRenderPort {
  return { render: (document, paper) => render.render(withPictures(document, find), paper) };
}

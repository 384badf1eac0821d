import type { Block, Inline } from "../../../src-shared/receipt/document.ts";

/** The blocks of a document as lines of text, for tests of what a paper says. */
export function rows(blocks: readonly Block[]): string[] {
  return blocks.map((block) => {
    if (block.kind === "rule") return block.dashed ? "- - -" : "-----";
    if (block.kind === "qr") return block.text;
    if (block.kind === "pair") return `${plain(block.label)} | ${plain(block.value)}`;
    if (block.kind === "centre" || block.kind === "paragraph") return plain(block.text);
    return `[${block.kind}]`;
  });
}

/** A line's text without its directions. */
export function plain(inlines: readonly Inline[]): string {
  return inlines.map((part) => (typeof part === "string" ? part : "ltr" in part ? part.ltr : part.name)).join("");
}

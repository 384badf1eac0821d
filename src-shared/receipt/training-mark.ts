import type { Block, ReceiptDocument } from "./document.ts";

/** A paper of training says so above and below, in both languages: nobody pays or refunds by it. */
export function markAsTraining(document: ReceiptDocument): ReceiptDocument {
  if (document.blocks.length === 0) return document;
  const band: Block[] = [
    { kind: "rule", dashed: false },
    { kind: "centre", style: "title", text: [{ name: "تمرین" }, " / ", { ltr: "TRAINING" }] },
    {
      kind: "centre",
      style: "small",
      text: [document.locale === "fa" ? "این برگه ارزشی ندارد" : "This paper has no value"],
    },
    { kind: "rule", dashed: false },
  ];
  return { ...document, blocks: [...band, ...document.blocks, ...band] };
}

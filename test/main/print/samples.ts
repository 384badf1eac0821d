import { readFileSync } from "node:fs";
import { must } from "../../../src-shared/base/assert.ts";
import { parseReceiptDocument, type ReceiptDocument } from "../../../src-shared/receipt/document.ts";

/**
 * Six documents that stood before the encoder was written, stored as a spool stores them: what it saves is measured on
 * them. "first" has the text of the receipt that printing was first measured with: 8 items, totals, cash-back, balance,
 * QR. The others: one item, 60 items, English, several scripts on a marked copy, and a Z report.
 */
export const SAMPLES = ["first", "one-item", "sixty-items", "english", "mixed", "z-report"] as const;
export type SampleName = (typeof SAMPLES)[number];

/** Reads one of the six. */
export function sampleDocument(name: SampleName): ReceiptDocument {
  const text = readFileSync(new URL(`./samples/${name}.json`, import.meta.url), "utf8");
  return must(parseReceiptDocument(JSON.parse(text)), `the sample ${name} is a stored document`);
}

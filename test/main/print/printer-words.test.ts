import { expect, test } from "vitest";
import type { PrinterStatus } from "../../../src-main/core/ports/printer.ts";
import type { SpoolState } from "../../../src-main/core/print/spool-job.ts";
import { PRINTER_WORDS, RECEIPT_STATE_WORDS, SPOOL_REFUSAL_WORDS } from "../../../src-shared/words/printer-words.ts";

// Compiles only while every state of the port and of the spool has its words.
const byPrinterState: Readonly<Record<PrinterStatus["state"], { readonly code: string }>> = PRINTER_WORDS;
const byJobState: Readonly<Record<SpoolState, { readonly code: string }>> = RECEIPT_STATE_WORDS;

test("every state and refusal of printing has a code of its own and a sentence in both languages", () => {
  const all = [byPrinterState, byJobState, SPOOL_REFUSAL_WORDS].flatMap((words) => Object.values(words));
  expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
  for (const words of [PRINTER_WORDS, RECEIPT_STATE_WORDS, SPOOL_REFUSAL_WORDS]) {
    for (const { code, fa, en } of Object.values(words)) {
      expect(code).toMatch(/^P[RJ]-\d\d$/);
      expect(fa, code).toMatch(/^[^a-zA-Z]{10,}[.؛:»]$/);
      expect(en, code).toMatch(/^[A-Z][ -~]{10,}\.$/);
    }
  }
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bandRowsFor } from "../../../src-main/core/print/encode-receipt.ts";
import { statusIntervalMs, statusPlan } from "../../../src-main/core/print/status-plan.ts";

const BAUD_RATES = [9_600, 19_200, 38_400, 57_600, 115_200];
const ROW_BYTES = 72;
const longest = (baud: number): number => 8 + ROW_BYTES * bandRowsFor(baud);

test("a question waits for more wire the slower the line, and never behind more than a band and what is ahead", () => {
  const intervals = BAUD_RATES.map((baud) => statusIntervalMs(baud / 10, longest(baud)));
  expect(intervals).toEqual([1_109, 555, 578, 427, 276]);
  for (const baud of BAUD_RATES) {
    const { aheadBytes, askEveryBytes } = statusPlan(baud / 10);
    expect(aheadBytes).toBeGreaterThanOrEqual(64);
    expect(aheadBytes).toBeLessThanOrEqual(512);
    expect(askEveryBytes).toBeLessThanOrEqual(1_500);
  }
});

test("the documented interval of each speed is the computed one", () => {
  const text = readFileSync(new URL("../../../docs/design/printers.md", import.meta.url), "utf8");
  for (const baud of BAUD_RATES) {
    const ms = statusIntervalMs(baud / 10, longest(baud)).toLocaleString("en");
    expect(text).toContain(`| ${baud.toLocaleString("en")} | ${bandRowsFor(baud)} | ${ms} ms |`);
  }
});

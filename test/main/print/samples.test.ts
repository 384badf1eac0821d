import { expect, test } from "vitest";
import { drawReceipt } from "../../../src-main/adapters/render/receipt-canvas.ts";
import { isBlack } from "../../../src-main/core/print/bitmap.ts";
import { SAMPLES, sampleDocument } from "./samples.ts";

test("the first sample is as long and as black as the receipt that printing was first measured with", () => {
  const drawn = drawReceipt(sampleDocument("first"), 576);
  expect(drawn.heightDots).toBeGreaterThanOrEqual(1_200);
  expect(drawn.heightDots).toBeLessThanOrEqual(1_280);
  let ink = 0;
  for (let y = 0; y < drawn.heightDots; y++) {
    for (let x = 0; x < drawn.widthDots; x++) if (isBlack(drawn, x, y)) ink++;
  }
  const percent = (100 * ink) / (drawn.widthDots * drawn.heightDots);
  expect(percent).toBeGreaterThanOrEqual(8);
  expect(percent).toBeLessThanOrEqual(10);
});

test("the six samples are what their names say", () => {
  const [first, one, sixty, english, mixed, zReport] = SAMPLES.map(sampleDocument);
  const items = [first, one, sixty, english, mixed].map((document) => {
    const pairs = document?.blocks.flatMap((block) => (block.kind === "pair" ? [block] : [])) ?? [];
    return pairs.filter(({ label: [label] }) => typeof label === "object" && "name" in label).length;
  });
  expect(items).toEqual([8, 1, 60, 8, 8]);
  expect(english?.locale).toBe("en");
  expect(JSON.stringify(english?.blocks)).not.toMatch(/\p{Script=Arabic}/u);
  expect(mixed?.copy?.number).toBe(1);
  expect(zReport?.blocks.some((block) => block.kind === "qr")).toBe(false);
});

import { afterEach, expect, test } from "vitest";
import { drawForPrinter, drawReceipt } from "../../../src-main/adapters/render/receipt-canvas.ts";
import { bandRowsFor, encodeReceipt } from "../../../src-main/core/print/encode-receipt.ts";
import { printerProfile } from "../../../src-shared/printer/profile.ts";
import { dotsApart, withoutNative } from "../../main/print/print-on-paper.ts";
import { sampleDocument, type SampleName } from "../../main/print/samples.ts";
import { readBitmapPng } from "../../virtual/printer/bitmap-png.ts";
import { PrinterRig, shortJob } from "./printer-rig.ts";

let rig: PrinterRig;
afterEach(() => rig.end());

function encoded(name: SampleName, form: "default" | "smallest", baudRate: number) {
  const profile = printerProfile({ family: "epson-t88", overrides: { form } });
  const drawing = drawForPrinter(sampleDocument(name), profile);
  const { commands, guardedDots, bandBytesMax } = encodeReceipt(drawing, profile, { bandRows: bandRowsFor(baudRate) });
  const whole = withoutNative(drawReceipt(sampleDocument(name), profile.widthDots), drawing.native);
  /** What a sheet of paper has beside the drawing, and what it lacks, where the printer set nothing itself. */
  const differs = (file: string) => dotsApart(withoutNative(readBitmapPng(file), drawing.native), whole);
  return { profile, parts: { commands, bandBytesMax }, differs, guard: { more: guardedDots, lost: 0 } };
}

test.each([
  ["mixed", "default", 115_200],
  ["first", "smallest", 115_200],
  ["english", "smallest", 9_600],
] as const)("%s, %s form, %i baud: asked all the way, and dot for dot", async (name, form, baudRate) => {
  const { profile, parts, differs, guard } = encoded(name, form, baudRate);
  rig = new PrinterRig(baudRate);
  const virtual = await rig.plugIn({ widthDots: profile.widthDots, dpi: profile.dpi });
  const port = await rig.open({ confirmBy: profile.done, status: profile.status });
  expect((await port.print(shortJob(0, parts).job)).kind).toBe("printed");
  const [file = ""] = await virtual.waitForReceipts(1);
  expect(differs(file)).toEqual(guard);
  const counts = await virtual.counts();
  expect(counts).toMatchObject({ cuts: 1, unknown: [], realTimeInData: 0 });
  expect(counts.statusRequests).toBeGreaterThan(2);
});

test("paper that ends inside a line of columns: held, and the line goes on where it was, dot for dot", async () => {
  const { profile, parts, differs, guard } = encoded("first", "smallest", 115_200);
  rig = new PrinterRig(115_200);
  const plugged = { widthDots: profile.widthDots, dpi: profile.dpi, paperEndsAtByte: 9_000 };
  const virtual = await rig.plugIn(plugged);
  const port = await rig.open({ confirmBy: profile.done });
  const { job, held, holds } = shortJob(0, parts);
  const printing = port.print(job);
  await held;
  await virtual.setPaper(true);
  expect((await printing).kind).toBe("printed");
  expect(holds).toEqual(["paper-out", null]);
  const [file = ""] = await virtual.waitForReceipts(1);
  expect(differs(file)).toEqual(guard);
});

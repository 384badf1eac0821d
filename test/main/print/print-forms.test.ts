import { expect, test } from "vitest";
import { drawForPrinter, drawReceipt } from "../../../src-main/adapters/render/receipt-canvas.ts";
import { encodeReceipt } from "../../../src-main/core/print/encode-receipt.ts";
import type { Drawing } from "../../../src-main/core/print/print-plan.ts";
import { PRINTER_FAMILIES, printerProfile, type PrinterProfile } from "../../../src-shared/printer/profile.ts";
import type { ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { dotsApart, printed, withoutNative } from "./print-on-paper.ts";
import { SAMPLES, sampleDocument } from "./samples.ts";

const FORMS = ["default", "smallest"] as const;
const CASES = SAMPLES.flatMap((name) =>
  PRINTER_FAMILIES.flatMap((family) => FORMS.map((form) => [name, family, form] as const)),
);

test.each(CASES)(
  "%s on %s, %s form: dot for dot, and what the printer sets itself at its place",
  (name, family, form) => {
    const profile = printerProfile({ family, overrides: { form } });
    const document = sampleDocument(name);
    const drawing = drawForPrinter(document, profile);
    for (const bandRows of [24, 8]) {
      const { commands, guardedDots, bandBytesMax } = encodeReceipt(drawing, profile, { bandRows });
      const { sheets, counts, replies } = printed(commands, profile);
      const [sheet] = sheets;
      if (sheet === undefined) throw new Error("nothing was cut");
      const whole = withoutNative(drawReceipt(document, profile.widthDots), drawing.native);
      expect(dotsApart(withoutNative(sheet, drawing.native), whole)).toEqual({ more: guardedDots, lost: 0 });
      expect(counts).toMatchObject({ cuts: 1, unknown: [], realTimeInData: 0, statusRequests: 0, drawerPulses: [] });
      expect(replies).toBe(0);
      expect([...counts.texts]).toEqual(textsOf(drawing, profile));
      expect([...counts.codes]).toEqual(codesOf(drawing, profile));
      for (const command of commands) expect(command.length).toBeLessThanOrEqual(bandBytesMax);
    }
  },
);

function textsOf({ native }: Drawing, { latinPage }: PrinterProfile): unknown[] {
  return native.flatMap((part) => {
    if (part.kind === "qr") return [];
    const { top, across, down, bold } = part;
    return part.pieces.map(({ x, text }) => ({ text, x, y: top, across, down, bold, page: latinPage }));
  });
}

function codesOf({ native }: Drawing, { widthDots }: PrinterProfile): unknown[] {
  return native.flatMap((part) => {
    if (part.kind === "text") return [];
    const { text, top, height, moduleDots } = part;
    return [{ text, x: Math.floor((widthDots - height) / 2), y: top, moduleDots, level: "M" }];
  });
}

/** Bytes of a sample in a form, and those of its whole bitmap in one GS v 0. */
function bytesOf(name: (typeof SAMPLES)[number], form: (typeof FORMS)[number]): readonly [bytes: number, of: number] {
  const profile = printerProfile({ family: "epson-t20", overrides: { form } });
  const drawing = drawForPrinter(sampleDocument(name), profile);
  const { commands } = encodeReceipt(drawing, profile, { bandRows: 24 });
  const bytes = commands.reduce((sum, command) => sum + command.length, 0);
  return [bytes, drawing.bitmap.bits.length + 8];
}

test("the first sample takes at most 42 % of its bitmap by default, 28 % in the smallest form", () => {
  const [[usual, whole], [smallest]] = [bytesOf("first", "default"), bytesOf("first", "smallest")];
  expect(usual).toBeLessThanOrEqual(38_000);
  expect(usual / whole).toBeLessThanOrEqual(0.42);
  expect(smallest).toBeLessThanOrEqual(25_800);
  expect(smallest / whole).toBeLessThanOrEqual(0.28);
});

test("an English receipt is almost all text: less than a twentieth of its bitmap", () => {
  const [bytes, whole] = bytesOf("english", "default");
  expect(bytes / whole).toBeLessThan(0.05);
});

test("an unknown clone gets neither text nor codes nor units, whatever the receipt", () => {
  for (const name of SAMPLES) {
    const profile = printerProfile({ family: "unknown-clone", overrides: {} });
    const drawing = drawForPrinter(sampleDocument(name), profile);
    expect(drawing.native).toEqual([]);
    const kinds = encodeReceipt(drawing, profile, { bandRows: 24 }).commands.map((command) =>
      Buffer.from(command.subarray(0, 2)).toString("hex"),
    );
    expect([...new Set(kinds)].toSorted()).toEqual(["1b40", "1d56", "1d76"]);
  }
});

test("marks that hang from a drawn row into one that would be the printer's: all is drawn and nothing is lost", () => {
  const profile = printerProfile({ family: "epson-t20", overrides: {} });
  const blocks = (marks: number): ReceiptDocument["blocks"] => [
    { kind: "centre", style: "body", text: [{ name: `سلام${"\u0655".repeat(marks)}` }] },
    { kind: "centre", style: "body", text: [{ name: "www.example.ir" }] },
  ];
  for (const marks of [0, 30]) {
    const document = { ...sampleDocument("first"), blocks: blocks(marks) };
    const drawing = drawForPrinter(document, profile);
    expect(drawing.native).toHaveLength(marks === 0 ? 1 : 0);
    const whole = withoutNative(drawReceipt(document, profile.widthDots), drawing.native);
    expect(dotsApart(drawing.bitmap, whole)).toEqual({ more: 0, lost: 0 });
  }
});

test("a name of 2,000 letters, emoji and right-to-left overrides are the same dots on every printer", () => {
  const names = ["پسته ".repeat(400), "☕🥐 قهوه 👨‍👩‍👧", "abc\u202edef\u202c \u2066x", "A".repeat(2_000), ""];
  const pairs = names.map((name) => ({
    kind: "pair" as const,
    style: "body" as const,
    label: [{ name }],
    value: [{ ltr: "1,000" }],
  }));
  for (const locale of ["fa", "en"] as const) {
    const document = { ...sampleDocument("first"), locale, blocks: pairs };
    for (const family of ["epson-t88", "unknown-clone"] as const) {
      const profile = printerProfile({ family, overrides: { form: "smallest" } });
      const drawing = drawForPrinter(document, profile);
      const { commands, guardedDots } = encodeReceipt(drawing, profile, { bandRows: 24 });
      const { sheets, counts } = printed(commands, profile);
      const [sheet = drawing.bitmap] = sheets;
      const whole = withoutNative(drawReceipt(document, profile.widthDots), drawing.native);
      expect(dotsApart(withoutNative(sheet, drawing.native), whole)).toEqual({ more: guardedDots, lost: 0 });
      expect(counts).toMatchObject({ unknown: [], realTimeInData: 0 });
    }
  }
});

test("cut off inside any command, so many NULs end it, and the next receipt is whole", () => {
  const profile = printerProfile({ family: "epson-t20", overrides: { form: "smallest" } });
  const drawing = drawForPrinter(sampleDocument("english"), profile);
  const before = encodeReceipt(drawForPrinter(sampleDocument("mixed"), profile), profile, { bandRows: 24 });
  const { commands, bandBytesMax, guardedDots } = encodeReceipt(drawing, profile, { bandRows: 24 });
  const whole = withoutNative(drawReceipt(sampleDocument("english"), profile.widthDots), drawing.native);
  const rowBytes = profile.widthDots / 8;
  for (let at = 0; at < before.commands.length; at += 7) {
    const cut = before.commands[at] ?? new Uint8Array();
    const half = [...before.commands.slice(0, at), cut.subarray(0, Math.ceil(cut.length / 2))];
    const { sheets } = printed([...half, new Uint8Array(bandBytesMax), ...commands], profile);
    const last = sheets.at(-1);
    const bits = last?.bits.subarray(last.bits.length - whole.heightDots * rowBytes) ?? new Uint8Array();
    const paper = withoutNative({ ...whole, bits }, drawing.native);
    expect(dotsApart(paper, whole), `command ${at}`).toEqual({ more: guardedDots, lost: 0 });
  }
});

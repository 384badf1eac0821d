import { expect, test } from "vitest";
import { createAnswerReader, type PrinterAnswer } from "../../../src-main/core/print/escpos-answers.ts";
import { processId, processRequest } from "../../../src-main/core/print/confirm-job.ts";

function read(...bytes: readonly number[]): PrinterAnswer[] {
  return createAnswerReader().read(Uint8Array.from(bytes));
}

const PROCESS = [0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00];

test("each kind of answer is known by its fixed bits, also when all come in one", () => {
  const model = [0x5f, ...Buffer.from("TM-T20III"), 0x00];
  expect(read(0x12, ...PROCESS, 0x10, 0, 0, 0x0f, 0x00, ...model, 0x72)).toEqual([
    { kind: "status", byte: 0x12 },
    { kind: "process", id: "ABCD" },
    { kind: "auto", bytes: [0x10, 0, 0, 0x0f] },
    { kind: "fence", byte: 0 },
    { kind: "text", text: "TM-T20III" },
    { kind: "status", byte: 0x72 },
  ]);
});

test("an answer may arrive byte by byte, with flow control anywhere in it", () => {
  const reader = createAnswerReader();
  const found = [0x13, ...PROCESS.flatMap((byte) => [byte, 0x11])].flatMap((byte) => reader.read(Uint8Array.of(byte)));
  expect(found).toEqual([{ kind: "process", id: "ABCD" }]);
});

test("an answer that breaks off is not said, and what broke it off is", () => {
  expect(read(0x37, 0x22, 0x41, 0x12)).toEqual([{ kind: "status", byte: 0x12 }]);
  expect(read(0x10, 0x00, 0x16)).toEqual([{ kind: "status", byte: 0x16 }]);
  expect(read(0x37, ...PROCESS)).toEqual([{ kind: "process", id: "ABCD" }]);
  expect(read(0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x45).some((answer) => answer.kind === "process")).toBe(false);
  expect(read(...Array.from({ length: 200 }, () => 0x5f)).some((answer) => answer.kind === "text")).toBe(false);
});

test("flow control and a byte of a wrong speed are no answers", () => {
  expect(read(0x11, 0x13, 0xff, 0xfe, 0x80, 0x93, 0xf0)).toEqual([]);
});

test("a half answer of the connection before doesn't spoil the next one's first", () => {
  const reader = createAnswerReader();
  reader.read(Uint8Array.of(0x37, 0x22));
  reader.reset();
  expect(reader.read(Uint8Array.from(PROCESS))).toHaveLength(1);
});

test("jobs near each other have different names, all of printable characters", () => {
  const ids = Array.from({ length: 20_000 }, (_, mark) => processId(mark));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[!-~]{4}$/.test(id))).toBe(true);
  expect(processId(Number.MAX_SAFE_INTEGER)).toHaveLength(4);
  expect([...processRequest("ABCD")]).toEqual([0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, 0x41, 0x42, 0x43, 0x44]);
});

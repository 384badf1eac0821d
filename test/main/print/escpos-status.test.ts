import { expect, test } from "vitest";
import { CONDITION_GOOD, conditionTrouble, isStatusAnswer } from "../../../src-main/core/print/escpos-status.ts";
import {
  readAutoStatus,
  readStatus,
  statusRequest,
  type StatusQuery,
} from "../../../src-main/core/print/escpos-status.ts";

const ROWS: readonly (readonly [answers: readonly (readonly [StatusQuery, number])[], trouble: string | undefined])[] =
  [
    [
      [
        [1, 0x12],
        [2, 0x12],
        [3, 0x12],
        [4, 0x12],
      ],
      undefined,
    ],
    [[[2, 0x32]], "paper-out"],
    [[[4, 0x72]], "paper-out"],
    [[[2, 0x16]], "cover-open"],
    [[[2, 0x52]], "printer-error"],
    [
      [
        [2, 0x52],
        [3, 0x1a],
      ],
      "cutter-stuck",
    ],
    [
      [
        [2, 0x52],
        [3, 0x52],
      ],
      "head-hot",
    ],
    [
      [
        [2, 0x52],
        [3, 0x3a],
      ],
      "printer-error",
    ],
    [
      [
        [2, 0x52],
        [3, 0x1a],
        [2, 0x52],
      ],
      "cutter-stuck",
    ],
    [
      [
        [2, 0x52],
        [3, 0x1a],
        [2, 0x12],
      ],
      undefined,
    ],
    [[[4, 0x1e]], undefined],
    [
      [
        [2, 0x32],
        [2, 0x12],
      ],
      undefined,
    ],
  ];

test.each(ROWS)("DLE EOT %j means %s", (answers, trouble) => {
  let condition = CONDITION_GOOD;
  for (const [query, byte] of answers) condition = readStatus(condition, query, byte);
  expect(conditionTrouble(condition)).toBe(trouble);
});

test("near end is a warning; offline alone is none of the troubles", () => {
  expect(readStatus(CONDITION_GOOD, 4, 0x1e).paperLow).toBe(true);
  expect(readStatus(CONDITION_GOOD, 1, 0x1a).offline).toBe(true);
});

test("an answer is told from automatic status, flow control and noise", () => {
  const answers = Array.from({ length: 256 }, (_, byte) => byte).filter(isStatusAnswer);
  expect(answers.every((byte) => (byte & 0x93) === 0x12)).toBe(true);
  expect(answers).toHaveLength(16);
  for (const byte of [0x10, 0x11, 0x13, 0x18, 0x00, 0xff]) expect(isStatusAnswer(byte)).toBe(false);
  expect([...statusRequest(4)]).toEqual([0x10, 0x04, 4]);
});

test("automatic status says the same as the four questions", () => {
  expect(readAutoStatus([0x10, 0, 0, 0x0f])).toEqual(CONDITION_GOOD);
  expect(conditionTrouble(readAutoStatus([0x38, 0, 0, 0]))).toBe("cover-open");
  expect(readAutoStatus([0x18, 0, 0x0c, 0x0f])).toMatchObject({ offline: true, paperOut: true, fault: undefined });
  expect(readAutoStatus([0x10, 0, 0x03, 0]).paperLow).toBe(true);
  const faults = [0x04, 0x08, 0x20, 0x40].map((bits) => readAutoStatus([0x18, bits, 0, 0]).fault);
  expect(faults).toEqual(["printer-error", "cutter-stuck", "printer-error", "head-hot"]);
});

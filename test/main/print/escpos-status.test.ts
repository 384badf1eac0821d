import { expect, test } from "vitest";
import { CONDITION_GOOD, conditionTrouble, isStatusAnswer } from "../../../src-main/core/print/escpos-status.ts";
import { readStatus, statusRequest, type StatusQuery } from "../../../src-main/core/print/escpos-status.ts";

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
    [[[3, 0x1a]], "printer-error"],
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

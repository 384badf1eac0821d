import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import {
  readRecoverySheet,
  writeRecoverySheet,
  type RecoveryEntry,
} from "../../../src-shared/recovery/recovery-sheet.ts";
import { RECOVERY_WORDS } from "../../../src-shared/words/recovery-words.ts";

const bytes = (length: number, first: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (first + i * 37) & 255);
const SHOP: readonly RecoveryEntry[] = [
  { name: "database-key", bytes: bytes(32, 1) },
  { name: "terminal-seed", bytes: bytes(32, 2) },
  { name: "card-access-master", bytes: bytes(16, 3) },
  { name: "merchant-id", bytes: bytes(16, 4) },
  { name: "card-record-master-1", bytes: bytes(16, 5) },
];
/** Made a second time by an independent program from the description of the format. */
const GOLDEN: readonly string[] = [
  "01: 0407 M090 04K4 PW4N QBFG 8AAE 3J1Q",
  "02: EECB VRG7 5H8Q D6Y0 WM52 YN3S Z72T",
  "03: KV1Y G39J AXY0 4802 4X67 35NV D21N",
  "04: W02J MKVM K6ZE 621D A9VS SGF6 S63V",
  "05: 1CR5 AYMZ RKMG WCTR FM21 00S8 DQET",
  "06: 9NS9 FF71 0RNN 0XCT QZJ0 JBG5 6XTD",
  "07: 2022 JKKK K2YY 41SC A5V9 QG75 QJ1F",
  "08: 18QH 2405 597Q 96DY WC42 TMKQ YYAX",
  "09: KK0Y C2SG VPKH CKBR C2G4",
];
const read = (lines: readonly string[] | string): ReturnType<typeof readRecoverySheet> =>
  readRecoverySheet(nodeCrypto, typeof lines === "string" ? lines : lines.join("\n"));

test("recovery sheet: the golden sheet of a shop", () => {
  expect(writeRecoverySheet(nodeCrypto, SHOP)).toEqual(GOLDEN);
  expect(read(GOLDEN)).toEqual({ ok: true, value: SHOP });
});

test("recovery sheet: whatever secrets go in come out, in any order and as sloppily typed as people do", () => {
  const names = ["database-key", "authority-seed", "merchant-id", "card-record-master-15"] as const;
  const entries = fc.uniqueArray(
    fc.record({ name: fc.constantFrom(...names), bytes: fc.uint8Array({ minLength: 1, maxLength: 64 }) }),
    {
      selector: (one) => one.name,
      minLength: 1,
    },
  );
  const sloppy = (line: string): string =>
    line
      .slice(4)
      .toLowerCase()
      .replaceAll("1", "l")
      .replaceAll("0", "o")
      .replaceAll(/[2-9]/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)))
      .replaceAll(" ", "-  ");
  fc.assert(
    fc.property(entries, (some) => {
      const lines = writeRecoverySheet(nodeCrypto, some);
      const order = new Map([...names].map((name, i) => [name as string, i]));
      const sorted = some.toSorted((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
      // The tags ascend as `names` does here, but for merchant-id, which is after authority-seed too.
      expect(read(lines)).toEqual({ ok: true, value: sorted });
      expect(read(["# the shop's sheet", "", ...lines.map(sloppy), ""])).toEqual({ ok: true, value: sorted });
    }),
  );
});

test("recovery sheet: every single wrong character, swap and lost line is noticed, and the line is named", () => {
  for (const [i, line] of GOLDEN.entries()) {
    for (let at = 4; at < line.length; at++) {
      if (line[at] === " ") continue;
      const other = line[at] === "7" ? "8" : "7";
      const bent = GOLDEN.with(i, line.slice(0, at) + other + line.slice(at + 1));
      expect(read(bent)).toEqual({ ok: false, error: { kind: "lines", lines: [i + 1] } });
    }
    const next = GOLDEN[i + 1];
    if (next === undefined) continue;
    expect(read(GOLDEN.with(i, next).with(i + 1, line))).toEqual({
      ok: false,
      error: { kind: "lines", lines: [i + 1, i + 2] },
    });
  }
  expect(read(GOLDEN.slice(0, -1))).toEqual({ ok: false, error: { kind: "count", given: 8, expected: 9 } });
  expect(read(" \n# only a remark\n")).toEqual({ ok: false, error: { kind: "empty" } });
  expect(read(GOLDEN.toSpliced(3, 1))).toMatchObject({ ok: false, error: { kind: "lines", lines: [4, 5, 6, 7, 8] } });
});

test("recovery sheet: lines of two sheets do not pass for one", () => {
  const other = writeRecoverySheet(nodeCrypto, SHOP.with(0, { name: "database-key", bytes: bytes(32, 99) }));
  for (const [i] of GOLDEN.entries()) {
    const line = other[i] ?? "";
    if (line !== GOLDEN[i]) expect(read(GOLDEN.with(i, line))).toEqual({ ok: false, error: { kind: "mixed" } });
  }
});

test("recovery sheet: a name twice, an unknown key version and an empty secret are defects", () => {
  const entry = SHOP[0] as RecoveryEntry;
  expect(() => writeRecoverySheet(nodeCrypto, [entry, entry])).toThrow("once");
  expect(() => writeRecoverySheet(nodeCrypto, [{ name: "card-record-master-16", bytes: bytes(16, 1) }])).toThrow(
    "known name",
  );
  expect(() => writeRecoverySheet(nodeCrypto, [{ name: "merchant-id", bytes: new Uint8Array() }])).toThrow("1 to 64");
});

test("words: every fault of a sheet has its own code", () => {
  const codes = Object.values(RECOVERY_WORDS).map((one) => one.code);
  expect(new Set(codes).size).toBe(codes.length);
});

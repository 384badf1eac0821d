import { expect, test } from "vitest";
import { keepSame } from "../../src-renderer/stores/keep-same.ts";

test("parts that did not change stay the same objects, and what comes out equals what came in", () => {
  const before = {
    bill: {
      lines: [
        { id: 1, n: 1 },
        { id: 2, n: 1 },
      ],
    },
    member: { name: "a" },
    gone: 1,
  };
  const after = {
    bill: {
      lines: [
        { id: 1, n: 1 },
        { id: 2, n: 2 },
        { id: 3, n: 1 },
      ],
    },
    member: { name: "a" },
  };
  const kept = keepSame<unknown>(before, after);
  expect(kept).toEqual(after);
  expect(Reflect.get(Object(kept), "member")).toBe(before.member);
  expect(Reflect.get(Object(kept), "bill").lines[0]).toBe(before.bill.lines[0]);
  expect(keepSame<unknown>(before, structuredClone(before))).toBe(before);
  expect(keepSame<unknown>(null, after)).toBe(after);
  expect(keepSame<unknown>([1], [])).toEqual([]);
});

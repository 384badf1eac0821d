import fc from "fast-check";
import { expect, test } from "vitest";
import { lockedUntil, PIN_TRIES, pinLockMs, readPin } from "../../../src-shared/staff/pin.ts";

test.each([
  ["1234", "1234"],
  ["۱۲۳۴", "1234"],
  ["٤٥٦٧٨٩", "456789"],
  [" 12345678 ", "12345678"],
  ["123", undefined],
  ["123456789", undefined],
  ["12a4", undefined],
  ["12 34", undefined],
  ["", undefined],
])("a PIN is 4 to 8 digits of any script: %j", (typed, pin) => {
  expect(readPin(typed)).toBe(pin);
});

test("a lock begins with the fifth wrong PIN, doubles, and ends at an hour", () => {
  const minutes = [4, 5, 6, 7, 10, 11, 12, 1000].map((wrong) => pinLockMs(wrong) / 60_000);
  expect(minutes).toEqual([0, 1, 2, 4, 32, 60, 60, 60]);
  expect(PIN_TRIES).toBe(5);
});

test("law: no lock holds longer than an hour, whatever the clock does", () => {
  const instants = fc.integer({ min: 0, max: 4_000_000_000_000 });
  fc.assert(
    fc.property(instants, instants, (lockedUntilMs, nowMs) => {
      const untilMs = lockedUntil({ lockedUntilMs, nowMs });
      if (lockedUntilMs <= nowMs) expect(untilMs).toBe(0);
      else expect(untilMs - nowMs).toBeLessThanOrEqual(3_600_000);
    }),
  );
});

import { expect, test } from "vitest";
import { businessDayOf, dayNumber, dayText, isBusinessDay } from "../../../src-shared/base/business-day.ts";
import { hlcCompare, hlcNext, hlcReceive, HLC_DRIFT_MAX_MS } from "../../../src-shared/base/hybrid-clock.ts";
import { idBytes, idFromBytes, isId16, parseWriterSerial, writerSerialText } from "../../../src-shared/base/ids.ts";

test.each([
  ["2026-11-22T20:29:59Z", 210, 0, "2026-11-22"],
  ["2026-11-22T20:30:00Z", 210, 0, "2026-11-23"],
  ["2026-11-22T20:30:00Z", 210, 240, "2026-11-22"],
  ["2026-11-23T00:29:59Z", 210, 240, "2026-11-22"],
  ["2026-11-23T00:30:00Z", 210, 240, "2026-11-23"],
  ["2024-02-29T12:00:00Z", 0, 0, "2024-02-29"],
  ["1969-12-31T23:00:00Z", 0, 0, "1969-12-31"],
])("%s at UTC%+d min, day from minute %d: %s", (instant, offsetMin, startsAtMin, day) => {
  expect(businessDayOf({ atMs: Date.parse(instant), offsetMin, startsAtMin })).toBe(day);
});

test("a business day is a real date, once", () => {
  expect(isBusinessDay("2026-02-29")).toBe(false);
  expect(isBusinessDay("2026-2-9")).toBe(false);
  expect(isBusinessDay("2024-02-29")).toBe(true);
  expect(dayText(dayNumber("2026-11-22") + 9)).toBe("2026-12-01");
  expect(() => dayNumber("2026-13-01")).toThrow();
});

test("hybrid clock: never goes back, and a till set to 2030 poisons nobody", () => {
  const now = 1_790_000_000_000;
  const first = hlcNext({ ms: 0, n: 0 }, now);
  const second = hlcNext(first, now - 5000);
  expect([first, second]).toEqual([
    { ms: now, n: 0 },
    { ms: now, n: 1 },
  ]);
  expect(hlcCompare(first, second)).toBeLessThan(0);
  const far = { ms: now + HLC_DRIFT_MAX_MS + 1, n: 0 };
  expect(hlcReceive(second, far, now)).toEqual({ hlc: second, flagged: true });
  const near = { ms: now + HLC_DRIFT_MAX_MS, n: 4 };
  expect(hlcReceive(second, near, now)).toEqual({ hlc: near, flagged: false });
  expect(hlcReceive(near, second, now)).toEqual({ hlc: near, flagged: false });
});

test("golden: ids", () => {
  expect(writerSerialText({ writer: 1, serial: 4_294_967_295 }, 0xffff_ffff)).toBe("1.4294967295");
  expect(parseWriterSerial("32768.7", 0xff_ffff)).toEqual({ writer: 32768, serial: 7 });
  for (const bad of ["0.1", "1.0", "01.1", "1.01", "65536.1", "1.16777216", "1", "1.1.1", "1.1 ", "-1.1"]) {
    expect(parseWriterSerial(bad, 0xff_ffff), bad).toBeUndefined();
  }
  const id = idFromBytes(Uint8Array.from({ length: 16 }, (_, i) => i));
  expect(id).toBe("AAECAwQFBgcICQoLDA0ODw");
  expect(idBytes(id)).toHaveLength(16);
  for (const bad of ["AAECAwQFBgcICQoLDA0ODx", "AAECAwQFBgcICQoLDA0OD", "AAECAwQFBgcICQoLDA0OD="])
    expect(isId16(bad)).toBe(false);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { breakRealTimeCommands, isRealTimePair } from "../../../src-main/core/print/real-time-guard.ts";
import { equalBytes } from "../../../src-shared/base/bytes.ts";

test("after the guard no real-time command stands in any bytes, and a second guard changes nothing", () => {
  const bytes = fc.array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x01, 0x1d), { maxLength: 40 });
  fc.assert(
    fc.property(bytes, (list) => {
      const data = Uint8Array.from(list);
      breakRealTimeCommands(data);
      for (let i = 1; i < data.length; i++) expect(isRealTimePair(data[i - 1] ?? 0, data[i] ?? 0)).toBe(false);
      const again = data.slice();
      expect(breakRealTimeCommands(again)).toBe(0);
      expect(equalBytes(again, data)).toBe(true);
    }),
  );
});

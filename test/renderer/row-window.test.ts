import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineOfSlot, ROW_PX, type RowWindow, rowWindow, scrolledTo } from "../../src-renderer/counter/row-window.ts";

const viewPx = fc.integer({ min: 0, max: 2_000 });
const count = fc.integer({ min: 0, max: 500 });
const ahead = fc.integer({ min: 0, max: 5 });
/** A list and how far it is scrolled: no further than a browser lets it. */
const scrolled = fc
  .record({ viewPx, count, ahead, part: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map((of) => ({ ...of, scrollPx: Math.floor(of.part * Math.max(0, of.count * ROW_PX - of.viewPx)) }));

function linesIn(window: RowWindow): number[] {
  return Array.from({ length: window.slots }, (_, slot) => lineOfSlot(slot, window));
}

describe("the rows that are drawn", () => {
  test("show each line of their window once, and every line that is seen", () => {
    fc.assert(
      fc.property(scrolled, (of) => {
        const window = rowWindow(of);
        const lines = linesIn(window).toSorted((a, b) => a - b);
        expect(lines).toEqual(Array.from({ length: window.slots }, (_, n) => window.first + n));
        const [top, bottom] = [of.scrollPx, of.scrollPx + of.viewPx];
        for (let at = 0; at < of.count; at++) {
          const isSeen = (at + 1) * ROW_PX > top && at * ROW_PX < bottom;
          if (isSeen) expect(lines).toContain(at);
        }
        expect(window.first).toBeGreaterThanOrEqual(0);
        expect(window.first + window.slots).toBeLessThanOrEqual(of.count);
      }),
    );
  });

  test("keep a line in its slot: scrolling by some lines changes as many slots", () => {
    fc.assert(
      fc.property(scrolled, fc.integer({ min: -5, max: 5 }), (of, by) => {
        const before = rowWindow(of);
        const after = rowWindow({ ...of, scrollPx: Math.max(0, of.scrollPx + by * ROW_PX) });
        const [old, now] = [linesIn(before), linesIn(after)];
        const changed = now.filter((line, slot) => line !== old[slot]).length;
        expect(changed).toBe(Math.min(before.slots, Math.abs(after.first - before.first)));
      }),
    );
  });

  test("a line is scrolled to by as little as shows it whole", () => {
    fc.assert(
      fc.property(scrolled, fc.integer({ min: 0, max: 499 }), (of, at) => {
        const view = { ...of, viewPx: of.viewPx + ROW_PX };
        const toPx = scrolledTo(at, view);
        expect(at * ROW_PX).toBeGreaterThanOrEqual(toPx);
        expect((at + 1) * ROW_PX).toBeLessThanOrEqual(toPx + view.viewPx);
        const isWhole = at * ROW_PX >= of.scrollPx && (at + 1) * ROW_PX <= of.scrollPx + view.viewPx;
        if (isWhole) expect(toPx).toBe(of.scrollPx);
      }),
    );
  });
});

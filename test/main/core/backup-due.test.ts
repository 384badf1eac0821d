import { expect, test } from "vitest";
import { isBackupDue } from "../../../src-main/core/backup-due.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 26, 12);
const DAY = 24 * HOUR;

test.each<[string, number | undefined, number | undefined, boolean]>([
  ["none is there", undefined, undefined, true],
  ["none is there any more, though this run made one", undefined, HOUR, true],
  ["the newest is of this morning", NOW - 3 * HOUR, undefined, false],
  ["the newest is eight hours old", NOW - 8 * HOUR, undefined, true],
  ["the clock was a month ahead when the newest was made", NOW + 30 * DAY, undefined, true],
  ["the clock was set back a month after this run made one", NOW + 30 * DAY, HOUR, false],
  ["the same, eight hours of running later", NOW + 30 * DAY, 8 * HOUR, true],
  ["the clock was set back by what has passed, and stands still for the stamps", NOW, 9 * HOUR, true],
  ["the clock was set ahead a month after this run made one", NOW - 30 * DAY, HOUR, true],
])("a backup is due or not: %s", (_when, newestAtMs, sinceMadeMs, isDue) => {
  expect(isBackupDue({ newestAtMs, nowMs: NOW, sinceMadeMs })).toBe(isDue);
});

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { STORAGE_WORDS } from "../../../src-shared/words/storage-words.ts";
import { checkWords } from "../../support/words-of.ts";
import type { FullDiskStory } from "./fixtures/full-disk-process.ts";

const PROCESS = fileURLToPath(new URL("fixtures/full-disk-process.ts", import.meta.url));

test("a full disk: a sale is refused in words or recorded whole, and selling goes on when there is room again", () => {
  const folder = mkdtempSync(join(tmpdir(), "vafa-full-"));
  try {
    // A small file system in a mount namespace of its own: it vanishes with the process, whatever happens.
    const mount = `mount -t tmpfs -o size=4m tmpfs '${folder}'`;
    const run = `TMPDIR='${folder}' exec '${process.execPath}' '${PROCESS}' '${folder}'`;
    const { stdout, stderr } = spawnSync("unshare", ["-m", "sh", "-c", `${mount} && ${run}`], { encoding: "utf8" });
    const line = stdout.trim().split("\n").at(-1) ?? "";
    expect(line, stderr.slice(-2000)).toMatch(/^\{/);
    const story = JSON.parse(line) as FullDiskStory;
    const { before, onFull, after } = story.answered;
    expect([before, after]).toEqual([3, 3]);
    // The log may have room of its own for some sales; from the first refusal on there is none.
    expect(story.refusals.length).toBeGreaterThan(0);
    expect(new Set(story.refusals)).toEqual(new Set([STORAGE_WORDS["disk-full"].code]));
    expect(story.startOnFull).toMatch(/^(ready|ST-08)$/);
    checkWords(STORAGE_WORDS["disk-full"]);
    const count = before + onFull + after;
    expect(story.sold).toEqual({ count, totalMinor: count * 10_000, receipts: count });
    expect(story.findings).toBe(0);
    // The open bill stays as the last answered key left it, and goes on when there is room.
    expect(story.draft).toEqual({ before: 777_000, onFull: 777_000, after: 777_001 });
    expect(story.keys.length).toBeGreaterThan(0);
    expect(new Set(story.keys)).toEqual(new Set(["disk-full"]));
  } finally {
    rmdirSync(folder);
  }
});

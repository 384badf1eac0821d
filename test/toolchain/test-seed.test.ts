import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testSeed } from "../../build/test-seed.ts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "vafa-seed-"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function git(...args: string[]): void {
  execFileSync("git", args, { cwd: root, stdio: "ignore" });
}

function write(path: string, text: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
  git("add", path);
}

test("the same code has the same seed, changed code another, changed papers the same", () => {
  git("init");
  write("src-main/a.ts", "1");
  write("docs/a.md", "1");
  const first = testSeed(root, undefined);
  expect(testSeed(root, "")).toBe(first);
  expect(Number.isInteger(first) && first >= 0).toBe(true);
  write("docs/a.md", "2");
  expect(testSeed(root, undefined)).toBe(first);
  write("src-main/a.ts", "2");
  expect(testSeed(root, undefined)).not.toBe(first);
});

test("a tree without git has a seed as well", () => {
  expect(testSeed(root, undefined)).toBe(testSeed(root, undefined));
});

test("a seed that is asked for is taken, and what is none is refused", () => {
  expect(testSeed(root, "17")).toBe(17);
  for (const wrong of ["-1", "1.5", "x", "99999999999"]) {
    expect(() => testSeed(root, wrong)).toThrow(`VAFA_TEST_SEED is a whole number, not "${wrong}".`);
  }
});

test("fast-check has the run's seed", () => {
  const wanted = process.env["VAFA_TEST_SEED"];
  expect(fc.readConfigureGlobal().seed).toBe(wanted === undefined ? undefined : Number(wanted));
});

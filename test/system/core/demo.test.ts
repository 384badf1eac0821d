import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";

const run = promisify(execFile);
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Result {
  readonly step: string;
  readonly earned: number;
  readonly spent: number;
  readonly balance: number;
  readonly cardBalance: number;
  readonly receipts: readonly string[];
  readonly verified: boolean;
}

/** The scripted run, as a machine starts it: every line of its output is JSON. */
async function demo(...args: string[]): Promise<{ steps: string[]; result: Result }> {
  const { stdout } = await run("node", ["build/run.mjs", "demo", "--json", ...args]);
  const lines: Result[] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const result = lines.at(-1);
  if (result?.step !== "result") throw new Error(stdout);
  folders.push(dirname(result.receipts[0] ?? ""));
  return { steps: lines.map((line) => line.step), result };
}

test("the scripted run: earned, spent, ledger, card and receipts agree, through pcscd and a pty", async () => {
  const { steps, result } = await demo("--bills", "200000,1234567,50000", "--tier-percent", "10", "--spend", "15000");
  expect(steps).toEqual(["begin", "ready", "enrol", "issue", "sale", "sale", "sale", "spend", "result"]);
  expect(result).toMatchObject({
    earned: 148_456,
    spent: 15_000,
    balance: 133_456,
    cardBalance: 133_456,
    verified: true,
  });
  expect(result.receipts).toHaveLength(4);
  for (const file of result.receipts) expect(readFileSync(file).subarray(1, 4).toString()).toBe("PNG");
});

test("the scripted run with other numbers: odd percentages round down per sale, and refusals are said", async () => {
  const { steps, result } = await demo(
    "--bills",
    "999,1,123456789,0",
    "--tier-percent",
    "12.34",
    "--spend",
    "99999999",
    "--lang",
    "en",
  );
  const earned = [999, 1, 123_456_789].map((bill) => Math.floor((bill * 1234) / 10_000)).reduce((a, b) => a + b);
  expect(steps).toEqual(["begin", "ready", "enrol", "issue", "sale", "sale", "sale", "refused", "refused", "result"]);
  expect(result).toMatchObject({ earned, spent: 0, balance: earned, cardBalance: earned, verified: true });
});

test("the scripted run with the head office away: the same sums, under the offline rules", async () => {
  const { steps, result } = await demo("--away", "--bills", "40000", "--spend", "1500");
  expect(steps).toEqual(["begin", "ready", "enrol", "issue", "away", "sale", "spend", "result"]);
  expect(result).toMatchObject({ earned: 4000, spent: 1500, balance: 2500, cardBalance: 2500, verified: true });
});

test("bad arguments end with usage and code 2, and print nothing for a machine to read", async () => {
  const failed = await run("node", ["build/run.mjs", "demo", "--json", "--bills", "x"]).catch(
    (error: unknown) => error,
  );
  expect(failed).toMatchObject({ code: 2, stdout: "" });
});

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { foundTill, liveOnce, TILL_PROCESS, type KilledTill } from "./fixtures/till-lives.ts";
import type { TillLife } from "./fixtures/till-process.ts";

let till: KilledTill;
beforeAll(async () => {
  till = await foundTill();
  const first = { command: "bill.0", amountMinor: 10_000_000, creditMinor: 0 };
  expect((await liveOnce(till, { first, bills: [] })).code).toBe(0);
});
afterAll(() => till.remove());

const SALES = 4;
const bills = Array.from({ length: SALES }, (_, i) => ({
  command: `bill.${i + 1}`,
  amountMinor: 50_000 + i,
  creditMinor: i % 2 === 0 ? 0 : 1000 + i,
}));

test("synchronous is FULL on the handle that sells", async () => {
  const again = { bill: { command: "bill.0", amountMinor: 10_000_000, creditMinor: 0 }, before: false };
  const { lines } = await liveOnce(till, { again, bills: [] });
  const states = lines.flatMap((line) => ("state" in line ? [line.state.synchronous] : []));
  // 2 is FULL (SQLite, PRAGMA synchronous).
  expect(states).toEqual([2, 2]);
});

/** What the trace shows, in the order of the kernel. */
type Step = "log written" | "log synced" | "card written" | "answered";

test("the log is on the disk before a card is written and before a sale is answered", (context) => {
  const probe = spawnSync("strace", ["-f", "-o", "/dev/null", "true"], { encoding: "utf8" });
  const reason = probe.error?.message ?? probe.stderr.trim();
  if (probe.status !== 0) context.skip(`strace can't watch a process here: ${reason}`);
  const trace = join(till.folder, "trace.txt");
  const { dataFolder, keyFile, cardFile } = till;
  const life: TillLife = { dataFolder, keyFile, cardFile, bills };
  const calls = "trace=write,writev,pwrite64,pwritev,fsync,fdatasync,msync";
  const run = [
    "-f",
    "-y",
    "-s",
    "200",
    "-e",
    calls,
    "-o",
    trace,
    process.execPath,
    ...TILL_PROCESS,
    JSON.stringify(life),
  ];
  const done = spawnSync("strace", run, { encoding: "utf8" });
  expect(done.status, done.stderr).toBe(0);
  const steps = stepsOf(readFileSync(trace, "utf8"));
  expect(steps.filter((step) => step === "answered").length).toBe(SALES);
  expect(steps.filter((step) => step === "card written").length).toBe(SALES);
  // Each sale commits twice: its intent before the card is written, its confirmation before it is answered.
  let [unsynced, commits] = [false, 0];
  for (const [i, step] of steps.entries()) {
    if (step === "log written") unsynced = true;
    if (step === "log synced" && unsynced) commits += 1;
    if (step === "log synced") unsynced = false;
    if (step !== "card written" && step !== "answered") continue;
    expect(unsynced, `${step} (step ${i}) while the log was not on the disk`).toBe(false);
    expect(commits, `${step} (step ${i}) after a commit of its own`).toBeGreaterThanOrEqual(1);
    commits = 0;
  }
});

/** Reads a trace of `strace -f -y`: a process number, then the call with the file behind each descriptor. */
function stepsOf(trace: string): Step[] {
  return trace.split("\n").flatMap((line): Step[] => {
    const call = /^\d+\s+(?:<\.\.\. )?(\w+)/.exec(line)?.[1] ?? "";
    // A call that another thread interrupts is shown twice; its beginning counts for writes, its end for syncs.
    const [begins, ends] = [!line.includes("<... "), !line.includes("<unfinished")];
    if (line.includes("vafa.db-wal>") && call.includes("write") && begins) return ["log written"];
    if (line.includes("vafa.db-wal>") && call.endsWith("sync") && ends && line.endsWith("= 0")) return ["log synced"];
    if (line.includes("card.bin>") && call.includes("write") && begins) return ["card written"];
    return line.includes('{\\"kind\\":\\"answer\\"') && begins ? ["answered"] : [];
  });
}

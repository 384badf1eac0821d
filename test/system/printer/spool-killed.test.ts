import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createSpoolStore } from "../../../src-main/adapters/sqlite/spool-store.ts";
import type { SpoolJob } from "../../../src-main/core/print/spool-job.ts";
import { openSpoolDatabase } from "../../main/print/spool-rig.ts";
import type { PrinterCounts } from "../../virtual/printer/escpos-printer.ts";
import { hasTaken, PrinterRig } from "./printer-rig.ts";

/** The slowest line that is tested, and the one that is recommended; each with another kind of pulse. */
const LINES = [
  { baudRate: 9_600, pulse: "ordinary" },
  { baudRate: 115_200, pulse: "real-time" },
] as const;
type Line = (typeof LINES)[number];
let rig: PrinterRig;
let line: Line = LINES[0];
const tills: ChildProcess[] = [];

afterEach(async () => {
  for (const till of tills.splice(0)) await kill(till);
  await rig.end();
});

function rigOf(of: Line): PrinterRig {
  line = of;
  rig = new PrinterRig(of.baudRate);
  return rig;
}

/** The pulses of the line's kind; there must be none of the other. */
function pulsesIn(counts: PrinterCounts): number {
  const [own, other] = [counts.drawerPulses, counts.realTimePulses].toSorted((a, b) => b.length - a.length);
  expect(other).toEqual([]);
  expect(own).toBe(line.pulse === "ordinary" ? counts.drawerPulses : counts.realTimePulses);
  return own?.length ?? 0;
}

/** A till of its own: its database's folder, and the sales that it queues at its start. */
function start(name: string, ...sales: string[]): ChildProcess {
  const folder = join(rig.folder, name);
  mkdirSync(folder, { recursive: true });
  const holder = new URL("./fixtures/spool-holder.ts", import.meta.url);
  const till = fork(holder, [folder, join(rig.folder, "port"), String(line.baudRate), line.pulse, ...sales], {
    execArgv: [],
  });
  tills.push(till);
  return till;
}

async function kill(till: ChildProcess): Promise<void> {
  if (till.exitCode !== null || till.signalCode !== null) return;
  const ended = once(till, "exit");
  till.kill("SIGKILL");
  await ended;
}

/** Resolves when the till tells something with this in it. */
function tells(till: ChildProcess, wanted: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve) => {
    const look = (told: unknown): void => {
      const holds = Object.entries(wanted).every(([key, value]) => Reflect.get(Object(told), key) === value);
      if (!holds) return;
      till.off("message", look);
      resolve();
    };
    till.on("message", look);
  });
}

function jobsOf(name: string, saleId: string): SpoolJob[] {
  const database = openSpoolDatabase(join(rig.folder, name));
  try {
    return createSpoolStore(database.sqlite).ofSale(saleId);
  } finally {
    database.close();
  }
}

describe.each(LINES)("at $baudRate baud, with a pulse that is $pulse", (of) => {
  test("killed in the middle of a receipt: unknown at the next start, the next receipt prints, one pulse a sale", async () => {
    const virtual = await rigOf(of).plugIn();
    const first = start("till", "s1");
    await tells(first, { job: "s1", state: "sending" });
    await hasTaken(virtual, 1_600);
    await kill(first);
    const second = start("till", "s2");
    await tells(second, { job: "s2", state: "printed" });
    await kill(second);
    expect(jobsOf("till", "s1")).toMatchObject([{ state: "unknown", reason: "restart" }]);
    expect(jobsOf("till", "s2")).toMatchObject([{ state: "printed", reason: null }]);
    const counts = await virtual.counts();
    expect(pulsesIn(counts)).toBe(2);
    expect(counts.unknown).toEqual([]);
    expect(await virtual.waitForReceipts(1)).toHaveLength(1);
  });

  test("two tills after one port: the second is told, its receipt waits and prints when it is free", async () => {
    const virtual = await rigOf(of).plugIn();
    const first = start("one", "s1");
    await tells(first, { job: "s1", state: "sending" });
    const second = start("two", "s9");
    await tells(second, { printer: "busy" });
    await tells(first, { job: "s1", state: "printed" });
    expect(await virtual.waitForReceipts(1)).toHaveLength(1);
    // One pulse: not a byte of the second till is on the line.
    expect(pulsesIn(await virtual.counts())).toBe(1);
    await kill(first);
    await tells(second, { job: "s9", state: "printed" });
    expect(await virtual.waitForReceipts(2)).toHaveLength(2);
  });
});

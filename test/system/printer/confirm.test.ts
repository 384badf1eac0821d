import { afterEach, beforeEach, expect, test } from "vitest";
import { bytesOf, hasTaken, PrinterRig, shortJob } from "./printer-rig.ts";

const PROCESS_BYTES = 11;
const FENCE_BYTES = 3;
const HEALTHY = { confirmMs: 500 };
let rig: PrinterRig;

beforeEach(() => {
  rig = new PrinterRig(115_200);
});
afterEach(() => rig.end());

test("printed only when the printer says in its turn that this job's name was reached", async () => {
  const virtual = await rig.plugIn();
  const port = await rig.open({ confirmBy: "process-id" });
  const { job } = shortJob();
  expect(await port.print(job)).toMatchObject({ kind: "printed" });
  expect((await virtual.counts()).bytes).toBeGreaterThanOrEqual(bytesOf(job) + PROCESS_BYTES);
  expect(await virtual.waitForReceipts(1)).toHaveLength(1);
});

test("a fence is enough for a printer that knows GS r alone", async () => {
  const virtual = await rig.plugIn();
  const port = await rig.open({ confirmBy: "gs-r" });
  const { job } = shortJob();
  expect(await port.print(job)).toMatchObject({ kind: "printed" });
  expect(await virtual.waitForReceipts(1)).toHaveLength(1);
  const cleared = await port.print({ ...job, clearFirst: true });
  expect(cleared).toEqual({ kind: "printed", bytes: bytesOf(job) + job.bandBytesMax + FENCE_BYTES * 2 });
  expect((await virtual.counts()).unknown).toEqual([]);
});

test("a printer that can't say it: the job ends at sent, and it is not asked", async () => {
  const virtual = await rig.plugIn();
  const port = await rig.open({ confirmBy: "none" }, HEALTHY);
  const { job } = shortJob();
  expect(await port.print(job)).toEqual({ kind: "sent", bytes: bytesOf(job) });
  const { bytes, statusRequests } = await virtual.counts();
  expect(bytes).toBe(bytesOf(job) + statusRequests * 3);
});

for (const confirmBy of ["process-id", "gs-r"] as const) {
  test(`an answer that was due and did not come: unknown, also when all bytes left (${confirmBy})`, async () => {
    const virtual = await rig.plugIn({ switches: { confirms: false } });
    const port = await rig.open({ confirmBy }, HEALTHY);
    expect(await port.print(shortJob().job)).toMatchObject({ kind: "unknown", reason: "not-confirmed" });
    expect(await virtual.waitForReceipts(1)).toHaveLength(1);
    expect(port.status().state).toBe("ready");
  });

  test(`paper out with the last bytes in the printer's buffer: held, then printed (${confirmBy})`, async () => {
    const { job, holds, held } = shortJob();
    const virtual = await rig.plugIn({ paperEndsAtByte: bytesOf(job) - 1 });
    const port = await rig.open({ confirmBy }, HEALTHY);
    const printing = port.print(job);
    await held;
    expect(virtual.receipts()).toHaveLength(0);
    await virtual.setPaper(true);
    expect(await printing).toMatchObject({ kind: "printed" });
    expect(holds).toEqual(["paper-out", null]);
    expect(await virtual.waitForReceipts(1)).toHaveLength(1);
  });

  test(`switched off and on at once in the middle: never said to be printed (${confirmBy})`, async () => {
    const virtual = await rig.plugIn();
    const port = await rig.open({ confirmBy }, HEALTHY);
    const printing = port.print(shortJob(40).job);
    await hasTaken(virtual, 3_000);
    await virtual.set({ power: false });
    await new Promise((resolve) => setTimeout(resolve, 700));
    await virtual.set({ power: true });
    expect(await printing).toMatchObject({ kind: "unknown", reason: "no-answer" });
  });
}

test("after a job of which nobody knows the end, a fence without a name counts only behind one of its own", async () => {
  const first = shortJob();
  const virtual = await rig.plugIn({ paperEndsAtByte: bytesOf(first.job) - 1 });
  const port = await rig.open({ confirmBy: "gs-r" }, { ...HEALTHY, holdLimitMs: 300 });
  expect(await port.print(first.job)).toMatchObject({ kind: "unknown", reason: "paper-out" });
  await virtual.setPaper(true);
  await virtual.waitForReceipts(1);
  await virtual.set({ confirms: false });
  const silent = await port.print({ ...shortJob().job, clearFirst: true });
  expect(silent).toMatchObject({
    kind: "unknown",
    reason: "not-confirmed",
    bytes: first.job.bandBytesMax + FENCE_BYTES,
  });
  await virtual.set({ confirms: true });
  expect(await port.print({ ...shortJob().job, clearFirst: true })).toMatchObject({ kind: "printed" });
});

test("an answer without a name that comes inside the next job confirms nothing, however late it is", async () => {
  const virtual = await rig.plugIn({ switches: { lateMs: 900 } });
  const port = await rig.open({ confirmBy: "gs-r" }, { ...HEALTHY, confirmMs: 700, answerMs: 200 });
  // The first job's answer comes after it was given up, while the next one begins; that one's own first answer comes
  // after a silence; and then the printer says nothing more.
  expect(await port.print(shortJob().job)).toMatchObject({ kind: "unknown", reason: "not-confirmed" });
  const printing = port.print({ ...shortJob(1).job, clearFirst: true });
  while ((await virtual.counts()).fences < 2) await new Promise((resolve) => setTimeout(resolve, 2));
  await virtual.set({ confirms: false });
  expect(await printing).toMatchObject({ kind: "unknown", reason: "not-confirmed" });
  await virtual.set({ confirms: true, lateMs: 0 });
  expect(await port.print({ ...shortJob().job, clearFirst: true })).toMatchObject({ kind: "printed" });
});

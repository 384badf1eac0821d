import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { OpenedDatabase } from "../../../src-main/adapters/sqlite/open-database.ts";
import { RECEIPT_EXPIRES_MS } from "../../../src-main/core/print/enqueue-receipt.ts";
import { parseReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import { DOCUMENT, openSpoolDatabase, settle, SpoolRig, START_MS } from "./spool-rig.ts";

let folder: string;
let database: OpenedDatabase;
let rig: SpoolRig;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vafa-spool-"));
  database = openSpoolDatabase(folder);
  rig = new SpoolRig(database);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Queues a sale and lets the spool go as far as asking the printer. */
async function queued(saleId: string): Promise<void> {
  rig.enqueue(saleId);
  rig.spool.wake();
  await settle();
}
const asked = (index: number) => {
  const print = rig.printer.asked[index];
  if (!print) throw new Error(`the printer was asked ${rig.printer.asked.length} times`);
  return print;
};
const display = defaultDisplay("fa");

test("a job is sending from before its first byte, and sent when all bytes have left", async () => {
  rig.spool.start();
  await queued("s1");
  expect(rig.states("s1")).toEqual(["queued"]);
  asked(0).job.onStart();
  expect(rig.states("s1")).toEqual(["sending"]);
  await asked(0).end({ kind: "sent", bytes: 77 });
  expect(rig.store.ofSale("s1")[0]).toMatchObject({ state: "sent", bytesSent: 77, reason: null });
});

test("jobs are printed one at a time in the order of their sales", async () => {
  for (const sale of ["s1", "s2", "s3"]) rig.enqueue(sale);
  rig.spool.start();
  for (const [at, sale] of ["s1", "s2", "s3"].entries()) {
    await settle();
    expect(rig.printer.asked).toHaveLength(at + 1);
    asked(at).job.onStart();
    expect(rig.states(sale)).toEqual(["sending"]);
    await asked(at).end({ kind: "sent", bytes: 1 });
  }
  expect(["s1", "s2", "s3"].map((sale) => rig.states(sale)[0])).toEqual(["sent", "sent", "sent"]);
});

test("a sale's receipt is queued once: the second is refused and changes nothing", () => {
  expect(rig.enqueue("s1")).toBe(true);
  expect(rig.enqueue("s1")).toBe(false);
  expect(rig.store.ofSale("s1")).toHaveLength(1);
});

test("a row rolled back with its sale is never printed", async () => {
  rig.spool.start();
  const sale = database.sqlite.transaction(() => {
    rig.enqueue("s1");
    throw new Error("the sale failed");
  });
  expect(() => sale()).toThrow("the sale failed");
  rig.spool.wake();
  await settle();
  expect(rig.printer.asked).toHaveLength(0);
  expect(rig.states("s1")).toEqual([]);
});

test("an absent printer: the job waits with growing pauses, is drawn once, and prints when it is back", async () => {
  rig.spool.start();
  await queued("s1");
  const absent = { kind: "not-started", reason: "absent" } as const;
  const pauses: number[] = [];
  for (let at = 0; at < 6; at++) {
    await asked(at).end(absent);
    const job = rig.store.ofSale("s1")[0];
    expect(job).toMatchObject({ state: "queued", reason: "absent", attempts: at + 1, bytesSent: 0 });
    const pauseMs = (job?.nextTryAtMs ?? 0) - rig.nowMs;
    pauses.push(pauseMs);
    await rig.pass(pauseMs - 1);
    expect(rig.printer.asked).toHaveLength(at + 1);
    await rig.pass(1);
  }
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  await asked(6).end(absent);
  await rig.printer.change("ready");
  asked(7).job.onStart();
  await asked(7).end({ kind: "sent", bytes: 5 });
  expect(rig.states("s1")).toEqual(["sent"]);
  expect(rig.renders).toBe(1);
});

test("no paper before the job: it waits and then prints by itself; the job behind it keeps its place", async () => {
  rig.spool.start();
  await queued("s1");
  await queued("s2");
  await asked(0).end({ kind: "not-started", reason: "paper-out" });
  expect(rig.states("s1")).toEqual(["waiting_paper"]);
  await rig.printer.change("paper-out");
  expect(rig.printer.asked).toHaveLength(1);
  await rig.printer.change("ready");
  asked(1).job.onStart();
  await asked(1).end({ kind: "sent", bytes: 5 });
  asked(2).job.onStart();
  await asked(2).end({ kind: "sent", bytes: 5 });
  expect([...rig.states("s1"), ...rig.states("s2")]).toEqual(["sent", "sent"]);
});

test("no paper in the middle: it is seen as waiting for paper, and the same job goes on", async () => {
  rig.spool.start();
  await queued("s1");
  const { job, end } = asked(0);
  job.onStart();
  job.onHold?.("paper-out");
  expect(rig.store.ofSale("s1")[0]).toMatchObject({ state: "waiting_paper", reason: "paper-out", bytesSent: 1 });
  job.onHold?.("cover-open");
  expect(rig.store.ofSale("s1")[0]).toMatchObject({ state: "waiting_paper", reason: "cover-open" });
  job.onHold?.(null);
  expect(rig.states("s1")).toEqual(["sending"]);
  await end({ kind: "sent", bytes: 9 });
  expect(rig.states("s1")).toEqual(["sent"]);
});

test("some bytes sent and no more known: unknown, never printed by itself; the next job clears the line", async () => {
  rig.spool.start();
  await queued("s1");
  expect(asked(0).job.clearFirst).toBe(false);
  asked(0).job.onStart();
  await asked(0).end({ kind: "unknown", reason: "vanished", bytes: 40 });
  expect(rig.store.ofSale("s1")[0]).toMatchObject({ state: "unknown", reason: "vanished", bytesSent: 40 });
  await rig.printer.change("ready");
  await rig.pass(RECEIPT_EXPIRES_MS * 2);
  expect(rig.printer.asked).toHaveLength(1);
  await queued("s2");
  expect(asked(1).job.clearFirst).toBe(true);
  asked(1).job.onStart();
  await asked(1).end({ kind: "sent", bytes: 5 });
  await queued("s3");
  expect(asked(2).job.clearFirst).toBe(false);
  expect(rig.spool.overview().attention.map((job) => job.saleId)).toEqual(["s1"]);
});

test("a crash while sending or held: unknown at the next start; a job that only waited is printed", async () => {
  rig.spool.start();
  for (const sale of ["sending", "held", "fresh"]) rig.enqueue(sale);
  await settle();
  rig.spool.wake();
  await settle();
  asked(0).job.onStart();
  database.sqlite.exec("UPDATE spool_job SET state = 'waiting_paper', bytes_sent = 3 WHERE sale_id = 'held'");
  // Another process on the same rows, as after a SIGKILL.
  const next = new SpoolRig(database);
  next.nowMs = rig.nowMs;
  next.spool.start();
  await settle();
  expect(next.store.ofSale("sending")[0]).toMatchObject({ state: "unknown", reason: "restart" });
  expect(next.states("held")).toEqual(["unknown"]);
  expect(next.printer.asked).toHaveLength(1);
  expect(next.printer.asked[0]?.job.clearFirst).toBe(true);
  next.printer.asked[0]?.job.onStart();
  expect(next.states("fresh")).toEqual(["sending"]);
});

test("a receipt older than its time isn't printed any more, until a person asks again", async () => {
  rig.spool.start();
  await rig.printer.change("absent");
  await queued("s1");
  await asked(0).end({ kind: "not-started", reason: "absent" });
  await rig.pass(RECEIPT_EXPIRES_MS);
  expect(rig.states("s1")).toEqual(["expired"]);
  await rig.printer.change("ready");
  expect(rig.printer.asked).toHaveLength(1);
  const job = rig.spool.overview().attention[0];
  expect(rig.spool.again(job?.jobNo ?? 0).ok).toBe(true);
  await settle();
  asked(1).job.onStart();
  await asked(1).end({ kind: "sent", bytes: 1 });
  expect(rig.states("s1")).toEqual(["sent"]);
});

test("a wall clock set back by a day holds nobody up for a day", async () => {
  rig.spool.start();
  await queued("s1");
  await asked(0).end({ kind: "not-started", reason: "absent" });
  rig.nowMs -= 86_400_000;
  rig.spool.wake();
  await settle();
  await rig.pass(15_000);
  await rig.pass(15_000);
  expect(rig.printer.asked.length).toBeGreaterThan(1);
});

test("drawing fails: given up at the third time with no byte sent, and the next receipt is printed", async () => {
  rig.renderFaults = [new Error("1"), new Error("2"), new Error("3")];
  rig.spool.start();
  rig.enqueue("s1");
  rig.enqueue("s2");
  rig.spool.wake();
  await settle();
  for (let i = 0; i < 4; i++) await rig.pass(15_000);
  expect(rig.store.ofSale("s1")[0]).toMatchObject({ state: "failed", reason: "render-failed", bytesSent: 0 });
  expect(rig.printer.asked).toHaveLength(1);
  asked(0).job.onStart();
  expect(rig.states("s2")).toEqual(["sending"]);
});

test("a document of an unknown template fails at once and holds nobody up", async () => {
  const times = { queuedAtMs: START_MS, expiresAtMs: START_MS + 1_000_000 };
  const row = { printer: "main", kind: "sale", copyNumber: 0, template: 9, ...times } as const;
  rig.store.insert({ ...row, saleId: "newer", document: JSON.stringify({ ...DOCUMENT, template: 9 }) });
  rig.store.insert({ ...row, saleId: "damaged", document: "{" });
  rig.spool.start();
  await queued("s1");
  expect([...rig.states("newer"), ...rig.states("damaged")]).toEqual(["failed", "failed"]);
  expect(rig.printer.asked).toHaveLength(1);
});

test("a copy is a row of its own, counted and marked, one at a time; it settles what was unknown", async () => {
  rig.spool.start();
  expect(rig.spool.reprint("s1", display)).toEqual({ ok: false, error: "no-receipt" });
  await queued("s1");
  expect(rig.spool.reprint("s1", display)).toEqual({ ok: false, error: "copy-waiting" });
  asked(0).job.onStart();
  await asked(0).end({ kind: "unknown", reason: "no-answer", bytes: 4 });
  expect(rig.spool.reprint("s1", display)).toEqual({ ok: true, value: 1 });
  expect(rig.spool.reprint("s1", display)).toEqual({ ok: false, error: "copy-waiting" });
  await settle();
  asked(1).job.onStart();
  await asked(1).end({ kind: "sent", bytes: 4 });
  expect(rig.spool.reprint("s1", display)).toEqual({ ok: true, value: 2 });
  const jobs = rig.store.ofSale("s1");
  expect(jobs.map((job) => [job.kind, job.copyNumber, job.state])).toEqual([
    ["sale", 0, "cancelled"],
    ["copy", 1, "sent"],
    ["copy", 2, "queued"],
  ]);
  const copy = parseReceiptDocument(JSON.parse(jobs[2]?.document ?? ""));
  expect(copy?.copy?.number).toBe(2);
  expect(copy?.blocks).toEqual(DOCUMENT.blocks);
});

test("a person ends what is unknown; what can't be done in a state is refused", async () => {
  rig.spool.start();
  await queued("s1");
  const jobNo = rig.store.ofSale("s1")[0]?.jobNo ?? 0;
  asked(0).job.onStart();
  expect(rig.spool.cancel(jobNo)).toEqual({ ok: false, error: "not-in-this-state" });
  expect(rig.spool.again(jobNo)).toEqual({ ok: false, error: "not-in-this-state" });
  await asked(0).end({ kind: "unknown", reason: "stalled", bytes: 4 });
  expect(rig.spool.again(jobNo)).toEqual({ ok: false, error: "not-in-this-state" });
  expect(rig.spool.cameOut(jobNo).ok).toBe(true);
  expect(rig.states("s1")).toEqual(["printed"]);
  expect(rig.spool.cancel(9_999)).toEqual({ ok: false, error: "no-receipt" });
});

test("cancelled while it is drawn or while the printer is asked: no byte leaves", async () => {
  rig.spool.start();
  await queued("s1");
  const jobNo = rig.store.ofSale("s1")[0]?.jobNo ?? 0;
  expect(rig.spool.cancel(jobNo).ok).toBe(true);
  expect(() => asked(0).job.onStart()).toThrow("can't begin");
  await asked(0).end({ kind: "not-started", reason: "absent" });
  expect(rig.states("s1")).toEqual(["cancelled"]);
});

test("a store that fails stops nothing for good: the job whose end was not written becomes unknown", async () => {
  let broken = false;
  rig = new SpoolRig(database, (store) => ({
    ...store,
    change: (...args) => {
      if (broken) throw new Error("database or disk is full");
      store.change(...args);
    },
  }));
  rig.spool.start();
  await queued("s1");
  asked(0).job.onStart();
  broken = true;
  await asked(0).end({ kind: "sent", bytes: 4 });
  expect(rig.logged).toContain("print.spool-failed");
  broken = false;
  await rig.pass(5_000);
  expect(rig.states("s1")).toEqual(["unknown"]);
  await queued("s2");
  expect(rig.printer.asked).toHaveLength(2);
});

test("a listener that throws doesn't stop a receipt", async () => {
  rig.spool.onChange(() => {
    throw new Error("a screen's defect");
  });
  rig.spool.start();
  await queued("s1");
  asked(0).job.onStart();
  await asked(0).end({ kind: "sent", bytes: 4 });
  expect(rig.states("s1")).toEqual(["sent"]);
});

test("stopped: nothing further begins, and the running job's end is still written", async () => {
  rig.spool.start();
  await queued("s1");
  rig.enqueue("s2");
  asked(0).job.onStart();
  const stopped = rig.spool.stop();
  await asked(0).end({ kind: "sent", bytes: 4 });
  await stopped;
  expect([...rig.states("s1"), ...rig.states("s2")]).toEqual(["sent", "queued"]);
  expect(rig.printer.asked).toHaveLength(1);
});

test("ended jobs are removed after 90 days, open and recent ones never", () => {
  const day = 86_400_000;
  for (const [sale, state, atMs] of [
    ["old", "sent", START_MS - 91 * day],
    ["old-open", "queued", START_MS - 91 * day],
    ["recent", "sent", START_MS - 89 * day],
  ] as const) {
    rig.enqueue(sale);
    database.sqlite
      .prepare("UPDATE spool_job SET state = ?, changed_at_ms = ?, expires_at_ms = ? WHERE sale_id = ?")
      .run(state, atMs, START_MS + day, sale);
  }
  rig.spool.start();
  expect(["old", "old-open", "recent"].map((sale) => rig.store.ofSale(sale).length)).toEqual([0, 1, 1]);
});

test("a paper of an earlier program that says it opens the drawer is printed as any other", async () => {
  rig.spool.start();
  rig.enqueue("s1", { ...DOCUMENT, opensDrawer: true });
  rig.spool.wake();
  await settle();
  asked(0).job.onStart();
  await asked(0).end({ kind: "sent", bytes: 5 });
  expect(rig.spool.reprint("s1", defaultDisplay("fa")).ok).toBe(true);
  await settle();
  expect(rig.printer.pulsed).toHaveLength(0);
});

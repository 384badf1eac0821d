import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { OpenedDatabase } from "../../../src-main/adapters/sqlite/open-database.ts";
import { createSpoolStore } from "../../../src-main/adapters/sqlite/spool-store.ts";
import { systemClock, systemRandom } from "../../../src-main/adapters/node/time.ts";
import { drawReceipt } from "../../../src-main/adapters/render/receipt-canvas.ts";
import { createPrinter } from "../../../src-main/adapters/printer/create-printer.ts";
import { encodeReceipt } from "../../../src-main/core/print/encode-receipt.ts";
import { enqueueReceipt } from "../../../src-main/core/print/enqueue-receipt.ts";
import { createRenderClient, type RenderClient } from "../../../src-main/core/print/render-client.ts";
import { createSpool, type Spool } from "../../../src-main/core/print/spool.ts";
import type { SpoolStore } from "../../../src-main/core/print/spool-store.ts";
import type { PrinterPort } from "../../../src-main/core/ports/printer.ts";
import type { ChildLink, SpawnPort } from "../../../src-main/core/ports/spawn.ts";
import { nodeSpawn } from "../../../src-main/shell/node-spawn.ts";
import { nodeTimers } from "../../../src-main/shell/spawn-timers.ts";
import { must } from "../../../src-shared/base/assert.ts";
import { parseReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { printerProfile } from "../../../src-shared/printer/profile.ts";
import { saleReceipt } from "../../../src-shared/receipt/sale-receipt.ts";
import { defaultDisplay, type Locale } from "../../../src-shared/words/format.ts";
import { openSpoolDatabase } from "../../main/print/spool-rig.ts";
import { sampleReceipt } from "../../shared/receipt/sample-receipt.ts";
import { differingDots, readBitmapPng } from "../../virtual/printer/bitmap-png.ts";
import { startVirtualPrinter, type VirtualPrinter } from "../../virtual/printer/virtual-printer.ts";

const CLONE = printerProfile({ family: "unknown-clone", overrides: {} });
const PAPER = { bandRows: 24, profile: CLONE };
const LOG = { log: () => {} };

let folder: string;
let database: OpenedDatabase;
let store: SpoolStore;
let spool: Spool;
let render: RenderClient;
let printer: PrinterPort;
let virtual: VirtualPrinter | undefined;
/** The workers that were started, so that a test can kill one. */
let workers: ChildLink[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vafa-chain-"));
  database = openSpoolDatabase(folder);
  store = createSpoolStore(database.sqlite);
  const processes = nodeSpawn({
    entries: { render: new URL("../../../src-main/shell/render-process.ts", import.meta.url) },
  });
  workers = [];
  const spawn: SpawnPort = {
    spawn: (role, argument) => {
      const child = processes.spawn(role, argument);
      workers.push(child);
      return child;
    },
  };
  render = createRenderClient({ spawn, timers: nodeTimers, random: systemRandom, log: LOG });
  printAt(921_600);
});
afterEach(async () => {
  await spool.stop();
  render.stop();
  await printer.close();
  await virtual?.stop();
  virtual = undefined;
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function printAt(baudRate: number): void {
  const path = join(folder, "printer", "port");
  printer = createPrinter({
    target: { transport: "serial", path, identity: "", baudRate, flow: "none" },
    status: "required",
    log: LOG,
    limits: { answerMs: 300, idleMs: 100, heldMs: 50 },
  });
  spool = createSpool({ store, printer, render, clock: systemClock, log: LOG, timers: nodeTimers, paper: PAPER });
}

/** Queues a receipt as a sale does: in a transaction. */
function sell(saleId: string, locale: Locale): void {
  const document = saleReceipt(sampleReceipt(locale), locale);
  database.sqlite.transaction(() => enqueueReceipt(store, { saleId, document, atMs: systemClock.wallMs() }))();
  spool.wake();
}

/** Resolves when every job of the sale is in `state`. */
function becomes(saleId: string, state: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const jobs = store.ofSale(saleId);
      if (jobs.length === 0 || jobs.some((job) => job.state !== state)) return;
      end();
      resolve();
    };
    const end = spool.onChange(look);
    look();
  });
}

/** How many dots of a picture differ from the drawing of its row's document, beside those of the guard. */
function wrongDots(file: string, jobNo: number): number {
  const document = must(parseReceiptDocument(JSON.parse(must(store.find(jobNo), "row").document)), "document");
  const drawn = drawReceipt(document, CLONE.widthDots);
  return (
    differingDots(readBitmapPng(file), drawn) - encodeReceipt({ bitmap: drawn, native: [] }, CLONE, PAPER).guardedDots
  );
}

test("from the sale's transaction to paper: drawn by the worker, in order, then a copy that says so", async () => {
  virtual = await startVirtualPrinter({ dir: join(folder, "printer") });
  spool.start();
  sell("s1", "fa");
  sell("s2", "en");
  await becomes("s2", "sent");
  await becomes("s1", "sent");
  expect(spool.reprint("s1", defaultDisplay("fa"))).toEqual({ ok: true, value: 1 });
  const files = await virtual.waitForReceipts(3);
  await becomes("s1", "sent");
  const [first, copy] = store.ofSale("s1");
  const [second] = store.ofSale("s2");
  expect([first, second, copy].map((job, at) => wrongDots(files[at] ?? "", job?.jobNo ?? 0))).toEqual([0, 0, 0]);
  expect(readBitmapPng(files[2] ?? "").heightDots).toBeGreaterThan(readBitmapPng(files[0] ?? "").heightDots);
});

test("no printer and a worker that dies: no sale is held up, and both receipts print when all is back", async () => {
  spool.start();
  sell("s1", "fa");
  must(workers[0], "a worker").kill();
  sell("s2", "fa");
  expect(store.ofSale("s2")[0]?.state).toBe("queued");
  virtual = await startVirtualPrinter({ dir: join(folder, "printer") });
  await becomes("s1", "sent");
  await becomes("s2", "sent");
  expect(await virtual.waitForReceipts(2)).toHaveLength(2);
  expect(workers.length).toBeGreaterThan(1);
});

test("the cable pulled in the middle: the row says unknown, and nothing of it prints again by itself", async () => {
  // A receipt takes seconds at this speed: the cable is out long before its end, also on a busy machine.
  await printer.close();
  printAt(115_200);
  virtual = await startVirtualPrinter({ dir: join(folder, "printer") });
  spool.start();
  const at = virtual;
  const pulled = new Promise<void>((resolve) => {
    const end = spool.onChange((job) => {
      if (job?.state !== "sending") return;
      end();
      resolve(at.unplug());
    });
  });
  sell("s1", "fa");
  await pulled;
  await becomes("s1", "unknown");
  await at.plug();
  sell("s2", "en");
  await becomes("s2", "sent");
  expect(await at.waitForReceipts(1)).toHaveLength(1);
  expect(store.ofSale("s1")[0]).toMatchObject({ state: "unknown", reason: "vanished" });
});

import { createSpoolStore } from "../../src-main/adapters/sqlite/spool-store.ts";
import { systemClock, systemRandom } from "../../src-main/adapters/node/time.ts";
import { createPrinter } from "../../src-main/adapters/printer/create-printer.ts";
import { enqueueReceipt } from "../../src-main/core/print/enqueue-receipt.ts";
import { createRenderClient, type RenderClient } from "../../src-main/core/print/render-client.ts";
import { createSpool } from "../../src-main/core/print/spool.ts";
import type { SpoolState } from "../../src-main/core/print/spool-job.ts";
import { nodeSpawn } from "../../src-main/shell/node-spawn.ts";
import { nodeTimers } from "../../src-main/shell/spawn-timers.ts";
import { must } from "../../src-shared/base/assert.ts";
import type { PrinterProfile } from "../../src-shared/printer/profile.ts";
import type { ReceiptDocument } from "../../src-shared/receipt/document.ts";
import { openSpoolDatabase } from "../main/print/spool-rig.ts";
import { monotonicMs } from "./bench.ts";

const LOG = { log: () => {} };
const ENTRY = new URL("../../src-main/shell/render-process.ts", import.meta.url);

/** The product's own render process, and its number in the system. */
export interface RenderWorker {
  readonly client: RenderClient;
  pid(): number;
}

/** Starts the render process as the core does. */
export function renderWorker(): RenderWorker {
  const processes = nodeSpawn({ entries: { render: ENTRY } });
  let pid: number | undefined;
  const client = createRenderClient({
    spawn: {
      spawn: (role, argument) => {
        const child = processes.spawn(role, argument);
        pid = child.pid;
        return child;
      },
    },
    timers: nodeTimers,
    random: systemRandom,
    log: LOG,
  });
  return { client, pid: () => must(pid, "the render process runs") };
}

/** A spool on a database of its own, with a real render process and a real serial port. */
export interface PrintChain {
  /** Resolves when the printer has answered. */
  ready(): Promise<void>;
  /** Commits a sale's receipt and wakes the spool; the time of the commit's end (`monotonicMs`). */
  sell(saleId: string, document: ReceiptDocument): number;
  /** Resolves with the time at which the receipt reached one of the states. */
  reached(saleId: string, states: readonly SpoolState[]): Promise<number>;
  stop(): Promise<void>;
}

/** Puts a chain together. `folder` gets the database. */
export function printChain(parts: {
  readonly folder: string;
  readonly port: string;
  readonly baudRate: number;
  readonly profile: PrinterProfile;
}): PrintChain {
  const { folder, port, baudRate, profile } = parts;
  const database = openSpoolDatabase(folder);
  const store = createSpoolStore(database.sqlite);
  const worker = renderWorker();
  const { status, done: confirmBy } = profile;
  const target = { transport: "serial", path: port, identity: "", baudRate, flow: "none" } as const;
  const printer = createPrinter({ target, status, confirmBy, log: LOG });
  const paper = { bandRows: 24, profile };
  const common = { clock: systemClock, log: LOG, timers: nodeTimers };
  const spool = createSpool({ store, printer, render: worker.client, paper, ...common });
  spool.start();
  return {
    ready: () => {
      return new Promise((resolve) => {
        const look = (): void => {
          if (printer.status().state !== "ready") return;
          end();
          resolve();
        };
        const end = printer.onStatus(look);
        look();
      });
    },
    sell: (saleId, document) => {
      database.sqlite.transaction(() => enqueueReceipt(store, { saleId, document, atMs: systemClock.wallMs() }))();
      const atMs = monotonicMs();
      spool.wake();
      return atMs;
    },
    reached: (saleId, states) => {
      return new Promise((resolve) => {
        const end = spool.onChange((job) => {
          if (job?.saleId !== saleId || !states.includes(job.state)) return;
          end();
          resolve(monotonicMs());
        });
      });
    },
    stop: async () => {
      await spool.stop();
      worker.client.stop();
      await printer.close();
      database.close();
    },
  };
}

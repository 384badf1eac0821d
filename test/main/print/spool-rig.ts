import { join } from "node:path";
import { openDatabase, type OpenedDatabase } from "../../../src-main/adapters/sqlite/open-database.ts";
import { createSpoolStore } from "../../../src-main/adapters/sqlite/spool-store.ts";
import type { LogPort } from "../../../src-main/core/ports/log.ts";
import type { DrawerOutcome, DrawerPulse } from "../../../src-main/core/ports/printer.ts";
import type { PrinterPort, PrinterStatus, PrintJob, PrintOutcome } from "../../../src-main/core/ports/printer.ts";
import type { ReceiptRenderPort } from "../../../src-main/core/ports/printer.ts";
import { enqueueReceipt } from "../../../src-main/core/print/enqueue-receipt.ts";
import { createSpool, type Spool } from "../../../src-main/core/print/spool.ts";
import type { SpoolStore } from "../../../src-main/core/print/spool-store.ts";
import { printerProfile } from "../../../src-shared/printer/profile.ts";
import type { ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import { saleReceipt } from "../../../src-shared/receipt/sale-receipt.ts";
import { amountOnlyReceipt } from "../../shared/receipt/sample-receipt.ts";

const KEY = new Uint8Array(32).fill(7);
export const START_MS = 1_800_000_000_000;
export const DOCUMENT = saleReceipt(amountOnlyReceipt("fa", 1_000), "fa");

export function openSpoolDatabase(folder: string): OpenedDatabase {
  const opened = openDatabase({ path: join(folder, "vafa.db"), key: KEY });
  if (!opened.ok) throw new Error(opened.error.refusal);
  return opened.value;
}

/** One print that the rig was asked for: the test decides how it goes on. */
export interface AskedPrint {
  readonly job: PrintJob;
  end(outcome: PrintOutcome): Promise<void>;
}

/** One pulse that the rig was asked for. */
export interface AskedPulse {
  readonly pulse: DrawerPulse;
  end(outcome: DrawerOutcome): Promise<void>;
}

/** A printer whose every answer a test gives, so that each order of events can be made. */
export class ScriptedPrinter implements PrinterPort {
  readonly asked: AskedPrint[] = [];
  #status: PrinterStatus = { state: "ready", paperLow: false, answers: true };
  readonly #listeners = new Set<(status: PrinterStatus) => void>();

  print(job: PrintJob): Promise<PrintOutcome> {
    return new Promise((resolve) => {
      const end = (outcome: PrintOutcome): Promise<void> => {
        resolve(outcome);
        return settle();
      };
      this.asked.push({ job, end });
    });
  }

  /** Every pulse that was asked for, each to be ended as a print is. */
  readonly pulsed: AskedPulse[] = [];

  openDrawer(pulse: DrawerPulse): Promise<DrawerOutcome> {
    return new Promise((resolve) => {
      const end = (outcome: DrawerOutcome): Promise<void> => {
        resolve(outcome);
        return settle();
      };
      this.pulsed.push({ pulse, end });
    });
  }

  status(): PrinterStatus {
    return this.#status;
  }

  change(state: PrinterStatus["state"]): Promise<void> {
    this.#status = { ...this.#status, state };
    for (const listener of this.#listeners) listener(this.#status);
    return settle();
  }

  onStatus(listener: (status: PrinterStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  recovered = 0;
  recover(): void {
    this.recovered++;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** The real spool over the real table, with a clock and timers that a test moves. */
export class SpoolRig {
  nowMs = START_MS;
  readonly printer = new ScriptedPrinter();
  readonly store: SpoolStore;
  readonly spool: Spool;
  /** What rendering does next: nothing for success. */
  renderFaults: Error[] = [];
  renders = 0;
  readonly drawn: ReceiptDocument[] = [];
  readonly logged: string[] = [];
  #timers: { readonly atMs: number; readonly run: () => void }[] = [];

  constructor(database: OpenedDatabase, wrap: (store: SpoolStore) => SpoolStore = (store) => store) {
    this.store = wrap(createSpoolStore(database.sqlite));
    const log: LogPort = { log: (_level, event) => void this.logged.push(event) };
    const render: ReceiptRenderPort = {
      render: (document) => {
        this.renders++;
        this.drawn.push(document);
        const fault = this.renderFaults.shift();
        const receipt = { bandBytesMax: 9, heightDots: 1, renderMs: 1, encodeMs: 1 };
        return fault ? Promise.reject(fault) : Promise.resolve({ ...receipt, commands: [Uint8Array.of(1)] });
      },
    };
    const after = (delayMs: number, run: () => void): (() => void) => {
      const timer = { atMs: this.nowMs + delayMs, run };
      this.#timers.push(timer);
      return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
    };
    const { store, printer } = this;
    const clock = { wallMs: () => this.nowMs };
    const paper = { bandRows: 24, profile: printerProfile({ family: "unknown-clone", overrides: {} }) };
    this.spool = createSpool({ store, printer, render, clock, log, timers: { after }, paper });
  }

  enqueue(saleId: string, document: ReceiptDocument = DOCUMENT): boolean {
    return enqueueReceipt(this.store, { saleId, document, atMs: this.nowMs });
  }

  /** Lets the time pass and runs what falls due. */
  async pass(ms: number): Promise<void> {
    this.nowMs += ms;
    const due = this.#timers.filter((timer) => timer.atMs <= this.nowMs);
    this.#timers = this.#timers.filter((timer) => timer.atMs > this.nowMs);
    for (const timer of due) timer.run();
    await settle();
  }

  states(saleId: string): string[] {
    return this.store.ofSale(saleId).map((job) => job.state);
  }
}

/** Until every promise that can go on has gone on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

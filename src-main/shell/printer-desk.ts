import { err, type Result } from "../../src-shared/base/result.ts";
import { NO_SEARCH, type PrinterSearch } from "../../src-shared/printer/printer-search.ts";
import { chosenProfile, NO_PRINTER_SETTINGS, type PrinterSettings } from "../../src-shared/printer/printer-settings.ts";
import type { DisplaySettings } from "../../src-shared/words/format.ts";
import type { SpoolRefusal } from "../../src-shared/words/printer-words.ts";
import { systemClock, systemRandom } from "../adapters/node/time.ts";
import { createPrinter, paceOf } from "../adapters/printer/create-printer.ts";
import { probePort } from "../adapters/printer/probe-port.ts";
import type { LogPort } from "../core/ports/log.ts";
import { printerTarget, type PrinterTarget } from "../core/ports/printer-target.ts";
import type { PrinterPort } from "../core/ports/printer.ts";
import type { SpawnPort } from "../core/ports/spawn.ts";
import { bandBytesMax, bandRowsFor } from "../core/print/encode-receipt.ts";
import type { DrawerNotice } from "../core/print/drawer-job.ts";
import { createDrawerQueue, type DrawerQueue } from "../core/print/drawer-queue.ts";
import type { DrawerStore } from "../core/print/drawer-store.ts";
import { drawerCommand } from "../core/print/escpos-commands.ts";
import type { PortToAsk } from "../core/print/ports-to-ask.ts";
import { MAIN_PRINTER } from "../core/print/enqueue-receipt.ts";
import { createRenderClient } from "../core/print/render-client.ts";
import { renderWithPictures, type FindPicture } from "../core/print/with-pictures.ts";
import { createSpool, type Spool, type SpoolOverview } from "../core/print/spool.ts";
import type { SpoolJob } from "../core/print/spool-job.ts";
import type { SpoolStore } from "../core/print/spool-store.ts";
import { nodeTimers } from "./spawn-timers.ts";

/** Jobs of a list, as the spool's own. */
const LIST_MAX = 50;
const NO_PRINTER = { state: "absent", paperLow: false, answers: false } as const;

/** A printer in use. */
interface Working {
  readonly spool: Spool;
  readonly drawer: DrawerQueue;
  readonly printer: PrinterPort;
  readonly choice: PrinterSettings;
}

/**
 * The one printer of a till, its spool and its drawer. The printer may be changed while the till works: the receipt
 * under way comes to its own end on the old one, everything that waits goes to the new one, for the queue lies in the
 * database.
 */
export class PrinterDesk {
  readonly #store: SpoolStore;
  readonly #drawerStore: DrawerStore;
  readonly #log: LogPort;
  readonly #find: FindPicture;
  readonly #render: ReturnType<typeof createRenderClient>;
  readonly #listeners = new Set<(job: SpoolJob | undefined) => void>();
  #now: Working | undefined;
  #change: Promise<void> = Promise.resolve();
  #search: PrinterSearch = NO_SEARCH;

  constructor(parts: {
    readonly store: SpoolStore;
    readonly drawerStore: DrawerStore;
    readonly spawn: SpawnPort;
    readonly log: LogPort;
    readonly find: FindPicture;
  }) {
    this.#find = parts.find;
    this.#store = parts.store;
    this.#drawerStore = parts.drawerStore;
    this.#log = parts.log;
    this.#render = createRenderClient({ ...parts, timers: nodeTimers, random: systemRandom });
  }

  /** Prints on this printer from now on. Resolves when the change is done; changes keep their order. */
  use(choice: PrinterSettings): Promise<void> {
    this.#change = this.#change.then(() => this.#use(choice));
    return this.#change;
  }

  /**
   * Looks for a printer at these ports, one after the other, until one answers. Meanwhile nothing prints, because the
   * port of our own printer is let go; afterwards it goes on as before. A second search while one runs changes nothing.
   */
  search(ports: readonly PortToAsk[]): void {
    if (this.#search.isRunning) return;
    this.#search = { ...NO_SEARCH, isRunning: true };
    const before = this.#now?.choice;
    const end = (): void => void (this.#search = { ...this.#search, isRunning: false, now: null });
    this.#change = this.#change
      .then(() => this.#use(NO_PRINTER_SETTINGS))
      .then(() => this.#look(ports))
      .catch((error: unknown) => this.#log.log("error", "print.search-failed", { message: String(error) }))
      .then(end)
      .then(() => (before === undefined ? undefined : this.#use(before)));
  }

  /** How far the last search is. */
  searched(): PrinterSearch {
    return this.#search;
  }

  /** A person has cleared the cutter: the printer may go on. */
  recover(): void {
    this.#now?.printer.recover();
  }

  /** The spool, while there is a printer. */
  spool(): Spool | undefined {
    return this.#now?.spool;
  }

  wake(): void {
    // The drawer first: whoever gives change needs it before the paper.
    this.#now?.drawer.wake();
    this.#now?.spool.wake();
  }

  /** What waits, also while there is no printer: then there is no drawer that anybody waits for. */
  overview(): SpoolOverview & { readonly drawer?: DrawerNotice | undefined } {
    const now = this.#now;
    if (now !== undefined) return { ...now.spool.overview(), drawer: now.drawer.notice() };
    const waiting = this.#store.open(MAIN_PRINTER, LIST_MAX);
    return { printer: NO_PRINTER, waiting, attention: this.#store.attention(MAIN_PRINTER, LIST_MAX) };
  }

  reprint(subject: string, display: DisplaySettings): Result<number, SpoolRefusal> {
    return this.#now?.spool.reprint(subject, display) ?? err("no-receipt");
  }

  /** Called when anything of the spool, or the printer itself, changed. Returns the end of it. */
  onChange(listener: (job: SpoolJob | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Number of the newest job of a paper, 0 when there is none. */
  jobOf(subject: string): number {
    return this.#store.ofSale(subject).at(-1)?.jobNo ?? 0;
  }

  async #use(choice: PrinterSettings): Promise<void> {
    const before = this.#now;
    if (before !== undefined && isSame(before.choice, choice)) return;
    this.#now = undefined;
    await Promise.all([before?.spool.stop(), before?.drawer.stop()]);
    await before?.printer.close();
    const target = printerTarget(choice);
    if (target !== undefined) this.#begin(choice, target);
    this.#tell();
  }

  async #look(ports: readonly PortToAsk[]): Promise<void> {
    for (const { name, isOffice, ...port } of ports) {
      const { path } = port;
      const onSpeed = (baudRate: number): void => {
        this.#search = { ...this.#search, now: { path, baudRate } };
      };
      const told = isOffice ? ("office" as const) : await probePort(port, this.#log, onSpeed);
      const isFound = typeof told !== "string";
      const tried = [...this.#search.tried, { path, name, result: isFound ? ("found" as const) : told }];
      this.#search = { ...this.#search, tried, found: isFound ? told : null };
      if (isFound) return;
    }
  }

  #begin(choice: PrinterSettings, target: PrinterTarget): void {
    const profile = chosenProfile(choice);
    const { status, done } = profile;
    const printer = createPrinter({ target, status, confirmBy: done, log: this.#log });
    // Bands are sized by what the line carries, whatever it is.
    const bandRows = Math.min(bandRowsFor(paceOf(target) * 10), profile.bandRowsMax);
    const spool = createSpool({
      store: this.#store,
      printer,
      render: renderWithPictures(this.#render, this.#find),
      clock: systemClock,
      timers: nodeTimers,
      log: this.#log,
      paper: { bandRows, profile },
    });
    const drawer = createDrawerQueue({
      store: this.#drawerStore,
      printer,
      command: drawerCommand(profile),
      isRealTime: profile.pulse === "real-time",
      clearBytes: () => (spool.isLineUnclear() ? bandBytesMax({ profile, bandRows }) : 0),
      clock: systemClock,
      timers: nodeTimers,
      log: this.#log,
    });
    this.#now = { spool, drawer, printer, choice };
    spool.onChange((job) => this.#tell(job));
    drawer.onChange(() => this.#tell());
    spool.start();
    drawer.start();
  }

  #tell(job?: SpoolJob): void {
    for (const listener of this.#listeners) listener(job);
  }
}

function isSame(one: PrinterSettings, other: PrinterSettings): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

import { err } from "../../../src-shared/base/result.ts";
import { isUsedReader, readerId, type ReaderRules } from "../../core/card/reader-names.ts";
import {
  parseReaderRequest,
  type ReaderReport,
  type ReaderRequest,
  type StampedReport,
} from "../../core/card/reader-protocol.ts";
import type { PcscDriverName } from "../../core/ports/card-reader.ts";
import type { ParentLink } from "../../core/process/parent-link.ts";
import { hrtimeMs, type PcscDriver, type PcscListener, type PcscReader, type PcscStatus } from "./driver.ts";
import { nfcPcscDriver } from "./nfc-pcsc-driver.ts";
import { pcscMiniDriver } from "./pcsc-mini-driver.ts";
import { ReaderSlot, type Done } from "./reader-slot.ts";
import { pcscServiceListens } from "./service-check.ts";

/** How often an absent service is looked for. */
const LOOK_EVERY_MS = 300;

/** How this process serves the readers, and how it ends itself. */
export interface ReaderHostOptions {
  readonly link: ParentLink;
  readonly driver: "auto" | PcscDriverName;
  readonly rules: ReaderRules;
  /** Ends the process; the supervisor starts it again. */
  readonly exit: () => void;
}

/**
 * The reader process: waits for the PC/SC service, serves its readers, and ends itself when the service is lost,
 * because a new process is the one way to recover that works with every driver.
 */
export async function runReaderHost(options: ReaderHostOptions): Promise<void> {
  const report = (message: ReaderReport) => send(options.link, message);
  const driver = loadDriver(options.driver);
  if (driver === undefined) {
    report({ kind: "service-down", cause: "no-driver" });
    return;
  }
  const host = new Host(options);
  options.link.onMessage((message) => {
    const request = parseReaderRequest(message);
    if (request !== undefined) host.serve(request);
  });
  await waitForService(() => report({ kind: "service-down", cause: "absent" }));
  try {
    driver.start(host);
  } catch {
    // The service ended between the look and the start.
    host.lost();
    return;
  }
  host.up(driver.name);
}

/** The drivers in their order; nfc-pcsc's addon is compiled on the machine and may be missing. */
function loadDriver(wanted: "auto" | PcscDriverName): PcscDriver | undefined {
  for (const [name, load] of [
    ["nfc-pcsc", nfcPcscDriver],
    ["pcsc-mini", pcscMiniDriver],
  ] as const) {
    if (wanted !== "auto" && wanted !== name) continue;
    try {
      return load();
    } catch {
      // The next one; the report's driver name tells which it was.
      continue;
    }
  }
  return undefined;
}

async function waitForService(onAbsent: () => void): Promise<void> {
  for (let look = 0; (await pcscServiceListens()) === false; look++) {
    if (look === 0) onAbsent();
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_EVERY_MS);
    });
  }
}

class Host implements PcscListener {
  readonly #options: ReaderHostOptions;
  readonly #slots = new Map<PcscReader, { readonly id: string; readonly slot: ReaderSlot | undefined }>();
  readonly #sessions = new Map<number, ReaderSlot>();
  /** Readers met before the driver was reported. */
  #early: (() => void)[] | undefined = [];
  #lastSession = 0;
  #over = false;

  constructor(options: ReaderHostOptions) {
    this.#options = options;
  }

  up(driver: PcscDriverName): void {
    this.#report({ kind: "service-up", driver });
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const run of early) run();
  }

  added(reader: PcscReader): void {
    this.#afterUp(() => {
      const taken = new Set([...this.#slots.values()].map(({ id }) => id));
      const id = readerId(reader.name, (other) => taken.has(other));
      const used = isUsedReader(reader.name, this.#options.rules);
      const slot = used ? new ReaderSlot({ readerId: id, reader, host: this.#slotHost() }) : undefined;
      this.#slots.set(reader, { id, slot });
      this.#report({ kind: "reader-added", readerId: id, name: reader.name, used });
    });
  }

  removed(reader: PcscReader): void {
    this.#afterUp(() => {
      const known = this.#slots.get(reader);
      if (known === undefined) return;
      this.#slots.delete(reader);
      known.slot?.removed();
      this.#report({ kind: "reader-removed", readerId: known.id });
    });
  }

  status(reader: PcscReader, status: PcscStatus): void {
    this.#afterUp(() => this.#slots.get(reader)?.slot?.status(status));
  }

  lost(): void {
    if (this.#over) return;
    this.#report({ kind: "service-down", cause: "lost" });
    this.#over = true;
    this.#options.exit();
  }

  serve(request: ReaderRequest): void {
    const { id, session } = request;
    const slot = this.#sessions.get(session);
    const done: Done = (result) =>
      this.#report(
        result.ok ? { kind: "answer", id, bytes: result.value } : { kind: "failed", id, failure: result.error },
      );
    if (slot === undefined) done(err("gone"));
    else if (request.kind === "transmit") slot.transmit(session, request.apdu, done);
    else slot.reselect(session, done);
  }

  #slotHost() {
    return {
      newSession: (slot: ReaderSlot) => {
        const session = ++this.#lastSession;
        this.#sessions.set(session, slot);
        return session;
      },
      report: (report: ReaderReport) => {
        this.#report(report);
        if (report.kind === "card-gone") this.#sessions.delete(report.session);
      },
    };
  }

  #afterUp(run: () => void): void {
    if (this.#early === undefined) run();
    else this.#early.push(run);
  }

  #report(report: ReaderReport): void {
    if (!this.#over) send(this.#options.link, report);
  }
}

function send(link: ParentLink, report: ReaderReport): void {
  link.send({ ...report, sentMs: hrtimeMs() } satisfies StampedReport);
}

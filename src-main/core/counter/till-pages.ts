import type { PageEvent } from "../../../src-shared/contract/contract.ts";
import type { StripState } from "../../../src-shared/contract/counter-state.ts";
import type { PrinterWordState } from "../../../src-shared/words/printer-words.ts";
import type { ReaderState } from "../../../src-shared/words/reader-words.ts";
import { openShiftState } from "../desk/shift-handlers.ts";
import type { TillCounter } from "./till-counter.ts";
import type { TillParts } from "./till-parts.ts";

type Light = StripState["reader"];

/**
 * Tells pages what changed: once for everything that happened in one turn of the event loop, and only what is not as it
 * was. `send` gets every event; the first ones at once.
 */
export class TillPages {
  readonly #parts: TillParts;
  readonly #till: TillCounter;
  readonly #send: (event: PageEvent) => void;
  readonly #sent = new Map<PageEvent["kind"], string>();
  #isDue = false;

  constructor(parts: TillParts, till: TillCounter, send: (event: PageEvent) => void) {
    this.#parts = parts;
    this.#till = till;
    this.#send = send;
    till.onChange(() => this.due());
    till.onTold(send);
    this.#publish();
  }

  /** Something changed that pages show: also called after every command of the desk. */
  due(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#parts.terminal.timers.after(0, () => {
      this.#isDue = false;
      try {
        this.#publish();
      } catch (error) {
        // What can't be read now (a damaged page) is met, in words, by the next command.
        this.#parts.terminal.log.log("error", "pages-not-told", { detail: String(error) });
      }
    });
  }

  #publish(): void {
    const state = this.#till.state();
    this.#tell({ kind: "counter", state });
    this.#tell({ kind: "display", state: this.#till.displayState(state) });
    this.#tell({ kind: "strip", state: this.#strip() });
    const signedIn = this.#parts.staff.signedIn() ?? null;
    this.#tell({ kind: "session", signedIn, setupNeeded: false });
    this.#tell({ kind: "look", display: this.#parts.display() });
  }

  #tell(event: PageEvent): void {
    const text = JSON.stringify(event);
    if (this.#sent.get(event.kind) === text) return;
    this.#sent.set(event.kind, text);
    this.#send(event);
  }

  #strip(): StripState {
    const { terminal, reader, staff, spool, notices, training } = this.#parts;
    const overview = spool?.overview();
    const printer = overview?.printer;
    const doubts = terminal.store.read.doubtsOf(terminal.identity.journal);
    const low = printer?.state === "ready" && printer.paperLow;
    return {
      reader: readerLight(reader.status().state),
      printer: printerLight(low ? "paper-low" : (printer?.state ?? "absent")),
      receipts: { waiting: overview?.waiting.length ?? 0, attention: overview?.attention.length ?? 0 },
      drawer: overview?.drawer ?? null,
      network: { word: "standalone", colour: "good" },
      queued: 0,
      shift: openShiftState(terminal),
      staff: staff.signedIn() ?? null,
      notices: notices().slice(0, 20),
      training,
      doubts: { count: doubts.count, sumMinor: Math.max(0, doubts.sum) },
    };
  }
}

function readerLight(word: ReaderState): Light {
  if (word === "ready") return { word, colour: "good" };
  return { word, colour: word === "starting" || word === "restarting" ? "info" : "warn" };
}

function printerLight(word: PrinterWordState): Light {
  if (word === "ready") return { word, colour: "good" };
  return { word, colour: word === "connecting" || word === "busy" ? "info" : "warn" };
}

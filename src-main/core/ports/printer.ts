import type { PrinterProfile } from "../../../src-shared/printer/profile.ts";
import type { PrinterWordState } from "../../../src-shared/words/printer-words.ts";
import type { ReceiptDocument } from "../../../src-shared/receipt/document.ts";

/** Why a printer can't print now; each has its words in src-shared/words/printer-words.ts. */
export type PrinterTrouble = Exclude<PrinterWordState, "connecting" | "ready" | "paper-low">;

/** What is known of a printer. It is the last thing learnt, never a wait. */
export interface PrinterStatus {
  readonly state: "connecting" | "ready" | PrinterTrouble;
  /** Only a warning: it prints. */
  readonly paperLow: boolean;
  /** Whether this printer ever answered a status request: one that doesn't can be blind to an empty roll. */
  readonly answers: boolean;
}

/** One encoded receipt: commands that must not be cut apart; between two of them the printer may be asked. */
export interface PrintJob {
  readonly commands: readonly Uint8Array[];
  /** A number that no job near it has: it names the job to a printer that says in its turn what it has printed. */
  readonly mark: number;
  /** The longest band, in bytes: so many NULs end whatever a job before left half sent. */
  readonly bandBytesMax: number;
  /** Begin with those NULs, because it isn't known where the job before stopped. */
  readonly clearFirst: boolean;
  /** Called once, before the first byte leaves: the caller commits "sending" here. If it throws, nothing is sent. */
  readonly onStart: () => void;
  /** Told when the job stops in the middle for paper or a cover, and when it goes on (null). */
  readonly onHold?: (reason: PrinterTrouble | null) => void;
}

/**
 * How a job ended. "not-started": no byte left, it may be tried again. "sent": every byte left, and this printer can't
 * say whether it printed. "printed": the printer said so, in its turn. "unknown": some bytes left, and an answer that
 * was due did not come; never printed again without a person's word.
 */
export type PrintOutcome =
  | { readonly kind: "not-started"; readonly reason: PrinterTrouble }
  | { readonly kind: "sent" | "printed"; readonly bytes: number }
  | { readonly kind: "unknown"; readonly reason: PrinterTrouble; readonly bytes: number };

/** One pulse of the cash drawer. */
export interface DrawerPulse {
  readonly command: Uint8Array;
  /** Obeyed on reception, also without paper; otherwise the printer must be able to print now. */
  readonly isRealTime: boolean;
  /** NULs before an ordinary one: as many as a band that a job before may have left half sent. */
  readonly clearBytes: number;
  /** Called once, before the first byte leaves: from then on it is never tried again. If it throws, nothing is sent. */
  readonly onStart: () => void;
}

/**
 * How a pulse ended. "not-started": no byte left. "opened": the printer answers behind it. "sent": it can't say.
 * "unknown": bytes left, and an answer that was due did not come.
 */
export type DrawerOutcome =
  | { readonly kind: "opened" | "sent" }
  | { readonly kind: "not-started" | "unknown"; readonly reason: PrinterTrouble };

/**
 * One receipt printer. It owns its port, connects and reconnects by itself, and every promise ends within a stated
 * time, whatever the hardware does. One job at a time; a second one while one runs is a defect and throws.
 */
export interface PrinterPort {
  print(job: PrintJob): Promise<PrintOutcome>;
  /** Opens the drawer, also beside a running job: its bytes go between two commands. One pulse at a time. */
  openDrawer(pulse: DrawerPulse): Promise<DrawerOutcome>;
  status(): PrinterStatus;
  /** Called at every change of the status. Returns the function that ends it. */
  onStatus(listener: (status: PrinterStatus) => void): () => void;
  /** A person has removed the jam: the printer may go on from the line where it stopped. Its cutter moves. */
  recover(): void;
  close(): Promise<void>;
}

/** What the encoder must know of a printer. */
export interface PaperProfile {
  /** Rows in one band of raster: 24, fewer on a slow line. */
  readonly bandRows: number;
  /** What the printer is able to, on the paper that is in it. */
  readonly profile: PrinterProfile;
}

/** A receipt turned into commands, with what that took. */
export interface RenderedReceipt {
  readonly commands: readonly Uint8Array[];
  readonly bandBytesMax: number;
  readonly heightDots: number;
  readonly renderMs: number;
  readonly encodeMs: number;
}

/** Draws receipts, in a process of its own. Rejects when it can't within its time limit. */
export interface ReceiptRenderPort {
  render(document: ReceiptDocument, paper: PaperProfile): Promise<RenderedReceipt>;
}

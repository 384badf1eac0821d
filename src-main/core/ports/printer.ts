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
  /** The longest band, in bytes: so many NULs end whatever a job before left half sent. */
  readonly bandBytesMax: number;
  /** Begin with those NULs, because it isn't known where the job before stopped. */
  readonly clearFirst: boolean;
  /** Called once, before the first byte leaves: the caller commits "sending" here. If it throws, nothing is sent. */
  readonly onStart: () => void;
  /** Told when the job stops in the middle for paper or a cover, and when it goes on (null). */
  readonly onHold?: (reason: "paper-out" | "cover-open" | "printer-error" | null) => void;
}

/**
 * How a job ended. "not-started": no byte left, it may be tried again. "sent": every byte left, and nothing says that
 * it printed. "printed": the printer said so. "unknown": some bytes left; never printed again without a person's word.
 */
export type PrintOutcome =
  | { readonly kind: "not-started"; readonly reason: PrinterTrouble }
  | { readonly kind: "sent" | "printed"; readonly bytes: number }
  | { readonly kind: "unknown"; readonly reason: PrinterTrouble; readonly bytes: number };

/**
 * One receipt printer. It owns its port, connects and reconnects by itself, and every promise ends within a stated
 * time, whatever the hardware does. One job at a time; a second one while one runs is a defect and throws.
 */
export interface PrinterPort {
  print(job: PrintJob): Promise<PrintOutcome>;
  status(): PrinterStatus;
  /** Called at every change of the status. Returns the function that ends it. */
  onStatus(listener: (status: PrinterStatus) => void): () => void;
  close(): Promise<void>;
}

/** What the encoder must know of a printer. */
export interface PaperProfile {
  /** Dots in a row: a multiple of 8 (384, 512, 576). */
  readonly widthDots: number;
  /** Rows in one band of raster: 24, fewer on a slow line. */
  readonly bandRows: number;
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

import { unreachable } from "../../../src-shared/base/assert.ts";
import type { ReceiptWordState } from "../../../src-shared/words/printer-words.ts";
import type { PrinterTrouble } from "../ports/printer.ts";

/**
 * The states of a job. `sent` is the end for a printer that can't confirm. `unknown`: some bytes left and nobody knows
 * the rest; only a person ends it. `failed`: no byte left and it will not be tried again by itself.
 */
export type SpoolState = ReceiptWordState;

/** What a job prints: the sale's one receipt, or a copy of it that is marked as such and counted. */
export type SpoolKind = "sale" | "copy";

/** Why a job stands where it stands. "render-failed" is ours, "restart" is a crash while it was sending. */
export type SpoolReason = PrinterTrouble | "render-failed" | "restart";

/** One row of the spool. The document is JSON text; its template version stands beside it. */
export interface SpoolJob {
  readonly jobNo: number;
  readonly printer: string;
  /** The sale's identity, any text: one `sale` job and one copy of each number per sale. */
  readonly saleId: string;
  readonly kind: SpoolKind;
  /** 0 for the sale's own receipt, copies from 1. */
  readonly copyNumber: number;
  readonly template: number;
  readonly document: string;
  readonly state: SpoolState;
  readonly reason: SpoolReason | null;
  readonly attempts: number;
  readonly bytesSent: number;
  readonly queuedAtMs: number;
  /** From here on it isn't printed by itself any more: the customer has left. */
  readonly expiresAtMs: number;
  /** Not to be tried before. */
  readonly nextTryAtMs: number;
  readonly changedAtMs: number;
}

/** What happens to a job. */
export type SpoolEvent =
  | { readonly kind: "begin" }
  | { readonly kind: "hold"; readonly reason: SpoolReason }
  | { readonly kind: "resume" }
  | { readonly kind: "not-started"; readonly reason: SpoolReason; readonly nextTryAtMs: number }
  | { readonly kind: "give-up"; readonly reason: SpoolReason }
  | { readonly kind: "sent" | "printed"; readonly bytes: number }
  | { readonly kind: "lost"; readonly reason: SpoolReason; readonly bytes: number }
  | { readonly kind: "restart" }
  | { readonly kind: "expire" }
  | { readonly kind: "cancel" }
  | { readonly kind: "came-out" }
  | { readonly kind: "again"; readonly expiresAtMs: number };

/** What of a row an event changes. */
export type SpoolChange = Partial<
  Pick<SpoolJob, "state" | "reason" | "attempts" | "bytesSent" | "nextTryAtMs" | "expiresAtMs">
>;

/** A job that nothing was sent of and that will be tried. */
export function isWaiting(job: Pick<SpoolJob, "state" | "bytesSent">): boolean {
  return job.state === "queued" || (job.state === "waiting_paper" && job.bytesSent === 0);
}

/** A job on its way: waiting, or being sent. */
export function isOpen(job: Pick<SpoolJob, "state">): boolean {
  return job.state === "queued" || job.state === "sending" || job.state === "waiting_paper";
}

/** A job that a person should look at. */
export function needsAttention(job: Pick<SpoolJob, "state">): boolean {
  return job.state === "unknown" || job.state === "failed" || job.state === "expired";
}

/**
 * The next row values, or undefined when the event can't happen in this state. Pure. A job held in the middle for paper
 * keeps `bytesSent` at 1 or more, so that after a crash it is known not to be a fresh one.
 */
export function spoolChange(job: SpoolJob, event: SpoolEvent): SpoolChange | undefined {
  const held = job.state === "waiting_paper" && job.bytesSent > 0;
  const running = job.state === "sending" || held;
  switch (event.kind) {
    case "begin":
      return isWaiting(job) ? { state: "sending", reason: null } : undefined;
    case "hold":
      // Also from one reason to the next: whoever changes the roll opens the cover.
      if (!running) return undefined;
      return { state: "waiting_paper", reason: event.reason, bytesSent: Math.max(1, job.bytesSent) };
    case "resume":
      return held ? { state: "sending", reason: null } : undefined;
    case "not-started":
      return isWaiting(job) ? retry(job, event.reason, event.nextTryAtMs) : undefined;
    case "give-up":
      return isWaiting(job) ? { state: "failed", reason: event.reason } : undefined;
    case "sent":
    case "printed":
      return running ? { state: event.kind, reason: null, bytesSent: event.bytes } : undefined;
    case "lost":
      return running ? { state: "unknown", reason: event.reason, bytesSent: event.bytes } : undefined;
    case "restart":
      return running ? { state: "unknown", reason: "restart" } : undefined;
    case "expire":
      return isWaiting(job) ? { state: "expired" } : undefined;
    case "cancel":
      return isWaiting(job) || needsAttention(job) ? { state: "cancelled" } : undefined;
    case "came-out":
      return job.state === "unknown" || job.state === "sent" ? { state: "printed", reason: null } : undefined;
    case "again": {
      const untouched = job.state === "failed" || job.state === "expired";
      const fresh = { reason: null, attempts: 0, nextTryAtMs: 0, expiresAtMs: event.expiresAtMs };
      return untouched ? { state: "queued", ...fresh } : undefined;
    }
    default:
      return unreachable(event);
  }
}

function retry(job: SpoolJob, reason: SpoolReason, nextTryAtMs: number): SpoolChange {
  const forPaper = reason === "paper-out" || reason === "cover-open";
  return { state: forPaper ? "waiting_paper" : "queued", reason, nextTryAtMs, attempts: job.attempts + 1 };
}

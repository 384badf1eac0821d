import type { SpoolChange, SpoolJob, SpoolKind } from "./spool-job.ts";

/** What the spool keeps. Every call is synchronous and, where the caller has one open, part of its transaction. */
export interface SpoolStore {
  /** Adds a `queued` row. False when this sale has this kind and copy number already: then nothing changes. */
  insert(job: NewSpoolJob): boolean;
  /** The first open job of a printer, in the order in which they were queued. */
  firstOpen(printer: string): SpoolJob | undefined;
  /** All open jobs of a printer, oldest first, at most `limit`. */
  open(printer: string, limit: number): SpoolJob[];
  /** All jobs of a sale, oldest first. */
  ofSale(saleId: string): SpoolJob[];
  find(jobNo: number): SpoolJob | undefined;
  /** Jobs that a person should look at (unknown, failed, expired), newest first. */
  attention(printer: string, limit: number): SpoolJob[];
  /** Changes a row that still is in the state of `job`. Throws when it is not: then somebody else wrote. */
  change(job: SpoolJob, change: SpoolChange, atMs: number): void;
  /** Removes at most `limit` ended jobs last changed before `beforeMs`; how many. The ledger keeps the sales. */
  prune(beforeMs: number, limit: number): number;
}

export interface NewSpoolJob {
  readonly printer: string;
  readonly saleId: string;
  readonly kind: SpoolKind;
  readonly copyNumber: number;
  readonly template: number;
  readonly document: string;
  readonly queuedAtMs: number;
  readonly expiresAtMs: number;
}

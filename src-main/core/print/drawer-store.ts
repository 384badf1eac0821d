import type { DrawerChange, DrawerJob } from "./drawer-job.ts";

/** What is kept of the drawer. Calls are synchronous, and part of the caller's transaction where it has one open. */
export interface DrawerStore {
  /** Adds a `queued` row. False when this event has its opening already: then nothing changes. */
  insert(job: { readonly printer: string; readonly subject: string; readonly queuedAtMs: number }): boolean;
  /** Those that are queued or being sent, oldest first, at most `limit`. */
  open(printer: string, limit: number): DrawerJob[];
  newest(printer: string): DrawerJob | undefined;
  /** Changes a row that still is in the state of `job`. Throws when it is not: then somebody else wrote. */
  change(job: DrawerJob, change: DrawerChange, atMs: number): void;
  /** Removes at most `limit` ended ones last changed before `beforeMs`; how many. */
  prune(beforeMs: number, limit: number): number;
}

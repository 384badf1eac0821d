import type Database from "better-sqlite3";
import type { LogPort } from "../../core/ports/log.ts";
import type { TimerPort } from "../../core/process/timers.ts";
import { storageFailureOf } from "./storage-errors.ts";

/** Between two looks: on one till sales are seconds apart, so that a look finds the pages of one or two of them. */
const EVERY_MS = 1_000;

/**
 * Brings the log's pages into the database between sales. SQLite would do it inside a commit, whenever a thousand pages
 * have come together: with a million members that is every twentieth sale, and 20 ms in front of its customer. It still
 * does when this never gets its turn. Returns the function that ends it.
 */
export function keepLogShort(of: {
  readonly sqlite: Database.Database;
  readonly timers: TimerPort;
  readonly log: LogPort;
}): () => void {
  let cancel = (): void => undefined;
  const look = (): void => {
    try {
      checkpointNow(of.sqlite);
    } catch (error) {
      // A full disk or a damaged page: the next sale meets it too, and has the words for it.
      const failure = storageFailureOf(error);
      if (failure === undefined) throw error;
      of.log.log("warn", "checkpoint-failed", { detail: failure.detail });
    }
    cancel = of.timers.after(EVERY_MS, look);
  };
  cancel = of.timers.after(EVERY_MS, look);
  return () => cancel();
}

/** One checkpoint that waits for nobody (PASSIVE): what a reader still needs stays in the log. */
export function checkpointNow(sqlite: Database.Database): void {
  if (sqlite.open && !sqlite.inTransaction) sqlite.pragma("wal_checkpoint(PASSIVE)");
}

import Database from "better-sqlite3";

/** A held lock on a data folder's database. */
export interface DataLock {
  release(): void;
}

/**
 * Takes the lock of the database at `path`, or answers undefined at once when another process (or another handle of
 * this one) has it. The lock is SQLite's own exclusive lock on an empty database beside it: the operating system
 * drops it with the process, however that ends, so a SIGKILL leaves nothing stale. The file stays; it is only the
 * lock's address. Throws SqliteError when the folder cannot be written.
 */
export function takeDataLock(path: string): DataLock | undefined {
  const lock = new Database(`${path}.lock`, { timeout: 0 });
  try {
    // Nothing is ever written to it, so it needs no journal beside it.
    lock.pragma("journal_mode = MEMORY");
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) return undefined;
    throw error;
  }
  held.add(lock);
  return {
    release: () => {
      held.delete(lock);
      lock.close();
    },
  };
}

/** A collected handle closes itself, and its lock would go with it, whoever still sells: so this program keeps each. */
const held = new Set<Database.Database>();

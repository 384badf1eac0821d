import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type OpenedDatabase } from "../../../src-main/adapters/sqlite/open-database.ts";

/** A key for tests: 32 bytes of one value. */
export const TEST_KEY = new Uint8Array(32).fill(0x5a);

/** A folder of its own for `run`, removed afterwards whatever happens. */
export async function inTempFolder<T>(run: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-test-"));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens (making it first) the database `vafa.db` of `folder`; throws with the refusal when it does not open. */
export function openTestDatabase(folder: string, key: Uint8Array = TEST_KEY): OpenedDatabase {
  const opened = openDatabase({ path: join(folder, "vafa.db"), key });
  if (!opened.ok) throw new Error(`${opened.error.refusal}: ${opened.error.detail}`);
  return opened.value;
}

import type { StorageFailure, StorageRefusal } from "../../../src-shared/words/storage-words.ts";

/**
 * The storage refusal behind an error of SQLite or of the file system, or undefined when it is neither (a defect of
 * ours, which must go on being thrown). A page whose authentication tag fails is SQLITE_CORRUPT or, for page 1,
 * SQLITE_NOTADB.
 */
export function storageFailureOf(error: unknown): StorageFailure | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  const refusal = refusalOfCode(error.code);
  return refusal === undefined ? undefined : { refusal, detail: `${error.code}: ${error.message}` };
}

function refusalOfCode(code: string): StorageRefusal | undefined {
  if (code.startsWith("SQLITE_NOTADB") || code.startsWith("SQLITE_CORRUPT")) return "damaged";
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return "locked";
  // Growing the shared index of the log fails this way on a full disk, before anything was appended.
  if (code === "SQLITE_FULL" || code === "SQLITE_IOERR_SHMSIZE" || code === "ENOSPC" || code === "EDQUOT") {
    return "disk-full";
  }
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR|AUTH)/.test(code)) return "unreachable";
  if (["EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR", "EIO", "ENXIO", "ENODEV"].includes(code)) return "unreachable";
  return undefined;
}

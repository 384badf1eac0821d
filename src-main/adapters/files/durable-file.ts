import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Replaces `path` by `content` so that after a power cut it is the old file or the new one, never half: a temporary
 * beside it, fsync, rename, fsync of the folder. `mode` is the new file's permissions. Throws Node's own file errors.
 */
export function writeFileDurably(path: string, content: Uint8Array | string, mode = 0o600): void {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  try {
    const file = openSync(temporary, "wx", mode);
    try {
      writeAll(file, typeof content === "string" ? Buffer.from(content, "utf8") : content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Makes the names in `folder` durable (a rename is not, until its folder is synced). Windows has no such call. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  syncPath(folder);
}

/** fsync of the file or folder at `path`. */
export function syncPath(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** `writeSync` may write less than it was given. */
function writeAll(file: number, content: Uint8Array): void {
  for (let at = 0; at < content.length;) at += writeSync(file, content, at);
}

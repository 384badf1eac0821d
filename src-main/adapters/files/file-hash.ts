import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

/** SHA-256 of the file at `path`, hexadecimal, and its length; read in pieces, since a database may be large. */
export function hashFile(path: string): { readonly sha256: string; readonly bytes: number } {
  const hash = createHash("sha256");
  const piece = Buffer.alloc(PIECE_BYTES);
  const file = openSync(path, "r");
  let bytes = 0;
  try {
    for (let read = -1; read !== 0; bytes += read) {
      read = readSync(file, piece, 0, PIECE_BYTES, bytes);
      hash.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return { sha256: hash.digest("hex"), bytes };
}

const PIECE_BYTES = 1024 * 1024;

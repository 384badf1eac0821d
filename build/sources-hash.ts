import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathsUnder } from "./tree.ts";

/** The SHA-256 (hex) of all files under `folders` and of `files`, paths from `root`: their names and their bytes. */
export function sourcesHash(root: string, folders: readonly string[], files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of [...folders.flatMap((folder) => pathsUnder(root, folder)), ...files]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** The hash that a finished build left in its `build.json`; undefined when there is none. */
export function stampOf(file: string): string | undefined {
  let held: unknown;
  try {
    held = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Not there, or cut off while it was written: built anew.
    return undefined;
  }
  return typeof held === "object" && held !== null && "build" in held ? String(held.build) : undefined;
}

import type { ProcessRole } from "../core/ports/spawn.ts";
import { ownFile } from "./own-file.ts";

/** The entry file of each role of a core and its children, for whatever starts processes here. */
export function coreEntries(): Readonly<Record<ProcessRole, URL>> {
  const entry = (name: string): URL => ownFile(name, import.meta.url);
  return {
    core: entry("core-process.ts"),
    reader: entry("reader-process.ts"),
    render: entry("render-process.ts"),
    verify: entry("verify-process.ts"),
    backup: entry("backup-process.ts"),
  };
}

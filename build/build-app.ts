import { ensureBuilt } from "./ensure-pages.ts";
import { ensureProgram } from "./ensure-program.ts";

/** Builds what the desktop program is packed from, pages and program. Throws when something does not build. */
export async function buildApp(): Promise<void> {
  await ensureBuilt();
  await ensureProgram();
}

if (import.meta.main) await buildApp();

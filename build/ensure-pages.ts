import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pagesHash } from "./pages-hash.ts";
import { stampOf } from "./sources-hash.ts";

const root = join(import.meta.dirname, "..");
const out = join(root, "out", "renderer");
const stamp = join(out, "build.json");

/** Where the built pages are, and the hash that their `hello` says (also in `build.json` beside them). */
export interface BuiltPages {
  readonly folder: string;
  readonly build: string;
}

/** Builds the pages unless `out/renderer` was made from these very sources. Throws when they don't build. */
export async function ensureBuilt(): Promise<BuiltPages> {
  const hash = pagesHash();
  if (stampOf(stamp) !== hash) await buildPages(hash);
  return { folder: out, build: hash };
}

async function buildPages(hash: string): Promise<void> {
  // Read only when there is something to build: the till starts a sixth of a second sooner.
  const [{ build }, { compressPages }] = await Promise.all([import("vite"), import("./compress-pages.ts")]);
  // Under a test runner NODE_ENV is "test", and React would come in its development version, half as large again.
  process.env["NODE_ENV"] = "production";
  await build({ configFile: join(root, "build", "vite.config.ts"), logLevel: "warn" });
  compressPages(out);
  // Last, so that a build that was cut off does not pass for one.
  writeFileSync(stamp, `${JSON.stringify({ build: hash })}\n`);
}

if (import.meta.main) {
  const { folder, build: hash } = await ensureBuilt();
  process.stdout.write(`${folder} ${hash.slice(0, 12)}\n`);
}

import { join } from "node:path";
import { sourcesHash } from "./sources-hash.ts";

const SOURCES = ["src-renderer", "src-shared"];
const BUILDERS = ["pages-hash", "sources-hash", "ensure-pages", "compress-pages"].map((name) => `build/${name}.ts`);
const SETTINGS = ["package-lock.json", "build/vite.config.ts", ...BUILDERS];

/** The SHA-256 (hex) of everything that decides what the built pages are: their sources, packages and settings. */
export function pagesHash(): string {
  return sourcesHash(join(import.meta.dirname, ".."), SOURCES, SETTINGS);
}

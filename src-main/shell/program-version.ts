import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { programRoot } from "../adapters/files/program-root.ts";

const manifest = z.object({ version: z.string() });

/** The version of this program, of its package. */
export function programVersion(): string {
  const text = readFileSync(join(programRoot(), "package.json"), "utf8");
  return manifest.parse(JSON.parse(text)).version;
}

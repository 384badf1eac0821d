import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { pathsUnder } from "./tree.ts";

/** What shrinks; fonts and pictures are compressed already. */
const SHRINKS = /\.(html|js|css|svg|json)$/;
/** Below this a smaller answer fits the same packet. */
const WORTH_BYTES = 1024;

/** Puts a `.br` and a `.gz` beside each text of the built pages: the shell compresses nothing while it serves. */
export function compressPages(folder: string): void {
  for (const path of pathsUnder(folder, "")) {
    if (!SHRINKS.test(path)) continue;
    const file = join(folder, path);
    const text = readFileSync(file);
    if (text.length < WORTH_BYTES) continue;
    const brotli = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } };
    writeFileSync(`${file}.br`, brotliCompressSync(text, brotli));
    writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
  }
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Pages } from "../../src-main/shell/kiosk/serve-pages.ts";

/** A folder laid out as the built pages are, for tests of who is let in: they need no real page. */
export function plainPages(): Pages & { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "vafa-pages-"));
  mkdirSync(join(folder, "assets"));
  const script = `export const long = "${"x".repeat(4000)}";`;
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>till</title>");
  writeFileSync(join(folder, "display.html"), "<!doctype html><title>display</title>");
  writeFileSync(join(folder, "build.json"), "{}");
  writeFileSync(join(folder, "assets", "index-abc123.js"), script);
  writeFileSync(join(folder, "assets", "index-abc123.js.br"), brotliCompressSync(script));
  writeFileSync(join(folder, "assets", "index-abc123.js.gz"), gzipSync(script));
  return { folder, build: "b".repeat(64), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

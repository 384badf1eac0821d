import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { pagesHash } from "./pages-hash.ts";

const root = fileURLToPath(new URL("../src-renderer", import.meta.url));
/** The till, and the customer's screen. */
const ENTRIES = ["index.html", "display.html"].map((name) => join(root, name)).filter((path) => existsSync(path));

/** React Aria's own words in languages that this product does not speak: 21 kB of 107 (gzip) in the gallery. */
const FOREIGN = /\/(react-aria|react-stately|react-aria-components)\/.*\/intl\/.*\/(?!en-US)[a-z]{2}-[A-Z]{2}\.mjs$/;
const withoutForeignWords = {
  name: "without-foreign-words",
  load: (id: string): string | undefined => (FOREIGN.test(id) ? "export default {};" : undefined),
};

/**
 * The pages: `src-renderer` → `out/renderer`. Nothing inline (no script, no data URI), so that the strictest content
 * policy (`default-src 'self'`) holds; relative addresses, so that any folder or protocol serves them.
 */
export default defineConfig(({ command }) => ({
  root,
  base: "./",
  plugins: [react(), withoutForeignWords],
  define: { VAFA_BUILD: JSON.stringify(pagesHash()), VAFA_DEV: JSON.stringify(command === "serve") },
  build: {
    outDir: fileURLToPath(new URL("../out/renderer", import.meta.url)),
    emptyOutDir: true,
    target: "es2024",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ENTRIES },
  },
}));

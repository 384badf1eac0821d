import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
};

/** The built pages behind the strictest content policy, without a core. */
export interface ServedPages {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the pages if they are not up to date: where they are, and the hash that their `hello` says. */
export function builtPages(): { readonly folder: string; readonly build: string } {
  const { status, stderr } = spawnSync(process.execPath, ["build/ensure-pages.ts"], { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`the pages don't build: ${stderr}`);
  const folder = join(ROOT, "out", "renderer");
  const stamp: unknown = JSON.parse(readFileSync(join(folder, "build.json"), "utf8"));
  return { folder, build: String(Reflect.get(Object(stamp), "build")) };
}

/** Serves the pages on a free port. */
export async function servePages(): Promise<ServedPages> {
  const { folder } = builtPages();
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://page").pathname);
    const file = join(folder, path === "/" ? "index.html" : path);
    readFile(file).then(
      (body) => {
        response.setHeader("content-security-policy", "default-src 'self'");
        // Their names say what is in them, as the till's own shell serves them.
        if (path.includes("assets")) response.setHeader("cache-control", "max-age=31536000, immutable");
        response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

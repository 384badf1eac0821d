import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The till's own scheme: no file and no network address is ever loaded. */
export const PAGE_SCHEME = "vafa";
export const PAGE_ORIGIN = `${PAGE_SCHEME}://app`;

/** The two pages that a window may show. */
const PAGES: readonly string[] = ["index.html", "display.html"];

/** Nothing inline, nothing from elsewhere, in no one's frame; the line to the core is no connection at all. */
export const PAGE_POLICY = [
  "default-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const TYPES: readonly (readonly [extension: string, type: string])[] = [
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".woff2", "font/woff2"],
  [".svg", "image/svg+xml"],
  [".png", "image/png"],
  [".json", "application/json"],
];

/** The files that the built pages consist of, as names under `vafa://app/`: the allow-list. */
export function pageNames(folder: string): ReadonlySet<string> {
  const assets = readdirSync(join(folder, "assets")).map((name) => `assets/${name}`);
  const there = readdirSync(folder);
  return new Set([...PAGES.filter((page) => there.includes(page)), ...assets]);
}

/** The file that an address asks for and its type, or undefined: only names of the list, and no way around it. */
export function pageFile(
  address: string,
  names: ReadonlySet<string>,
): { readonly name: string; readonly type: string } | undefined {
  const url = ownUrl(address);
  if (url === undefined) return undefined;
  const name = url.pathname === "/" ? "index.html" : url.pathname.slice(1);
  const type = TYPES.find(([extension]) => name.endsWith(extension))?.[1];
  return names.has(name) && type !== undefined ? { name, type } : undefined;
}

/** Whether a window may show an address: only its own pages (`#` and what follows is the page's own). */
export function isOwnPage(address: string): boolean {
  const url = ownUrl(address);
  return url !== undefined && (url.pathname === "/" || PAGES.includes(url.pathname.slice(1)));
}

/** Who sent a message: Electron's own word for it, never the message's. */
export interface Sender {
  /** The address of the frame that sent; null when the frame is gone. */
  readonly url: string | null;
  readonly isMainFrame: boolean;
  /** Whether the window is one that this program opened. */
  readonly isOurWindow: boolean;
}

/** Whether a message may be listened to: from the main frame of a window of ours that shows a page of ours. */
export function isOurSender({ url, isMainFrame, isOurWindow }: Sender): boolean {
  return isOurWindow && isMainFrame && url !== null && isOwnPage(url);
}

function ownUrl(address: string): URL | undefined {
  const url = URL.parse(address);
  if (url === null || url.protocol !== `${PAGE_SCHEME}:` || url.host !== "app") return undefined;
  return url.username === "" && url.password === "" ? url : undefined;
}

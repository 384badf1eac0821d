import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  isOurSender,
  isOwnPage,
  PAGE_POLICY,
  pageFile,
  pageNames,
} from "../../../src-main/shell/electron/page-address.ts";
import { CHANNEL, pageBridge } from "../../../src-main/shell/electron/page-bridge.ts";
import { keepWindowPlace, readWindowPlace } from "../../../src-main/shell/electron/window-state.ts";
import { plainPages } from "../../support/plain-pages.ts";

test("the till's own scheme serves the built pages and their assets, and nothing else of their folder", () => {
  const pages = plainPages();
  mkdirSync(join(pages.folder, "more"));
  writeFileSync(join(pages.folder, "assets", "odd.exe"), "");
  const names = pageNames(pages.folder);
  pages.remove();
  expect(pageFile("vafa://app/", names)).toEqual({ name: "index.html", type: "text/html; charset=utf-8" });
  expect(pageFile("vafa://app/index.html#/members", names)?.name).toBe("index.html");
  expect(pageFile("vafa://app/assets/index-abc123.js", names)?.type).toBe("text/javascript; charset=utf-8");
  const refused = [
    "vafa://app/build.json",
    "vafa://app/assets/",
    "vafa://app/assets/odd.exe",
    "vafa://app/assets/..%2f..%2fpackage.json",
    "vafa://app/../package.json",
    "vafa://app//etc/passwd",
    "vafa://other/index.html",
    "vafa://me@app/index.html",
    "file:///etc/passwd",
    "http://app/index.html",
    "nonsense",
  ];
  for (const address of refused) expect(pageFile(address, names), address).toBeUndefined();
  expect(PAGE_POLICY).not.toContain("unsafe");
});

test("a window goes to its own pages only", () => {
  for (const address of ["vafa://app/", "vafa://app/index.html#/sales", "vafa://app/display.html"])
    expect(isOwnPage(address), address).toBe(true);
  for (const address of [
    "https://example.org/",
    "vafa://evil/index.html",
    "vafa://app/other.html",
    "javascript:1",
    "about:blank",
  ])
    expect(isOwnPage(address), address).toBe(false);
});

test("only the main frame of our own window with our own page is listened to", () => {
  const ours = { url: "vafa://app/index.html", isMainFrame: true, isOurWindow: true };
  expect(isOurSender(ours)).toBe(true);
  for (const wrong of [{ url: null }, { url: "https://example.org/" }, { isMainFrame: false }, { isOurWindow: false }])
    expect(isOurSender({ ...ours, ...wrong }), JSON.stringify(wrong)).toBe(false);
});

test("a page gets one way in and one way out, and never Electron's event", () => {
  const sent: unknown[][] = [];
  const listeners = new Set<(event: unknown, message: unknown) => void>();
  const bridge = pageBridge({
    invoke: (...args) => (sent.push(args), Promise.resolve(undefined)),
    on: (channel, listener) => (expect(channel).toBe(CHANNEL), listeners.add(listener)),
    removeListener: (_channel, listener) => listeners.delete(listener),
  });
  expect(Object.keys(bridge)).toEqual(["invoke", "subscribe"]);
  const heard: unknown[][] = [];
  const end = bridge.subscribe((...args) => heard.push(args));
  for (const listener of listeners) listener({ sender: "electron" }, { kind: "pong" });
  void bridge.invoke({ kind: "ping" });
  expect([heard, sent]).toEqual([[[{ kind: "pong" }]], [[CHANNEL, { kind: "ping" }]]]);
  end();
  expect(listeners.size).toBe(0);
});

test("a window comes back where it was, unless nobody could reach it there", () => {
  const folder = mkdtempSync(join(tmpdir(), "vafa-window-"));
  const file = join(folder, "window-place.json");
  const place = { x: 2000, y: 50, width: 1000, height: 700, isMaximized: false };
  const [left, right] = [0, 1920].map((x) => ({ x, y: 0, width: 1920, height: 1080 }));
  if (left === undefined || right === undefined) throw new Error("two screens");
  expect(readWindowPlace(file, [left, right])).toBeUndefined();
  keepWindowPlace(file, place);
  expect(readWindowPlace(file, [left, right])).toEqual(place);
  expect(readWindowPlace(file, [left])).toBeUndefined();
  writeFileSync(file, '{"x":"0"}');
  expect(readWindowPlace(file, [left, right])).toBeUndefined();
  rmSync(folder, { recursive: true, force: true });
});

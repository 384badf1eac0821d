import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasScreen } from "../../../src-main/shell/open-browser.ts";
import { ask } from "./shell-rig.ts";

const ROOT = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "vafa-start-"));
const data = join(folder, "shop");
const started: ChildProcess[] = [];

beforeAll(() => {
  // Before the first start, so that no start takes a build's time.
  expect(spawnSync(process.execPath, ["build/ensure-pages.ts"], { cwd: ROOT }).status).toBe(0);
}, 120_000);

afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the till as `npm run start` does; its lines until it is ready, and its link. */
async function start(): Promise<{ readonly child: ChildProcess; readonly lines: string[]; readonly link: string }> {
  const args = ["build/start.ts", "--data", data, "--no-open", "--lang", "en"];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  const lines: string[] = [];
  const ready = Promise.withResolvers<string>();
  if (child.stdout === null) throw new Error("its output is a pipe");
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    if (line.startsWith("ready ")) ready.resolve(line.slice("ready ".length));
  });
  child.once("exit", (code) => ready.reject(new Error(`ended with ${code}: ${lines.join("; ")}`)));
  return { child, lines, link: await ready.promise };
}

test("a second start on the same data shows the running till; after a kill the next one is the till", async () => {
  const first = await start();
  expect(first.lines).toEqual([`ready ${first.link}`]);
  const seat = join(folder, "shop-run", "seat.json");
  expect(statSync(seat).mode & 0o777).toBe(0o600);

  const second = await start();
  expect(second.lines[0]).toBe("This shop's till is running already; here it is:");
  expect(new URL(second.link).host).toBe(new URL(first.link).host);
  expect(second.link).not.toBe(first.link);
  if (second.child.exitCode === null) await once(second.child, "exit");
  expect(second.child.exitCode).toBe(0);
  for (const { link } of [first, second]) expect((await ask(link)).status).toBe(303);

  const wrong = await ask(`${new URL(first.link).origin}/second-start`, {
    method: "POST",
    headers: { authorization: "Bearer nothing" },
  });
  expect(wrong.status).toBe(401);

  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  const third = await start();
  expect(third.lines).toEqual([`ready ${third.link}`]);
  expect((await ask(third.link)).status).toBe(303);
  third.child.kill("SIGTERM");
  await once(third.child, "exit");
  expect([third.child.exitCode, existsSync(seat)]).toEqual([0, false]);
});

test("a mistyped start says what it knows and starts nothing", async () => {
  for (const args of [
    ["--prot", "1"],
    ["--port", "70000"],
    ["--lang", "de"],
  ]) {
    const child = spawn(process.execPath, ["build/start.ts", ...args], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
    });
    started.push(child);
    let told = "";
    child.stderr.on("data", (part) => (told += String(part)));
    const [code] = await once(child, "close");
    expect([code, told.includes("usage: start.sh")], args.join(" ")).toEqual([2, true]);
  }
});

test("a browser is opened only where there is a screen", () => {
  expect(hasScreen({}, "linux")).toBe(false);
  expect(hasScreen({ DISPLAY: ":0" }, "linux")).toBe(true);
  expect(hasScreen({ DISPLAY: "", WAYLAND_DISPLAY: "wayland-0" }, "linux")).toBe(true);
  expect(hasScreen({}, "win32")).toBe(true);
});

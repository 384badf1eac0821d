import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { _electron } from "@playwright/test";
import { beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const electron = electronBinary();
const NOT_RUN = electron === undefined ? " (no Electron binary: not run)" : "";

beforeAll(() => {
  const built = spawnSync(process.execPath, ["build/build-app.ts"], { cwd: ROOT, encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stderr);
}, 180_000);

test("the compiled program starts its core and the core's children from compiled files", () => {
  const folder = mkdtempSync(join(tmpdir(), "vafa-app-"));
  const client = pathToFileURL(join(ROOT, "out/app/program/core-client.js")).href;
  const script = `
    const { CoreClient } = await import(${JSON.stringify(client)});
    const places = { dataFolder: process.argv[1] + "/shop", keyFile: process.argv[1] + "/keys/keys.json" };
    const core = new CoreClient({ ...places, env: { PCSCLITE_CSOCK_NAME: process.argv[1] + "/none" } });
    const health = await core.health();
    const reply = await core.call({ name: "setup.state", input: {} });
    process.stdout.write(JSON.stringify({ health: health.kind, reply }));
    core.stop();
    process.exit(0);`;
  // Without type stripping: a source that slipped in would not load.
  const args = ["--no-experimental-strip-types", "--input-type=module", "-e", script, folder];
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", timeout: 60_000 });
  rmSync(folder, { recursive: true, force: true });
  expect(run.stderr).not.toContain("Error");
  expect(JSON.parse(run.stdout)).toMatchObject({
    health: "ready",
    reply: { kind: "answer", answer: { ok: true, value: { isNeeded: true } } },
  });
});

test("the compiled program knows its version as the sources do", () => {
  const version = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), "utf8")).version;
  expect(version("out/app/package.json")).toBe(version("package.json"));
});

test("the preload is one CommonJS file that asks for Electron alone", () => {
  const text = readFileSync(join(ROOT, "out/app/program/preload.cjs"), "utf8");
  expect([...text.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name)).toEqual(["electron"]);
  expect(text).not.toMatch(/^import /m);
});

// Reported as skipped and never as passed where there is no binary.
test.skipIf(electron === undefined)(
  `the desktop shell shows the till in its own scheme, guarded${NOT_RUN}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "vafa-electron-"));
    const args = [ROOT, `--data=${join(folder, "shop")}`, "--no-sandbox"];
    const program = await _electron.launch({ executablePath: electron ?? "", args, cwd: ROOT });
    try {
      const page = await program.firstWindow();
      expect(page.url()).toBe("vafa://app/index.html");
      expect(await page.evaluate("Object.keys(window.vafa)")).toEqual(["invoke", "subscribe"]);
      expect(await page.evaluate("typeof require + typeof process")).toBe("undefinedundefined");
      await page.evaluate("location.assign('https://example.org/')");
      expect(page.url()).toBe("vafa://app/index.html");
      expect(await page.evaluate("window.open('https://example.org/')")).toBeNull();
      const answer = page.evaluate(
        `new Promise((done) => window.vafa.subscribe((message) => message.kind === "pong" && done(message)))`,
      );
      await page.evaluate(`window.vafa.invoke({ kind: "ping" })`);
      expect(await answer).toEqual({ kind: "pong" });
    } finally {
      await program.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

/** Electron's own program, or undefined: the package downloads it only where its host can be reached. */
function electronBinary(): string | undefined {
  const override = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
  const names = ["electron", "electron.exe", "Electron.app/Contents/MacOS/Electron"];
  const folders = [...(override === undefined ? [] : [override]), join(ROOT, "node_modules", "electron", "dist")];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

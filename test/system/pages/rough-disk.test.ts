import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Browser } from "@playwright/test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EN } from "../../../src-renderer/words/en.ts";
import { FA } from "../../../src-renderer/words/fa.ts";
import { STORAGE_WORDS } from "../../../src-shared/words/storage-words.ts";
import { builtPages, keepShot, openBrowser, openWindow, soon } from "./rough-rig.ts";

/** The disk fills up in the middle of a bill: a real till on a small file system, seen in a real Chromium. */
const PROCESS = fileURLToPath(new URL("fixtures/full-disk-till.ts", import.meta.url));
let folder: string;
let browser: Browser;
let till: ChildProcess;
let answers: AsyncIterator<string>;
let link = "";

interface Told {
  readonly ready?: string;
  readonly findings?: number;
  readonly bill?: { readonly amountMinor: number; readonly revision: number };
  readonly sales?: { readonly count: number; readonly sumMinor: number };
}

async function next(): Promise<Told> {
  const { value, done } = await answers.next();
  if (done === true) throw new Error("the till has ended");
  // Written by our own fixture.
  return JSON.parse(String(value)) as Told;
}

function tell(word: string): Promise<Told> {
  till.stdin?.write(`${word}\n`);
  return next();
}

// A till of its own for each try: the disk of the one before is full.
beforeEach(async () => {
  builtPages();
  folder = mkdtempSync(join(tmpdir(), "vafa-full-till-"));
  // A small file system in a mount namespace of its own: it vanishes with the process, whatever happens.
  const mount = `mount -t tmpfs -o size=6m tmpfs '${folder}'`;
  const run = `TMPDIR='${folder}' exec '${process.execPath}' '${PROCESS}' '${folder}'`;
  till = spawn("unshare", ["-m", "sh", "-c", `${mount} && ${run}`], { stdio: ["pipe", "pipe", "inherit"] });
  if (till.stdout === null) throw new Error("its output is a pipe");
  answers = createInterface({ input: till.stdout })[Symbol.asyncIterator]();
  link = (await next()).ready ?? "";
  browser = await openBrowser();
});

afterEach(async () => {
  await browser?.close();
  till?.kill("SIGKILL");
  if (till?.exitCode === null && till.signalCode === null) await once(till, "exit");
  rmSync(folder, { recursive: true, force: true });
});

test("a full disk in the middle of a bill: a sentence, nothing half recorded, and on it goes when there is room", async () => {
  const { page, wrong, close } = await openWindow(browser, link, { locale: "fa" });
  await page.locator("output").first().waitFor();
  await page.keyboard.type("48000", { delay: 50 });
  await soon(async () => (await tell("look")).bill?.amountMinor).toBe(480_000);
  await tell("fill");

  for (const [locale, words] of [
    ["fa", FA],
    ["en", EN],
  ] as const) {
    if (locale === "en") await page.getByRole("button", { name: FA.shell["other-language"] }).click();
    await tell("fill-log");
    const before = await tell("look");
    const said = page.getByRole("alert").filter({ hasText: STORAGE_WORDS["disk-full"][locale] });
    // A digit, and then Enter: neither is recorded, and the screen shows what the core has.
    await page.keyboard.press("5");
    await said.waitFor();
    await keepShot(page, `disk-full-${locale}`);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: words.counter.finish }).waitFor();
    await said.waitFor();
    expect(await tell("look")).toEqual(before);
    expect(await page.getByRole("region", { name: words.counter["result-paid"] }).count()).toBe(0);
  }
  const { bill, sales } = await tell("look");

  await tell("free");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: EN.counter["result-paid"] }).waitFor();
  const sumMinor = (sales?.sumMinor ?? 0) + (bill?.amountMinor ?? 0);
  expect((await tell("look")).sales).toEqual({ count: (sales?.count ?? 0) + 1, sumMinor });
  expect(wrong).toEqual([]);
  await close();
  expect(await tell("end")).toEqual({ findings: 0 });
});

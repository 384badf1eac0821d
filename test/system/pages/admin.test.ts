import { describe, expect, test } from "vitest";
import { EN } from "../../../src-renderer/words/en.ts";
import { ANSWERS, CASHIER, eventsOf, OWNER, STRIP } from "../../renderer/fixtures/admin-fixtures.ts";
import { DRAWER_WORDS } from "../../../src-shared/words/drawer-words.ts";
import type { Answers } from "../../renderer/fixtures/fixture-core.ts";
import { serious } from "../../renderer/fixtures/serious-faults.ts";
import { type FedPage, keepPicture, type Look, LOOKS, pageStage, sent, still } from "./page-rig.ts";

/** Sign-in, first start, shift, staff, audit, settings and training in a real Chromium, fed over the line. */
const SETUP =
  (step: string): Answers =>
  (name) =>
    name === "setup.state"
      ? { value: { isNeeded: false, step, dataFolder: "/data", readers: [], ports: [] } }
      : usual(name, {});

interface Scene {
  readonly hash: string;
  readonly events: Parameters<typeof eventsOf>[0];
  readonly answer?: Answers;
  /** Which tab of the page, from 0. */
  readonly tab?: number;
}
const SCENES: Readonly<Record<string, Scene>> = {
  "sign-in": { hash: "", events: { signedIn: null } },
  "first-start": { hash: "", events: { signedIn: null, setupNeeded: true } },
  "setup-hardware": { hash: "", events: { signedIn: OWNER }, answer: SETUP("hardware") },
  "setup-data": { hash: "", events: { signedIn: OWNER }, answer: SETUP("data") },
  "setup-members": { hash: "", events: { signedIn: OWNER }, answer: SETUP("members") },
  "setup-staff": { hash: "", events: { signedIn: OWNER }, answer: SETUP("staff") },
  "shift-none": { hash: "shift", events: { signedIn: OWNER, strip: { ...STRIP, shift: null } } },
  shift: { hash: "shift", events: { signedIn: OWNER } },
  training: { hash: "shift", events: { signedIn: OWNER, strip: { ...STRIP, training: true } } },
  staff: { hash: "staff", events: { signedIn: OWNER } },
  settings: { hash: "settings", events: { signedIn: OWNER } },
  "settings-devices": { hash: "settings", events: { signedIn: OWNER }, tab: 2 },
  "settings-rules": { hash: "settings", events: { signedIn: OWNER }, tab: 3 },
  audit: { hash: "audit", events: { signedIn: OWNER } },
};

const stage = pageStage();

function usual(name: string, _input: unknown): ReturnType<Answers> {
  return { value: Reflect.get(ANSWERS, name) ?? {} };
}

async function open(scene: Scene, look?: Look): Promise<FedPage> {
  const opened = await stage.open({
    path: `#/${scene.hash}`,
    events: eventsOf(scene.events),
    answer: scene.answer ?? usual,
    // Behind the gate the counter lies ready, unseen.
    ready: (page) => page.locator("main h1:visible").waitFor(),
    ...(look === undefined ? {} : { look }),
  });
  if (scene.tab !== undefined) await opened.page.getByRole("tab").nth(scene.tab).click();
  return opened;
}

describe.each(LOOKS)("in $locale, $theme", (look) => {
  test.each(Object.keys(SCENES))(
    "%s: no serious fault, nothing thrown, no sideways scroll, also at twice the size",
    async (name) => {
      const scene = SCENES[name];
      if (scene === undefined) throw new Error("no such scene");
      const { page, wrong } = await open(scene, look);
      await still(page);
      expect(await serious(page)).toEqual([]);
      expect(wrong).toEqual([]);
      for (const [width, height] of [
        [1024, 768],
        [512, 384],
        // Down to the foot of a long page.
        [1024, 3_000],
      ] as const) {
        await page.setViewportSize({ width, height });
        expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
        await keepPicture(page, `${name}-${look.locale}-${look.theme}-${width}x${height}`);
      }
      await page.close();
    },
  );
});

test("the printer's state is in the printer's words, and a search is asked for twice before it begins", async () => {
  const { page, core } = await open({ hash: "settings", events: { signedIn: OWNER }, tab: 2 });
  await page.getByText("The receipt printer is ready.").waitFor();
  await page.getByRole("button", { name: "Find the printer" }).press("Enter");
  expect(sent(core, "settings.find-printer")).toEqual([]);
  await page.keyboard.press("Enter");
  await expect.poll(() => sent(core, "settings.find-printer")).toEqual([{}]);
  await page.getByRole("button", { name: "Use this printer" }).press("Enter");
  await expect
    .poll(() => sent(core, "settings.change"))
    .toMatchObject([{ printer: { path: "/dev/ttyUSB0", baudRate: 38_400, widthDots: 576, flow: "none" } }]);
  await page.getByRole("button", { name: "Print a copy" }).press("Enter");
  await expect.poll(() => sent(core, "receipts.resolve")).toEqual([{ job: 4, act: "copy" }]);
  await page.close();
});

test("somebody signs in by keyboard with Persian digits, and the browser's storage has no PIN", async () => {
  const { page, core } = await open({ hash: "", events: { signedIn: null } });
  await page.getByRole("button", { name: CASHIER.name }).press("Enter");
  await page.keyboard.insertText("۴۸۲۱");
  await page.keyboard.press("Enter");
  await expect.poll(() => sent(core, "session.sign-in")).toEqual([{ staff: CASHIER.staff, pin: "4821" }]);
  expect(await page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")).not.toContain("4821");
  core.send({ kind: "session", signedIn: CASHIER, setupNeeded: false });
  await page.getByRole("navigation").getByText("Shift").waitFor();
  expect(await page.getByRole("navigation").getByText("Staff").count()).toBe(0);
  await page.close();
});

test("in training a card is put on and taken away by touch and by Ctrl+K, and another choice changes it", async () => {
  let on: unknown = null;
  const { page, core } = await open({
    hash: "",
    events: { signedIn: CASHIER, strip: { ...STRIP, training: true } },
    answer: (name, input) => {
      if (name === "training.card-on") on = Reflect.get(Object(input), "member");
      if (name === "training.card-off") on = null;
      return name === "training.cards" ? { value: { ...ANSWERS["training.cards"], on } } : usual(name, input);
    },
  });
  const band = page.getByRole("group", { name: "Practice card" });
  await band.getByRole("button", { name: "Put the card on" }).click();
  await band.getByRole("button", { name: "Take the card away" }).waitFor();
  await band.getByRole("button", { name: "Whose practice card" }).click();
  await page.getByRole("option", { name: "بابک نوری" }).click();
  await expect.poll(() => sent(core, "training.card-on")).toEqual([{ member: "2.1" }, { member: "2.4" }]);
  await page.keyboard.press("Control+k");
  await band.getByRole("button", { name: "Put the card on" }).waitFor();
  expect(sent(core, "training.card-off")).toEqual([{}]);
  await page.keyboard.press("Control+k");
  await band.getByRole("button", { name: "Take the card away" }).waitFor();
  expect(sent(core, "training.card-on").at(-1)).toEqual({ member: "2.4" });
  await page.close();
});

test("a wrong PIN is said where it was typed, and Ctrl+L locks", async () => {
  const { page, core } = await open({
    hash: "",
    events: { signedIn: null },
    answer: (name, input) => (name === "session.sign-in" ? { refusal: "pin-wrong", triesLeft: 2 } : usual(name, input)),
  });
  await page.getByRole("button", { name: OWNER.name }).click();
  await page.keyboard.type("1111");
  await page.keyboard.press("Enter");
  const wrong = page.getByRole("alert");
  await wrong.waitFor();
  expect(await wrong.innerText()).toContain("2 more tries");
  core.send({ kind: "session", signedIn: OWNER, setupNeeded: false });
  await page.getByRole("navigation").getByText("Staff").waitFor();
  await page.keyboard.press("Control+l");
  await expect.poll(() => sent(core, "session.lock").length).toBe(1);
  await page.close();
});

test("nobody gets past the gate by an address", async () => {
  const { page } = await open({ hash: "staff", events: { signedIn: null } });
  expect(await page.locator("h1").innerText()).toBe("Sign in");
  await page.close();
});

test("a shop is founded from the preset, with the founder's words and the PIN typed twice", async () => {
  const { page, core } = await open({ hash: "", events: { signedIn: null, setupNeeded: true } });
  await page.getByLabel("Name of the shop").fill("Bahar");
  await page.getByLabel("Name of the owner").fill("Reza");
  await page.getByLabel("New PIN").fill("۴۸۲۱");
  const found = page.getByRole("button", { name: "Found the shop" });
  await page.getByLabel("The same PIN again").fill("4822");
  expect(await found.isDisabled()).toBe(true);
  await page.getByLabel("The same PIN again").fill("4821");
  await page.getByLabel("Percent back").first().fill("2.5");
  await found.click();
  await expect
    .poll(() => sent(core, "setup.found"))
    .toMatchObject([
      {
        shopName: "Bahar",
        ownerName: "Reza",
        ownerPin: "4821",
        tiers: [{ earnBp: 250 }, { earnBp: 500 }, { earnBp: 700 }],
      },
    ]);
  await page.close();
});

test("the first start leads to the import of members and back to its step, which is then ended by its own button", async () => {
  const { page, core } = await open({ hash: "", events: { signedIn: OWNER }, answer: SETUP("members") });
  await page.getByRole("button", { name: "Bring members in from a file" }).press("Enter");
  await page.getByRole("button", { name: "Choose" }).waitFor();
  await page.getByRole("button", { name: "Back to the set-up" }).click();
  await page.getByRole("button", { name: "Bring members in from a file" }).waitFor();
  expect(sent(core, "setup.step-done")).toEqual([]);
  await page.getByRole("button", { name: "Done: to the counter" }).click();
  await expect.poll(() => sent(core, "setup.step-done")).toEqual([{ step: "members" }]);
  await page.close();
});

test("a shift closes by a blind count, and the Z says the shortage in words", async () => {
  const { page, core } = await open({ hash: "shift", events: { signedIn: OWNER } });
  expect(await page.getByText("Should be in the drawer").count()).toBe(0);
  await page.getByRole("button", { name: "Count by number of notes" }).click();
  await page
    .getByLabel(/^Notes of/)
    .first()
    .fill("100");
  await page.getByRole("button", { name: "Close and print the Z" }).click();
  await page.getByRole("button", { name: "Really close the shift?" }).click();
  await expect.poll(() => sent(core, "shift.close")).toEqual([{ countedMinor: 200_000_000 }]);
  await page.getByText(/short by/).waitFor();
  await page.close();
});

test("what was half typed waits behind the lock, out of sight and reach, for the same person and for nobody else", async () => {
  const { page, core } = await open({ hash: "staff", events: { signedIn: OWNER } });
  const session = (signedIn: typeof OWNER | typeof CASHIER | null) =>
    core.send({ kind: "session", signedIn, setupNeeded: false });
  const typed = "Half-typed Name";
  const field = page.getByLabel("Name", { exact: true }).first();
  await field.fill(typed);
  session(null);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(await field.isVisible()).toBe(false);
  expect(await page.locator("body").innerText()).not.toContain("Staff");
  for (let at = 0; at < 25; at++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement?.value ?? ''")).not.toBe(typed);
  }
  expect(await page.locator("body").ariaSnapshot()).not.toContain(typed);
  session(OWNER);
  await expect.poll(() => field.isVisible()).toBe(true);
  expect(await field.inputValue()).toBe(typed);
  session(null);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  session(CASHIER);
  await page.getByRole("heading", { name: "Counter" }).waitFor();
  expect(await page.content()).not.toContain(typed);
  session(null);
  session(OWNER);
  await expect.poll(() => field.isVisible()).toBe(true);
  expect(await field.inputValue()).toBe("");
  await field.fill(typed);
  core.send({ kind: "strip", state: { ...STRIP, training: true, staff: OWNER } });
  await expect.poll(() => field.inputValue()).toBe("");
  await page.close();
});

test("what takes the focus by itself has it when the gate opens: at the first sign-in and after every lock", async () => {
  const { page, core } = await open({ hash: "shift", events: { signedIn: null, strip: { ...STRIP, shift: null } } });
  const session = (signedIn: typeof OWNER | null) => core.send({ kind: "session", signedIn, setupNeeded: false });
  const focused = (label: string) => page.locator(":focus").and(page.getByLabel(label, { exact: true }));
  // A digit field: the float of a shift that is to be opened.
  session(OWNER);
  await focused(EN.shift.float).waitFor();
  session(null);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page
    .locator(":focus")
    .and(page.getByRole("button", { name: OWNER.name }))
    .waitFor();
  session(OWNER);
  await focused(EN.shift.float).waitFor();
  // A field of React Aria: the name of somebody who is changed.
  await page.keyboard.press("F10");
  await page.getByRole("row", { name: CASHIER.name }).press("Enter");
  await focused(EN.staff.name).waitFor();
  await page.getByRole("navigation").getByText("Staff").focus();
  session(null);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  session(OWNER);
  await focused(EN.staff.name).waitFor();
});

test("behind an unfinished first start the page that comes has its focus", async () => {
  let step = "members";
  const { page } = await open({
    hash: "shift",
    events: { signedIn: OWNER, strip: { ...STRIP, shift: null } },
    answer: (name, input) => {
      if (name === "setup.step-done") step = "done";
      return name === "setup.state" ? SETUP(step)(name, input) : usual(name, input);
    },
  });
  await page.getByRole("button", { name: "Done: to the counter" }).press("Enter");
  await page
    .locator(":focus")
    .and(page.getByLabel(EN.shift.float, { exact: true }))
    .waitFor();
});

test("the settings say in words how the printer is and what its receipts wait for", async () => {
  const printer = { word: "paper-low", colour: "warn" } as const;
  const strip = { ...STRIP, printer, receipts: { waiting: 2, attention: 1 } };
  const { page, core } = await open({ hash: "settings", events: { signedIn: OWNER, strip } });
  await page.getByRole("tab", { name: "Devices" }).click();
  const said = page.getByRole("tabpanel").getByRole("status");
  expect(await said.first().innerText()).toMatch(/paper.*2 receipts wait to print · 1 receipt needs a look/is);
  core.send({
    kind: "strip",
    state: {
      ...strip,
      printer: { word: "ready", colour: "good" },
      receipts: { waiting: 0, attention: 0 },
      staff: OWNER,
    },
  });
  await expect.poll(() => said.first().innerText()).not.toMatch(/wait to print|needs? a look/);
  await page.close();
});

test.each(LOOKS)(
  "a drawer that stayed shut is said, a press opens it with its reason: $locale, $theme",
  async (look) => {
    const fa = look.locale === "fa";
    const strip = { ...STRIP, drawer: { job: 7, word: "drawer-held" } as const };
    const { page, core } = await open({ hash: "shift", events: { signedIn: OWNER, strip } }, look);
    const said = page.getByText(DRAWER_WORDS["drawer-held"][look.locale]);
    await said.waitFor();
    expect(await serious(page)).toEqual([]);
    await keepPicture(page, `drawer-shut-${look.locale}-${look.theme}`);
    // Only the counter hears letters: none is promised here.
    expect(await page.getByRole("status").locator("kbd").count()).toBe(0);
    await page
      .getByRole("status")
      .getByRole("button", { name: fa ? "باز کردن کشو" : "Open the drawer" })
      .press("Enter");
    const reason = fa ? "خودش باز نشده بود (PD-02)" : "It did not open by itself (PD-02)";
    await expect.poll(() => sent(core, "shift.open-drawer")).toEqual([{ reason }]);
    await page.getByRole("button", { name: fa ? "دیدم" : "Seen" }).press("Enter");
    await said.waitFor({ state: "detached" });
    // The next one is said again.
    core.send({ kind: "strip", state: { ...strip, drawer: { job: 8, word: "drawer-held" } } });
    await said.waitFor();
    await page.close();
  },
);

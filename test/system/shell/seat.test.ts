import { afterAll, beforeAll, expect, test } from "vitest";
import { type Kiosk, startKiosk } from "../../../src-main/shell/kiosk/start-kiosk.ts";
import { plainPages } from "../../support/plain-pages.ts";
import { coreRig, type CoreRig, type RunningCore } from "../core/core-rig.ts";
import { enter, openPage } from "./shell-rig.ts";

const pages = plainPages();
let rig: CoreRig;
let core: RunningCore;
let kiosk: Kiosk;

beforeAll(async () => {
  rig = await coreRig();
  core = rig.start();
  await core.client.health();
  kiosk = await startKiosk({ core: core.client, pages });
});

afterAll(async () => {
  await kiosk.stop();
  core.stop();
  rig.remove();
  pages.remove();
});

test("a browser that has just been let in takes the seat, and the former one says so and can take it back", async () => {
  const first = await openPage(kiosk, await enter(kiosk));
  first.hello(pages.build);
  await first.wait(({ kind }) => kind === "welcome");
  const second = await openPage(kiosk, await enter(kiosk));
  second.hello(pages.build);
  await second.wait(({ kind }) => kind === "welcome");
  await first.wait(({ kind }) => kind === "seat-lost");
  const refused = await first.answer(first.call("session.people", {}));
  expect(refused).toMatchObject({ kind: "fault", fault: "failed", refusal: { refusal: "seat-taken" } });
  expect(await second.answer(second.call("session.people", {}))).toMatchObject({ kind: "answer" });

  first.hello(pages.build, { take: true });
  await second.wait(({ kind }) => kind === "seat-lost");
  expect(await first.answer(first.call("session.people", {}))).toMatchObject({ kind: "answer" });
  first.close();
  second.close();
});

test("a page that only mends its line does not take the seat of another; a reload finds its own again", async () => {
  const cookies = [await enter(kiosk), await enter(kiosk)] as const;
  const first = await openPage(kiosk, cookies[0]);
  first.hello(pages.build);
  await first.wait(({ kind }) => kind === "welcome");
  const second = await openPage(kiosk, cookies[1]);
  second.hello(pages.build);
  await second.wait(({ kind }) => kind === "welcome");

  first.close();
  const mended = await openPage(kiosk, cookies[0]);
  mended.hello(pages.build);
  await mended.wait(({ kind }) => kind === "seat-lost");
  expect(second.messages.filter(({ kind }) => kind === "seat-lost")).toEqual([]);

  // The new line's hello is heard before the old line's end.
  const reloaded = await openPage(kiosk, cookies[1]);
  reloaded.hello(pages.build);
  second.close();
  await reloaded.wait(({ kind }) => kind === "welcome");
  mended.close();
  reloaded.close();
});

test("a display hears of nothing but what customers may see, and asks for nothing", async () => {
  const display = await openPage(kiosk, await enter(kiosk));
  display.hello(pages.build, { view: "display" });
  await display.wait(({ kind }) => kind === "welcome");
  const kinds = display.messages.flatMap((message) => (message.kind === "event" ? [message.event.kind] : []));
  expect(kinds.filter((kind) => kind !== "display" && kind !== "look")).toEqual([]);
  display.call("session.people", {});
  expect(await display.closed()).toBe(1008);
});

test("a core that ends under a call is the fault 'away', and the page sees it starting and ready again", async () => {
  const page = await openPage(kiosk, await enter(kiosk));
  page.hello(pages.build);
  await page.wait(({ kind }) => kind === "welcome");
  const from = page.messages.length;
  const pid = core.client.pid();
  if (pid === undefined) throw new Error("the core runs");
  process.kill(pid, "SIGSTOP");
  const asked = page.call("session.people", {});
  process.kill(pid, "SIGKILL");
  expect(await page.answer(asked)).toMatchObject({ kind: "fault", fault: "away" });
  const isHealth = (health: string) => (message: (typeof page.messages)[number]) =>
    message.kind === "event" && message.event.kind === "health" && message.event.health === health;
  await page.wait(isHealth("starting"), from);
  await page.wait(isHealth("ready"), from);
  expect(await page.answer(page.call("session.people", {}))).toMatchObject({ kind: "answer" });
  page.close();
});

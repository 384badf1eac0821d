import type { Page, WebSocketRoute } from "@playwright/test";
import { expect, test } from "vitest";
import { isolated } from "../../../src-renderer/look/isolated.ts";
import { EN } from "../../../src-renderer/words/en.ts";
import { amountIs, keepShot, openWindow, OWNER_PIN, roughStage, salesOf, soon } from "./rough-rig.ts";

/** The line breaks in the middle of a payment: real shell, core and Chromium, with a cable that can be cut. */
const stage = roughStage();
/** Each try has a member of its own: a busy machine may make a test be tried again. */
let tries = 0;

/** Somebody is signed in, and no bill is open. */
async function begin(): Promise<void> {
  tries++;
  const { core } = stage.till;
  await core.signIn();
  await core.granted("bill.clear", {});
}

/** Where the cable is cut, seen from the payment. */
type Cut = "before the core hears of it" | "while the core works" | "after the core has answered";

/** A cable between page and shell that is cut at the page's first `cuts.length` payments. */
async function cutCable(page: Page, cuts: Cut[], payments: string[]): Promise<void> {
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    let isMute = false;
    server.onMessage((text) => {
      if (!isMute) return socket.send(text);
      // The payment's answer was on its way when the cable broke.
      if (/"kind":"(answer|fault)"/.test(String(text))) void cut(socket, server);
    });
    socket.onMessage((text) => {
      if (!/"name":"bill\.pay"/.test(String(text))) return server.send(text);
      payments.push(String(JSON.parse(String(text)).command));
      const where = cuts.shift();
      if (where === "before the core hears of it") return void cut(socket, server);
      isMute = where === "after the core has answered";
      server.send(text);
      if (where === "while the core works") void cut(socket, server);
    });
  });
}

async function cut(socket: WebSocketRoute, server: WebSocketRoute): Promise<void> {
  await Promise.all([socket.close(), server.close()]);
}

test.each<{ readonly cuts: Cut[] }>([
  { cuts: ["before the core hears of it"] },
  { cuts: ["while the core works"] },
  { cuts: ["after the core has answered"] },
  { cuts: ["while the core works", "before the core hears of it", "after the core has answered"] },
])("the line cut $cuts: one sale, one credit, and the page shows the result", async ({ cuts }) => {
  const { core, kiosk } = stage.till;
  await begin();
  const before = await salesOf(core);
  const mobile = `091270000${String(tries).padStart(2, "0")}`;
  const { member } = await core.granted("members.enrol", { mobile });
  await core.granted("bill.amount", { amountMinor: 480_000 });
  await core.granted("bill.member", { by: { kind: "id", member } });
  const payments: string[] = [];
  const times = cuts.length;
  const { page, wrong, close } = await openWindow(stage.browser, kiosk.newLink(), {
    prepare: (fresh) => cutCable(fresh, [...cuts], payments),
  });
  await amountIs(page, "48,000");
  await page.keyboard.press("Enter");
  const paid = page.getByRole("region", { name: EN.counter["result-paid"] });
  await paid.waitFor();
  await page.getByText(EN.shell.reconnecting).waitFor({ state: "detached" });
  expect(await paid.innerText()).toContain("48,000");
  await keepShot(page, `line-cut-${times}`);
  // Each try of one Enter is the same command; that is what makes it one sale.
  await soon(() => payments.length).toBe(times + 1);
  expect(new Set(payments).size).toBe(1);
  expect(await salesOf(core)).toEqual({ count: before.count + 1, sumMinor: before.sumMinor + 480_000 });
  const { poolMinor } = await core.granted("members.get", { member });
  expect(poolMinor).toBe(14_400);
  // And the counter works on. While the answer is still on its way an Enter is one too many, and does nothing.
  await soon(async () => {
    await page.keyboard.press("Enter");
    return paid.count();
  }).toBe(0);
  expect(await salesOf(core)).toMatchObject({ count: before.count + 1 });
  expect(wrong).toEqual([]);
  await close();
});

test("the core killed in the middle of a payment: after signing in again there is one sale and its result", async () => {
  const { core, kiosk } = stage.till;
  await begin();
  const before = await salesOf(core);
  await core.granted("bill.amount", { amountMinor: 550_000 });
  const { page, wrong, close } = await openWindow(stage.browser, kiosk.newLink(), {
    prepare: (fresh) =>
      fresh.routeWebSocket(/\/ws$/, (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((text) => {
          server.send(text);
          if (!/"name":"bill\.pay"/.test(String(text)) || killed) return;
          killed = true;
          const pid = core.client.pid();
          if (pid !== undefined) process.kill(pid, "SIGKILL");
        });
      }),
  });
  let killed = false;
  await amountIs(page, "55,000");
  await page.keyboard.press("Enter");
  // After a restart nobody is signed in; whoever is the same person goes on. Until then the page shows what it did.
  await page.getByRole("group", { name: EN.session.who }).waitFor();
  await soon(() => signInAgain(page)).toBe(true);
  const paid = page.getByRole("region", { name: EN.counter["result-paid"] });
  const finish = page.getByRole("button", { name: EN.counter.finish });
  await paid.or(finish).first().waitFor();
  if (!(await paid.isVisible())) {
    // The core died before the payment was on disk: the bill is as it was, and is paid now.
    expect(await salesOf(core)).toEqual(before);
    await amountIs(page, "55,000");
    await page.keyboard.press("Enter");
    await paid.waitFor();
  }
  expect(await salesOf(core)).toEqual({ count: before.count + 1, sumMinor: before.sumMinor + 550_000 });
  expect(wrong).toEqual([]);
  await close();
});

/** A core that comes back may draw the tiles anew under the finger: then once more, as a person does. */
async function signInAgain(page: Page): Promise<boolean> {
  const inTime = { timeout: 2000 };
  try {
    await page.getByRole("group", { name: EN.session.who }).getByRole("button", { name: /مریم/ }).click(inTime);
    await page.getByLabel(EN.session["pin-of"].replace("{name}", isolated("مریم رضایی"))).fill(OWNER_PIN, inTime);
    await page.keyboard.press("Enter");
  } catch {
    // Looked at again below.
  }
  return page.getByRole("navigation").getByText(EN.members.title).isVisible();
}

test("after all of it the books are whole", async () => {
  expect(await stage.till.proved()).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { type Kiosk, startKiosk } from "../../../src-main/shell/kiosk/start-kiosk.ts";
import { proveFolder } from "../../../src-main/shell/prove-folder.ts";
import type { ShellMessage } from "../../../src-shared/contract/wire.ts";
import { plainPages } from "../../support/plain-pages.ts";
import { OWNER_PIN, setupRig, type PageCore, type SetupRig, WISH } from "../setup/setup-rig.ts";
import { aMoment, enter, openPage, type TestPage } from "./shell-rig.ts";

const pages = plainPages();
let rig: SetupRig;
let core: PageCore;
let kiosk: Kiosk;
let cookie = "";

beforeAll(async () => {
  rig = setupRig();
  core = rig.start();
  await core.granted("setup.found", WISH);
  await core.signIn();
  await core.granted("shift.open", { floatMinor: 0 });
  kiosk = await startKiosk({ core: core.client, pages });
  cookie = await enter(kiosk);
});

afterAll(async () => {
  await kiosk.stop();
  core.stop();
  rig.remove();
  pages.remove();
});

async function seated(): Promise<TestPage> {
  const page = await openPage(kiosk, cookie);
  page.hello(pages.build);
  await page.wait(({ kind }) => kind === "welcome");
  return page;
}

const granted = (message: ShellMessage): unknown => {
  expect(message).toMatchObject({ kind: "answer", answer: { ok: true } });
  return message.kind === "answer" ? message.answer : undefined;
};

test("a line that breaks in the middle of a payment, and a core that dies in it: asked again, it is one sale", async () => {
  for (const [round, breakIt] of [breakLine, killCore].entries()) {
    let page = await seated();
    await page.answer(page.call("session.sign-in", { staff: "1.1", pin: OWNER_PIN }, `sign-in-${round}-1`));
    granted(await page.answer(page.call("bill.amount", { amountMinor: 70_000 + round }, `amount-${round}-1`)));
    const { bill } = await core.granted("counter.state", {});
    const pay = `payment-${round}-1`;
    page.call("bill.pay", { revision: bill.revision }, pay);
    await breakIt(page);
    page = await seated();
    let answer = await page.answer(page.call("bill.pay", { revision: bill.revision }, pay));
    while (answer.kind === "fault" && answer.fault === "away") {
      await aMoment();
      answer = await page.answer(page.call("bill.pay", { revision: bill.revision }, pay));
    }
    const isSignedOut = JSON.stringify(answer).includes("signed-out");
    if (isSignedOut) {
      // The core died before the payment began: the same command, as the same person, is the first then.
      await page.answer(page.call("session.sign-in", { staff: "1.1", pin: OWNER_PIN }, `sign-in-${round}-2`));
      answer = await page.answer(page.call("bill.pay", { revision: bill.revision }, pay));
    }
    const first = granted(answer);
    // And once more, as after another broken line: the very same answer.
    expect(granted(await page.answer(page.call("bill.pay", { revision: bill.revision }, pay)))).toEqual(first);
    page.close();
  }
  await core.signIn();
  const sales = await core.granted("shift.x", {});
  expect(sales.sales).toEqual({ count: 2, sumMinor: 140_001 });
  core.stop();
  const proof = await proveFolder(rig.dataFolder, rig.keyFile);
  expect(proof.ok && proof.value.findings).toEqual([]);
});

async function breakLine(page: TestPage): Promise<void> {
  page.close();
  await page.closed();
}

async function killCore(page: TestPage): Promise<void> {
  const pid = core.client.pid();
  if (pid === undefined) throw new Error("the core runs");
  process.kill(pid, "SIGKILL");
  page.close();
  await page.closed();
}

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { deliveredImage } from "../../../src-main/adapters/screen/classic-chip.ts";
import { VirtualCard } from "../../virtual/card/virtual-card.ts";
import { startVirtualPcsc, type VirtualPcsc } from "../../virtual/pcscd/virtual-pcsc.ts";
import { coreRig, type CoreRig, type RunningCore } from "./core-rig.ts";
import { PageCaller } from "./page-caller.ts";

let pcsc: VirtualPcsc;
let rig: CoreRig;
let core: RunningCore;
let page: PageCaller;
beforeAll(async () => {
  pcsc = await startVirtualPcsc();
});
afterAll(() => pcsc.stop());
beforeEach(async () => {
  rig = await coreRig();
  core = rig.start({ env: pcsc.env });
  page = new PageCaller(core);
  await core.health("ready");
  await page.enter();
  await page.must("shift.open", { floatMinor: 0 });
});
afterEach(async () => {
  core.stop();
  await pcsc.remove();
  rig.remove();
});

/** Ends the core as a power cut does, and waits for the next one. */
async function killed(): Promise<void> {
  const away = new Promise<void>((resolve) => {
    const end = core.client.onPageEvent((event) => {
      if (event.kind !== "health" || event.health !== "starting") return;
      end();
      resolve();
    });
  });
  process.kill(core.client.pid() ?? 0, "SIGKILL");
  await away;
  await core.health("ready");
}

test("every key that was answered is there after a power cut: the lines, the discount, the member", async () => {
  const { member } = (await core.granted("enrol", { mobile: "09123456789" })) as { readonly member: string };
  await page.must("bill.member", { by: { kind: "mobile", mobile: "۰۹۱۲ ۳۴۵ ۶۷۸۹" } });
  for (let n = 1; n <= 20; n++) await page.must("bill.add-free", { name: `کالای ${n}`, priceMinor: n * 1000 });
  await page.must("bill.discount", { discountMinor: 500 });
  const before = await page.state();
  await killed();
  const after = await page.state();
  expect(after.bill).toEqual(before.bill);
  expect(after.bill).toMatchObject({ totalMinor: 209_500, discountMinor: 500 });
  expect(after.member).toMatchObject({ member, via: "mobile" });
  // A page that comes now is told the same, without asking.
  const shown = core.client.pageSnapshot().find((event) => event.kind === "counter");
  expect(shown?.state.bill).toEqual(before.bill);
  expect(await page.ask("bill.clear", {})).toMatchObject({ answer: { error: { refusal: "signed-out" } } });
});

/** A card at whose write something else happens. */
class WatchedCard extends VirtualCard {
  onWrite: (() => void) | undefined;

  override command(apdu: Uint8Array): ReturnType<VirtualCard["command"]> {
    const run = apdu[1] === 0xd6 ? this.onWrite : undefined;
    if (run !== undefined) this.onWrite = undefined;
    const answer = super.command(apdu);
    run?.();
    return answer;
  }
}

test("the core killed while a payment writes its card: the same command is answered with the one sale", async () => {
  const { member } = (await core.granted("enrol", { mobile: "09123456789" })) as { readonly member: string };
  const card = new WatchedCard({ image: deliveredImage(Uint8Array.of(4, 0xa1, 0xb2, 0xc3)) });
  await pcsc.insert(card);
  await core.presence("issuable", 0);
  await core.granted("issue", { member, overwrite: false });
  await pcsc.remove();
  await pcsc.insert(card);
  await core.presence("member");
  let { revision } = await page.must("bill.amount", { amountMinor: 1_000_000 });
  revision = (await page.state()).bill.revision;
  await page.must("bill.pay", { revision });
  for (const creditMinor of [0, 40_000]) {
    await page.must("counter.next", {});
    await page.must("bill.amount", { amountMinor: 200_000 });
    ({ revision } = (await page.state()).bill);
    card.onWrite = () => process.kill(core.client.pid() ?? 0, "SIGKILL");
    const [command, input] = [`pay-${creditMinor}-1`, { revision, creditMinor }];
    expect(await page.ask("bill.pay", input, command)).toEqual({ kind: "fault", fault: "away", refusal: null });
    // From here on it is the next core that tells.
    const from = core.events.length;
    await core.health("ready");
    // The card is still there: its being there settles what it waited for.
    await core.presence("member", from);
    await page.must("session.sign-in", { staff: "1.1", pin: "4821" });
    const answer = await page.must("bill.pay", input, command);
    expect(answer).toMatchObject({ kind: "done", result: { totalMinor: 200_000, spentMinor: creditMinor } });
    expect(await page.must("bill.pay", input, command)).toEqual(answer);
    expect(await page.state()).toMatchObject({ payment: { kind: "open" }, bill: { totalMinor: 0 } });
  }
  const { findings } = await rig.prove();
  expect(findings).toEqual([]);
  const z = await page.must("shift.close", { countedMinor: 0 });
  expect(z.sales).toEqual({ count: 3, sumMinor: 1_400_000 });
});

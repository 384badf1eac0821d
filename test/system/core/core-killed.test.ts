import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Balances } from "../../../src-main/core/counter/balances.ts";
import { CoreFault } from "../../../src-main/shell/core-client.ts";
import { VirtualCard } from "../../virtual/card/virtual-card.ts";
import { deliveredImage } from "../../../src-main/adapters/screen/classic-chip.ts";
import { startVirtualPcsc, type VirtualPcsc } from "../../virtual/pcscd/virtual-pcsc.ts";
import { coreRig, type CoreRig, type RunningCore } from "./core-rig.ts";

/** A card that lets something else go wrong when a write reaches it, before or after it has its effect. */
class WatchedCard extends VirtualCard {
  onWrite: { readonly when: "before" | "after"; readonly run: () => void } | undefined;

  override command(apdu: Uint8Array): ReturnType<VirtualCard["command"]> {
    const watch = apdu[1] === 0xd6 ? this.onWrite : undefined;
    if (watch !== undefined) this.onWrite = undefined;
    if (watch?.when === "before") watch.run();
    const answer = super.command(apdu);
    if (watch?.when === "after") watch.run();
    return answer;
  }
}

let pcsc: VirtualPcsc;
let rig: CoreRig;
let core: RunningCore;
beforeAll(async () => {
  pcsc = await startVirtualPcsc();
});
afterAll(() => pcsc.stop());
beforeEach(async () => {
  rig = await coreRig();
  core = rig.start({ env: pcsc.env });
});
afterEach(async () => {
  core.stop();
  await pcsc.remove();
  rig.remove();
});

/** Puts a card on the reader and waits for what the counter shows. */
async function put(card: VirtualCard, kind: "issuable" | "member"): ReturnType<RunningCore["presence"]> {
  const from = core.events.length;
  await pcsc.insert(card);
  return core.presence(kind, from);
}

async function take(): Promise<void> {
  const from = core.events.length;
  await pcsc.remove();
  await Promise.race([core.presence("waiting", from), core.presence("left", from)]);
}

test("the core killed while a card is written: it starts again, the card settles, the same command answers the sale", async () => {
  await core.granted("open-shift", { floatMinor: 0 });
  const { member } = (await core.granted("enrol", { mobile: "09123456789" })) as { readonly member: string };
  const card = new WatchedCard({ image: deliveredImage(Uint8Array.of(4, 0xa1, 0xb2, 0xc3)) });
  await put(card, "issuable");
  await core.granted("issue", { member, overwrite: false });
  await take();
  await put(card, "member");
  expect(await core.sell({ amountMinor: 500_000, withCard: true })).toMatchObject({ value: { card: "written" } });
  let [sales, earned, spent] = [500_000, 50_000, 0];
  for (const when of ["before", "after"] as const) {
    for (const creditMinor of [0, 10_000]) {
      const [by, bill] = [core.by(), { amountMinor: 60_000, creditMinor, withCard: true }];
      card.onWrite = { when, run: () => process.kill(core.client.pid() ?? 0, "SIGKILL") };
      await expect(core.sell(bill, by)).rejects.toThrow(CoreFault);
      const from = core.events.length;
      // A new process, the card still on the reader: what it waits for is settled by its being there.
      await core.health("ready");
      await core.presence("member", from);
      const again = await core.sell(bill, by);
      expect(again).toMatchObject({ ok: true, value: { kind: "done", totalMinor: 60_000, spentMinor: creditMinor } });
      expect(await core.sell(bill, by)).toEqual(again);
      [sales, earned, spent] = [sales + 60_000, earned + (60_000 - creditMinor) / 10, spent + creditMinor];
    }
  }
  // One more sale settles what an earning left open, and brings the pool to the card.
  await core.sell({ amountMinor: 10_000, withCard: true });
  await take();
  const shown = await put(card, "member");
  const balances = (await core.ask("balances", { member })) as Balances;
  const nothingElse = { poolMinor: 0, doubtMinor: 0, onItsWayMinor: 0, lockedMinor: 0, lockedWhy: null };
  expect(balances).toEqual({ ...nothingElse, purseMinor: earned + 1000 - spent });
  expect(shown).toMatchObject({ onCardMinor: balances.purseMinor });
  const proof = await rig.prove();
  expect(proof.findings).toEqual([]);
  expect(sales).toBe(740_000);
});

test("the PC/SC service ends in mid-sale and comes back: the bill waits, the same card settles it", async () => {
  await core.granted("open-shift", { floatMinor: 0 });
  const { member } = (await core.granted("enrol", { mobile: "09123456789" })) as { readonly member: string };
  const card = new WatchedCard({ image: deliveredImage(Uint8Array.of(4, 0xa1, 0xb2, 0xc4)) });
  await put(card, "issuable");
  await core.granted("issue", { member, overwrite: false });
  await take();
  await put(card, "member");
  await core.sell({ amountMinor: 500_000, withCard: true });
  const ended = Promise.withResolvers<void>();
  card.onWrite = { when: "after", run: () => void pcsc.kill().then(ended.resolve, ended.reject) };
  const [by, bill] = [core.by(), { amountMinor: 20_000, creditMinor: 20_000, withCard: true }];
  expect(await core.sell(bill, by)).toMatchObject({ ok: true, value: { kind: "card-left", spendMinor: 20_000 } });
  await ended.promise;
  // Without a service credit says what is missing, and a bill that is refused is no next bill: this one waits on.
  expect(await core.sell({ ...bill, creditMinor: 1000 })).toMatchObject({ ok: false, error: { refusal: "no-card" } });
  await pcsc.start();
  const shown = await put(card, "member");
  // Asked in its turn, hence after what the card's arrival settled.
  expect(await core.sell(bill, by)).toMatchObject({ value: { kind: "done", spentMinor: 20_000 } });
  expect(core.events.filter((event) => event.kind === "sale-completed").length).toBe(1);
  expect(shown).toMatchObject({ onCardMinor: 30_000 });
  // Without a service cash goes on.
  await pcsc.kill();
  expect(await core.sell({ amountMinor: 1000, withCard: false })).toMatchObject({ ok: true });
  expect((await rig.prove()).findings).toEqual([]);
});

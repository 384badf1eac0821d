import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PcscDriverName } from "../../../src-main/core/ports/card-reader.ts";
import { fromHex, toHex } from "../../../src-shared/base/bytes.ts";
import { authenticate, KEY_A, readBlock } from "../../../src-main/core/card/classic-apdu.ts";
import { identifyClassic, TRANSPORT_KEY } from "../../../src-main/core/card/classic.ts";
import { cardChannel } from "../../../src-main/core/ports/card-reader.ts";
import { SUPERVISE_LIMITS } from "../../../src-main/core/process/supervise-child.ts";
import { deliveredCard, VirtualCard } from "../../virtual/card/virtual-card.ts";
import { startVirtualPcsc, type VirtualPcsc } from "../../virtual/pcscd/virtual-pcsc.ts";
import { arrival, readerRig, waitFor, type ReaderRig, type RigOptions } from "./reader-rig.ts";

const GET_UID = fromHex("ffca000000");
const keys = { keyA: fromHex("a1b2c3d4e5f6"), keyB: fromHex("0f1e2d3c4b5a") };
const identify = (rig: ReaderRig, session: number) =>
  identifyClassic(cardChannel(rig.port, session), { keys, recognise: () => false });

/** As the till does: what came on a session that has ended is asked of the card's next one. */
async function identifyNewest(rig: ReaderRig): ReturnType<typeof identify> {
  for (let from = 0; ;) {
    const at = rig.events.findLastIndex((event) => event.kind === "card-arrived");
    const { session } = await arrival(rig, "00", Math.max(from, at));
    const seen = await identify(rig, session);
    if (seen.kind !== "lost" || seen.failure.kind !== "io" || seen.failure.failure !== "gone") return seen;
    from = at + 1;
  }
}

/** The same suite for both drivers, against a real pcscd. */
const drivers = ["nfc-pcsc", "pcsc-mini"] as const;
let pcsc: VirtualPcsc;
let rigs: ReaderRig[] = [];

beforeEach(async () => {
  pcsc = await startVirtualPcsc();
});

afterEach(async () => {
  for (const rig of rigs) rig.close();
  rigs = [];
  await pcsc.stop();
});

describe.each(drivers)("service and sessions with %s", (driver) => {
  test("a card's arrival tells ATR and UID, its leaving ends the session for good", async () => {
    const rig = open(driver);
    await rig.state("ready");
    expect(rig.port.status().driver).toBe(driver);
    await waitFor(
      () => rig.port.status().readers.length === 2 || undefined,
      () => "two readers",
    );
    expect(rig.port.status().readers.map(({ name }) => name)).toEqual(pcsc.names);
    const card = deliveredCard("04a1b2c3");
    await pcsc.insert(card);
    const first = await rig.next("card-arrived");
    expect(toHex(first.atr)).toBe("3b8f8001804f0ca000000306030001000000006a");
    expect(toHex(first.uid)).toBe("04a1b2c3");
    expect(await rig.port.transmit(first.session, GET_UID)).toEqual({ ok: true, value: fromHex("04a1b2c39000") });
    await pcsc.remove();
    expect((await rig.next("card-gone")).session).toBe(first.session);
    expect(await rig.port.transmit(first.session, GET_UID)).toEqual({ ok: false, error: "gone" });

    const mark = rig.events.length;
    await pcsc.insert(card);
    const second = await arrival(rig, "00", mark);
    expect(second.session).not.toBe(first.session);
    expect(await rig.port.transmit(first.session, GET_UID)).toEqual({ ok: false, error: "gone" });
    expect((await rig.port.transmit(second.session, GET_UID)).ok).toBe(true);
    expect(rig.ends).toEqual([]);
  });

  test("without a PC/SC service it says so and waits, and goes on by itself when the service starts", async () => {
    await pcsc.kill();
    const rig = open(driver);
    expect((await rig.next("service-down")).cause).toBe("absent");
    await rig.state("service-down");
    // Longer than the watchdog's limit: the process must be waiting, not hanging.
    await delay(3_000);
    expect(rig.ends).toEqual([]);
    await pcsc.start();
    await rig.state("ready");
    await pcsc.insert(deliveredCard("04a1b2c3"));
    expect(toHex((await arrival(rig)).uid)).toBe("04a1b2c3");
  });

  test("a restart of the service ends the sessions, and a new process goes on with new ones", async () => {
    const rig = open(driver);
    await rig.state("ready");
    const card = deliveredCard("04a1b2c3");
    await pcsc.insert(card);
    const before = await arrival(rig);
    await pcsc.kill();
    expect((await rig.next("service-down")).cause).toBe("lost");
    expect((await rig.next("card-gone")).session).toBe(before.session);
    expect((await rig.port.transmit(before.session, GET_UID)).ok).toBe(false);
    const mark = rig.events.length;
    await pcsc.start();
    await rig.next("service-up", mark);
    await rig.state("ready");
    await pcsc.insert(card);
    const after = await arrival(rig, "00", mark);
    expect(after.session).toBeGreaterThan(before.session);
    expect((await rig.port.transmit(after.session, GET_UID)).ok).toBe(true);
    expect(await rig.port.transmit(before.session, GET_UID)).toEqual({ ok: false, error: "gone" });
  });

  test("a swap whose two events fall into one is seen by the event counter", async () => {
    const rig = open(driver, { limits: { ...SUPERVISE_LIMITS, silentPings: 100 } });
    await rig.state("ready");
    await pcsc.insert(deliveredCard("04000001"));
    const old = await arrival(rig);
    const mark = rig.events.length;
    process.kill(rig.pid(), "SIGSTOP");
    await pcsc.remove();
    // PC/SC polls the virtual reader; it must have seen the removal before the next card is there.
    await delay(1_500);
    await (
      await pcsc.insert(deliveredCard("04000002"))
    ).powered;
    await delay(500);
    process.kill(rig.pid(), "SIGCONT");
    const fresh = await arrival(rig, "00", mark);
    expect(toHex(fresh.uid)).toBe("04000002");
    expect((await rig.next("card-gone", mark)).session).toBe(old.session);
    expect(await rig.port.transmit(old.session, GET_UID)).toEqual({ ok: false, error: "gone" });
    expect(await rig.port.transmit(fresh.session, GET_UID)).toEqual({ ok: true, value: fromHex("040000029000") });
  });
});

describe.each(drivers)("exchanges with %s", (driver) => {
  test("a card that vanishes in the middle of an exchange ends its session; put back, it gets a new one", async () => {
    const rig = open(driver);
    await rig.state("ready");
    const card = deliveredCard("04a1b2c3");
    await pcsc.insert(card);
    const first = await arrival(rig);
    for (const kind of ["tear-before", "tear-after"] as const) {
      const mark = rig.events.length;
      const { session } = rig.events.findLast((event) => event.kind === "card-arrived") ?? first;
      card.arm({ kind, atApdu: 3 });
      expect(await identify(rig, session)).toMatchObject({ kind: "lost" });
      expect((await rig.next("card-gone", mark)).session).toBe(session);
      await pcsc.insert(card);
      const again = await arrival(rig, "00", mark);
      expect(await identify(rig, again.session)).toEqual({ kind: "blank" });
    }
    expect(rig.ends).toEqual([]);
  });

  test("garbage answers are never taken for a card's content", async () => {
    const rig = open(driver);
    await rig.state("ready");
    const card = deliveredCard("04a1b2c3");
    await pcsc.insert(card);
    await arrival(rig);
    for (let seed = 1; seed <= 8; seed++) {
      const current = rig.events.findLast((event) => event.kind === "card-arrived");
      const session = current?.kind === "card-arrived" ? current.session : 0;
      const mark = rig.events.length;
      card.arm({ kind: "garbage", atApdu: 1 + (seed % 5), seed });
      expect((await identify(rig, session)).kind, `seed ${seed}`).toBe("lost");
      await pcsc.remove();
      await rig.next("card-gone", mark);
      await pcsc.insert(card);
      await arrival(rig, "00", mark);
    }
    expect(await identifyNewest(rig)).toEqual({ kind: "blank" });
  });

  test("after a refused key the tag is silent until it is selected again, in the same session", async () => {
    const rig = open(driver);
    await rig.state("ready");
    await pcsc.insert(deliveredCard("04a1b2c3"));
    const { session } = await arrival(rig);
    const channel = cardChannel(rig.port, session);
    const wrong = await authenticate(channel, { block: 4, type: KEY_A, key: keys.keyA });
    expect(wrong).toEqual({ ok: false, error: { kind: "refused", step: "authenticate", sw: 0x6300 } });
    expect((await authenticate(channel, { block: 4, type: KEY_A, key: TRANSPORT_KEY })).ok).toBe(false);
    expect(await channel.reselect()).toEqual({ ok: true, value: null });
    expect(await authenticate(channel, { block: 4, type: KEY_A, key: TRANSPORT_KEY })).toEqual({
      ok: true,
      value: null,
    });
    expect(await readBlock(channel, 4)).toEqual({ ok: true, value: new Uint8Array(16) });
  });

  test("two readers at once: every answer comes from the card that was asked", async () => {
    const rig = open(driver);
    await rig.state("ready");
    await pcsc.insert(deliveredCard("04000001"), 0);
    await pcsc.insert(deliveredCard("04000002"), 1);
    const [one, two] = [await arrival(rig, "00"), await arrival(rig, "01")];
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) => rig.port.transmit(i % 2 === 0 ? one.session : two.session, GET_UID)),
    );
    for (const [i, answer] of answers.entries()) {
      expect(answer).toEqual({ ok: true, value: fromHex(i % 2 === 0 ? "040000019000" : "040000029000") });
    }
    await pcsc.remove(0);
    await rig.next("card-gone");
    expect((await rig.port.transmit(two.session, GET_UID)).ok).toBe(true);
  });

  test("an answer later than the limit is a timeout, and never becomes the answer of a later exchange", async () => {
    const rig = open(driver);
    await rig.state("ready");
    const card = deliveredCard("04a1b2c3");
    await pcsc.insert(card);
    const { session } = await arrival(rig);
    const mark = rig.events.length;
    card.arm({ kind: "late", atApdu: 1, delayMs: 2_600 });
    const late = await rig.port.transmit(session, fromHex("ffca010000"));
    expect(late).toEqual({ ok: false, error: "timeout" });
    const fresh = await arrival(rig, "00", mark);
    expect(fresh.session).not.toBe(session);
    expect(await rig.port.transmit(fresh.session, GET_UID)).toEqual({ ok: true, value: fromHex("04a1b2c39000") });
  });

  test("a card that gives no UID arrives with an empty one", async () => {
    const rig = open(driver);
    await rig.state("ready");
    const image = deliveredCard("04a1b2c3").chip.image();
    await pcsc.insert(new VirtualCard({ image, uid: new Uint8Array(0) }));
    expect((await arrival(rig)).uid).toEqual(new Uint8Array(0));
  });
});

function open(driver: PcscDriverName, options: Partial<RigOptions> = {}): ReaderRig {
  const rig = readerRig({ env: pcsc.env, driver, ...options });
  rigs.push(rig);
  return rig;
}

import { expect, test } from "vitest";
import { fromHex } from "../../../src-shared/base/bytes.ts";
import { openCardReader } from "../../../src-main/core/card/reader-client.ts";
import { isUsedReader, DEFAULT_READER_RULES, readerId } from "../../../src-main/core/card/reader-names.ts";
import { READER_LIMITS } from "../../../src-main/core/card/reader-protocol.ts";
import type { CardReaderEvent } from "../../../src-main/core/ports/card-reader.ts";
import { FakeChildren, FakeTimers } from "../process/fake-children.ts";

const APDU = fromHex("ffca000000");
const ANSWER = fromHex("04a1b2c39000");

test("an answer reaches the exchange that asked, and one of a dead session reaches nobody", async () => {
  const world = open();
  const first = world.arrive(1);
  const asked = world.port.transmit(first, APDU);
  const request = world.request();
  world.say({ kind: "card-gone", session: 1, readerId: "R", atMs: 0 });
  expect(await asked).toEqual({ ok: false, error: "gone" });

  const second = world.arrive(2);
  const again = world.port.transmit(second, APDU);
  world.say({ kind: "answer", id: request.id, bytes: fromHex("deadbeef") });
  world.say({ kind: "answer", id: world.request().id, bytes: ANSWER });
  expect(await again).toEqual({ ok: true, value: ANSWER });
});

test("an exchange without an answer ends at its limit, ends the session, and its late answer is dropped", async () => {
  const world = open();
  const session = world.arrive(1);
  const asked = world.port.transmit(session, APDU);
  const { id } = world.request();
  for (let ms = 0; ms < READER_LIMITS.transmitMs + READER_LIMITS.slackMs; ms += 100) {
    world.children.last().pong();
    world.timers.advance(100);
  }
  expect(await asked).toEqual({ ok: false, error: "timeout" });
  expect(world.events.at(-1)).toMatchObject({ kind: "card-gone", session });
  world.say({ kind: "answer", id, bytes: ANSWER });
  expect(await world.port.transmit(session, APDU)).toEqual({ ok: false, error: "gone" });
});

test("the end of the reader process ends every exchange and session, and their numbers never come again", async () => {
  const world = open();
  const session = world.arrive(1);
  const asked = world.port.transmit(session, APDU);
  world.children.last().end({ code: 139, signal: "SIGSEGV" });
  expect(await asked).toEqual({ ok: false, error: "service-down" });
  expect(world.events.map(({ kind }) => kind).slice(-3)).toEqual(["card-gone", "reader-removed", "service-down"]);
  expect(world.port.status()).toEqual({ state: "restarting", driver: null, readers: [] });
  expect(await world.port.transmit(session, APDU)).toEqual({ ok: false, error: "gone" });

  world.timers.advance(1_000);
  world.up();
  const after = world.arrive(1);
  expect(after).not.toBe(session);
  expect(await world.port.transmit(session, APDU)).toEqual({ ok: false, error: "gone" });
});

test("the state names what is wrong: no driver, no service, no reader, a stuck one, one that fails on and on", () => {
  const world = open({ up: false });
  expect(world.port.status().state).toBe("starting");
  world.children.last().pong();
  world.say({ kind: "service-down", cause: "absent" });
  expect(world.port.status().state).toBe("service-down");
  world.say({ kind: "service-up", driver: "pcsc-mini" });
  expect(world.port.status().state).toBe("no-reader");
  world.say({ kind: "reader-added", readerId: "S", name: "ACS ACR1252 SAM 01 00", used: false });
  expect(world.port.status().state).toBe("no-reader");
  world.say({ kind: "reader-added", readerId: "R", name: "ACS ACR1252 PICC 00 00", used: true });
  expect(world.port.status().state).toBe("ready");
  world.say({ kind: "reader-stuck", readerId: "R", stuck: true });
  expect(world.port.status().state).toBe("reader-stuck");
  world.say({ kind: "reader-stuck", readerId: "R", stuck: false });
  expect(world.port.status().state).toBe("ready");
  for (let i = 0; i < 4; i++) {
    world.children.last().end({ code: 1, signal: null });
    if (i < 3) world.timers.advance(15_000);
  }
  expect(world.port.status().state).toBe("failing");
});

test("the process's instants are told in the core's own clock", () => {
  const world = open();
  world.timers.nowMs = 5_000;
  // The other clock is 1,000,000 ahead; the first message takes 3 ms, the second none.
  world.say({ kind: "reader-added", readerId: "R2", name: "R2", used: true }, 1_004_997);
  world.timers.nowMs = 6_000;
  world.say({ kind: "card-arrived", session: 1, readerId: "R", atr: APDU, uid: APDU, atMs: 1_005_990 }, 1_006_000);
  expect(world.events.at(-1)).toMatchObject({ kind: "card-arrived", atMs: 5_990 });
});

test("too many exchanges at once and impossible lengths are refused without being sent", async () => {
  const world = open();
  const session = world.arrive(1);
  for (let i = 0; i < READER_LIMITS.queueMax; i++) void world.port.transmit(session, APDU);
  const sent = world.children.last().sent.length;
  expect(await world.port.transmit(session, APDU)).toEqual({ ok: false, error: "refused" });
  expect(await world.port.transmit(session, new Uint8Array(3))).toEqual({ ok: false, error: "refused" });
  expect(await world.port.transmit(session, new Uint8Array(262))).toEqual({ ok: false, error: "refused" });
  expect(world.children.last().sent.length).toBe(sent);
});

test("a report that is none of ours changes nothing", () => {
  const world = open();
  const before = world.port.status();
  for (const bad of [null, 7, {}, { kind: "reader-added" }, { kind: "card-arrived", session: "1", sentMs: 1 }]) {
    world.children.last().say(bad);
  }
  expect(world.port.status()).toEqual(before);
});

test("SAM slots are left out by their word, and a reader's id survives another running number", () => {
  expect(isUsedReader("ACS ACR1252 Dual Reader [ACR1252 Dual Reader SAM] 00 01", DEFAULT_READER_RULES)).toBe(false);
  expect(isUsedReader("SAMSUNG Reader 00 00", DEFAULT_READER_RULES)).toBe(true);
  expect(isUsedReader("Generic EMV 00 00", { allow: ["acr"], deny: [] })).toBe(false);
  expect(readerId("ACS ACR122U PICC Interface 01 00", () => false)).toBe("ACS ACR122U PICC Interface #00");
  expect(readerId("ACS ACR122U PICC Interface 02 00", () => false)).toBe("ACS ACR122U PICC Interface #00");
  expect(readerId("ACS ACR122 0", () => false)).toBe("ACS ACR122");
  const taken = (id: string) => id === "ACS ACR122";
  expect(readerId("ACS ACR122 1", taken)).toBe("ACS ACR122 ~2");
});

function open({ up } = { up: true }) {
  const [timers, children, events] = [new FakeTimers(), new FakeChildren(), [] as CardReaderEvent[]];
  const port = openCardReader({
    spawn: children,
    timers,
    clock: { wallMs: () => 0, offsetMin: () => 0, monotonicMs: () => timers.nowMs },
    random: { bytes: (count) => new Uint8Array(count) },
    log: { log: () => {} },
  });
  port.onEvent((event) => events.push(event));
  const say = (report: object, sentMs = timers.nowMs) => children.last().say({ ...report, sentMs });
  const world = {
    port,
    timers,
    children,
    events,
    say,
    up: () => {
      children.last().pong();
      say({ kind: "service-up", driver: "nfc-pcsc" });
      say({ kind: "reader-added", readerId: "R", name: "R", used: true });
    },
    arrive: (session: number) => {
      say({ kind: "card-arrived", session, readerId: "R", atr: APDU, uid: APDU, atMs: timers.nowMs });
      const event = events.at(-1);
      return event?.kind === "card-arrived" ? event.session : Number.NaN;
    },
    request: () => {
      const request = children.last().sent.at(-1);
      const id = typeof request === "object" && request !== null && "id" in request ? Number(request.id) : Number.NaN;
      return { id };
    },
  };
  if (up) world.up();
  return world;
}

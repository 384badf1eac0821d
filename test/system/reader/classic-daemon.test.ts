import { afterAll, beforeAll, expect, test } from "vitest";
import { equalBytes, fromHex, toHex } from "../../../src-shared/base/bytes.ts";
import { identifyClassic, writeSlot, type ClassicBlocks } from "../../../src-main/core/card/classic.ts";
import { issueClassic } from "../../../src-main/core/card/classic-issue.ts";
import { cardChannel, type CardArrived } from "../../../src-main/core/ports/card-reader.ts";
import { seededBytes } from "../../virtual/card/seeded-bytes.ts";
import { deliveredCard, type CardFault, type VirtualCard } from "../../virtual/card/virtual-card.ts";
import { startVirtualPcsc, type VirtualPcsc } from "../../virtual/pcscd/virtual-pcsc.ts";
import { measureCardIo } from "./measure-card-io.ts";
import { arrival, readerRig, type ReaderRig } from "./reader-rig.ts";

const keys = { keyA: fromHex("a1b2c3d4e5f6"), keyB: fromHex("0f1e2d3c4b5a") };
const blocks: ClassicBlocks = {
  header: fromHex("4100010000020000030000000412ab55"),
  slotA: fromHex("40000000000001000001a0a1a2a3a4a5"),
  slotB: fromHex("40000000000000000001b0b1b2b3b4b5"),
};
const recognise = (found: ClassicBlocks) => equalBytes(found.header, blocks.header);
const NEXT = seededBytes(11)(16);

let pcsc: VirtualPcsc;
let rig: ReaderRig;

beforeAll(async () => {
  pcsc = await startVirtualPcsc();
  rig = readerRig({ env: pcsc.env });
  await rig.state("ready");
});

afterAll(async () => {
  rig.close();
  await pcsc.stop();
});

/** Puts the card on the reader; a card that lay there leaves first, until PC/SC knows. */
async function tap(card: VirtualCard): Promise<CardArrived> {
  const live = rig.events.findLast((event) => event.kind === "card-arrived" || event.kind === "card-gone");
  let mark = rig.events.length;
  await pcsc.remove();
  if (live?.kind === "card-arrived") {
    await rig.next("card-gone", mark);
    mark = rig.events.length;
  }
  await pcsc.insert(card);
  return arrival(rig, "00", mark);
}

const read = (session: number) => identifyClassic(cardChannel(rig.port, session), { keys, recognise });
const debit = (session: number) => writeSlot(cardChannel(rig.port, session), { slot: "B", bytes: NEXT });

test("issue, read and debit through pcscd: 6 APDUs for a read, 8 with the debit, the UID's among them", async () => {
  const card = deliveredCard("04a1b2c3");
  const first = await tap(card);
  expect(await read(first.session)).toEqual({ kind: "blank" });
  const channel = cardChannel(rig.port, first.session);
  expect(await issueClassic(channel, { keys, blocks, recognise, consent: "blank-only" })).toEqual({ kind: "issued" });

  card.arm(undefined);
  const second = await tap(card);
  expect(await read(second.session)).toEqual({ kind: "open", blocks });
  expect(card.apdusSinceArmed()).toBe(6);
  expect(await debit(second.session)).toEqual({ kind: "written" });
  expect(card.apdusSinceArmed()).toBe(8);
  expect(toHex(card.chip.image().slice(96, 112))).toBe(toHex(NEXT));

  // The same card in another's pocket: a clone reads the same, an earlier image brings the old record back.
  expect(await read((await tap(card.clone())).session)).toMatchObject({ kind: "open", blocks: { slotB: NEXT } });
});

test.each(["nfc-pcsc", "pcsc-mini"] as const)("the counts hold over several taps with %s", async (driver) => {
  const figures = await measureCardIo({ driver, fast: true, taps: 3 });
  expect(figures).toMatchObject({ readApdus: 6, debitApdus: 8 });
  // Both instants are of one clock in the end: a driver's event lies before its report.
  expect(figures.eventToArrivedMs).toBeGreaterThan(0);
});

test("torn at each APDU of read and debit, in every way: the older record always survives", async () => {
  const card = deliveredCard("04a1b2c4");
  const issued = await tap(card);
  await issueClassic(cardChannel(rig.port, issued.session), { keys, blocks, recognise, consent: "blank-only" });
  const image = card.chip.image();
  const found = { old: 0, new: 0, torn: 0 };
  // APDU 1 is the UID's, which belongs to the arrival.
  for (let atApdu = 2; atApdu <= 8; atApdu++) {
    for (const fault of faultsAt(atApdu - 1)) {
      card.chip.restore(image);
      const { session } = await tap(card);
      card.arm(fault);
      const identity = await read(session);
      const outcome = identity.kind === "open" ? await debit(session) : undefined;
      expect(outcome?.kind === "written", JSON.stringify(fault)).toBe(false);
      card.arm(undefined);
      const again = await read((await tap(card)).session);
      expect(again.kind, JSON.stringify(fault)).toBe("open");
      const slotB = again.kind === "open" ? again.blocks.slotB : new Uint8Array(0);
      expect(again).toMatchObject({ blocks: { header: blocks.header, slotA: blocks.slotA } });
      found[equalBytes(slotB, blocks.slotB) ? "old" : equalBytes(slotB, NEXT) ? "new" : "torn"]++;
    }
  }
  // Whole after the write's lost answer and at each loss of the read back; torn in mid-write; else untouched.
  expect(found).toEqual({ old: 16, new: 4, torn: 1 });
  // The process that saw all this never had to be started again.
  expect(rig.ends).toEqual([]);
});

function faultsAt(atApdu: number): CardFault[] {
  return [
    { kind: "tear-before", atApdu },
    { kind: "tear-torn", atApdu, seed: atApdu },
    { kind: "tear-after", atApdu },
  ];
}

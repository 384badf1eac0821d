import { expect, test } from "vitest";
import { equalBytes, fromHex, toHex } from "../../../src-shared/base/bytes.ts";
import { decodeAccessBits, encodeAccessBits, issuedTrailer } from "../../../src-main/core/card/access-bits.ts";
import { identifyClassic, writeSlot, type ClassicBlocks } from "../../../src-main/core/card/classic.ts";
import { issueClassic, type ClassicIssue } from "../../../src-main/core/card/classic-issue.ts";
import { tapCard } from "../../virtual/card/in-process-channel.ts";
import { seededBytes } from "../../virtual/card/seeded-bytes.ts";
import { deliveredCard, type CardFault, type VirtualCard } from "../../virtual/card/virtual-card.ts";

const keys = { keyA: fromHex("a1b2c3d4e5f6"), keyB: fromHex("0f1e2d3c4b5a") };
const blocks: ClassicBlocks = {
  header: fromHex("4100010000020000030000000412ab55"),
  slotA: fromHex("40000000000001000001a0a1a2a3a4a5"),
  slotB: fromHex("40000000000000000001b0b1b2b3b4b5"),
};
const recognise = (found: ClassicBlocks) => equalBytes(found.header, blocks.header);
const plan: ClassicIssue = { keys, blocks, recognise, consent: "blank-only" };

async function issued(uid = "04a1b2c3"): Promise<VirtualCard> {
  const card = deliveredCard(uid);
  expect(await issueClassic(tapCard(card), plan)).toEqual({ kind: "issued" });
  return card;
}

test("access bits: the conditions of the data sheet give the published bytes, and disagreeing copies are seen", () => {
  expect(toHex(encodeAccessBits([0, 0, 0, 1]))).toBe("ff0780");
  expect(toHex(encodeAccessBits([4, 4, 4, 3]))).toBe("787788");
  expect(toHex(encodeAccessBits([3, 3, 3, 3]))).toBe("0f00ff");
  expect(toHex(encodeAccessBits([4, 6, 6, 3]))).toBe("18778e");
  expect(toHex(encodeAccessBits([6, 6, 6, 3]))).toBe("08778f");
  expect(decodeAccessBits(fromHex("787789"))).toBeUndefined();
  expect(toHex(issuedTrailer(keys))).toBe("a1b2c3d4e5f6787788690f1e2d3c4b5a");
});

test("issue: a blank card holds header, both slots and our trailer, and key A then reads but does not write", async () => {
  const card = await issued();
  expect(toHex(card.chip.image().slice(64, 128))).toBe(
    toHex(blocks.header) + toHex(blocks.slotA) + toHex(blocks.slotB) + toHex(issuedTrailer(keys)),
  );
  card.powerOn();
  expect(card.chip.authenticate({ block: 5, type: "A", key: keys.keyA })).toBe("done");
  expect(card.chip.read(5)).toEqual(blocks.slotA);
  expect(card.chip.write(5, blocks.slotB)).toBe("nak");
});

test("read takes 5 APDUs after the arrival's UID, and a debit 2 more", async () => {
  const card = await issued();
  const tap = tapCard(card);
  expect(await identifyClassic(tap, { keys, recognise })).toEqual({ kind: "open", blocks });
  expect(tap.apdus()).toBe(5);
  const bytes = seededBytes(1)(16);
  expect(await writeSlot(tap, { slot: "B", bytes })).toEqual({ kind: "written" });
  expect(tap.apdus()).toBe(7);
  expect(card.chip.image().slice(96, 112)).toEqual(bytes);
  expect(card.chip.image().slice(80, 96)).toEqual(blocks.slotA);
});

test("a card as delivered is blank; with other data, other keys or our unfinished header it is called what it is", async () => {
  const blank = deliveredCard("01020304");
  expect(await identifyClassic(tapCard(blank), { keys, recognise })).toEqual({ kind: "blank" });

  const image = blank.chip.image();
  image.set(seededBytes(7)(16), 80);
  blank.chip.restore(image);
  expect((await identifyClassic(tapCard(blank), { keys, recognise })).kind).toBe("foreign-data");
  const before = blank.chip.image();
  expect((await issueClassic(tapCard(blank), plan)).kind).toBe("foreign-data");
  expect(blank.chip.image()).toEqual(before);
  expect(await issueClassic(tapCard(blank), { ...plan, consent: "overwrite" })).toEqual({ kind: "issued" });

  const half = deliveredCard("01020305");
  const halfImage = half.chip.image();
  halfImage.set(blocks.header, 64);
  half.chip.restore(halfImage);
  expect((await identifyClassic(tapCard(half), { keys, recognise })).kind).toBe("half-issued");
  expect(await issueClassic(tapCard(half), plan)).toEqual({ kind: "issued" });

  const foreign = await issued("01020306");
  const other = { keyA: fromHex("111111111111"), keyB: fromHex("222222222222") };
  expect(await identifyClassic(tapCard(foreign), { keys: other, recognise })).toEqual({ kind: "foreign-keys" });
  expect(await issueClassic(tapCard(foreign), { ...plan, keys: other, consent: "overwrite" })).toEqual({
    kind: "foreign-keys",
  });
});

test("an issued card is never written over, not even with consent", async () => {
  const card = await issued();
  const before = card.chip.image();
  const again = { ...plan, consent: "overwrite" as const, blocks: { ...blocks, slotA: seededBytes(3)(16) } };
  expect(await issueClassic(tapCard(card), again)).toEqual({ kind: "already-issued", blocks });
  expect(card.chip.image()).toEqual(before);
});

test("one garbage answer never makes a card of ours foreign or blank", async () => {
  for (let atApdu = 1; atApdu <= 5; atApdu++) {
    for (let seed = 0; seed < 40; seed++) {
      const card = await issued();
      card.arm({ kind: "garbage", atApdu, seed });
      const found = await identifyClassic(tapCard(card), { keys, recognise });
      expect(found.kind, `APDU ${atApdu}, seed ${seed}`).toBe("lost");
    }
  }
});

test("one refusal of our key that was only noise is tried again before the card is called foreign", async () => {
  const card = await issued();
  const tap = tapCard(card);
  let refusals = 1;
  const noisy = {
    ...tap,
    transmit: (apdu: Uint8Array) => {
      if (apdu[1] !== 0x86 || refusals-- <= 0) return tap.transmit(apdu);
      card.chip.authenticate({ block: 4, type: "A", key: new Uint8Array(6) });
      return Promise.resolve({ ok: true as const, value: Uint8Array.of(0x63, 0x00) });
    },
  };
  expect(await identifyClassic(noisy, { keys, recognise })).toEqual({ kind: "open", blocks });
});

test("a slot write is `written` only when it was read back, whatever happens at either APDU", async () => {
  for (const fault of faultsAt([1, 2])) {
    const card = await issued();
    const tap = tapCard(card);
    await identifyClassic(tap, { keys, recognise });
    card.arm(fault);
    const bytes = seededBytes(99)(16);
    const outcome = await writeSlot(tap, { slot: "A", bytes });
    expect(outcome.kind, JSON.stringify(fault)).toBe("unknown");
    // The other slot, which holds the older record, is never touched.
    expect(card.chip.image().slice(96, 112)).toEqual(blocks.slotB);
  }
});

test("issue torn at every APDU in every way: the same card can be issued again, or is set aside", async () => {
  const whole = deliveredCard("0badcafe");
  const tap = tapCard(whole);
  expect((await issueClassic(tap, plan)).kind).toBe("issued");
  const length = tap.apdus();
  const counts: Record<string, number> = {};
  for (const fault of faultsAt(Array.from({ length }, (_, i) => i + 1))) {
    const card = deliveredCard("0badcafe");
    card.arm(fault);
    const first = await issueClassic(tapCard(card), plan);
    expect(first.kind, JSON.stringify(fault)).toBe("unfinished");
    card.arm(undefined);
    const outcomes = [await issueClassic(tapCard(card), plan)];
    if (outcomes[0]?.kind === "foreign-data") {
      outcomes.push(await issueClassic(tapCard(card), { ...plan, consent: "overwrite" }));
    }
    const last = outcomes.at(-1)?.kind ?? "none";
    counts[`${outcomes.map(({ kind }) => kind).join(" then ")}`] =
      (counts[`${outcomes.map(({ kind }) => kind).join(" then ")}`] ?? 0) + 1;
    const torn = fault.kind === "tear-torn";
    expect(torn ? ["issued", "foreign-keys", "set-aside"] : ["issued"], JSON.stringify(fault)).toContain(last);
    if (last === "issued") {
      expect(await identifyClassic(tapCard(card), { keys, recognise })).toEqual({ kind: "open", blocks });
    }
  }
  expect(counts["issued"]).toBeGreaterThan(0);
  expect(counts["foreign-data then issued"]).toBeGreaterThan(0);
});

test("a trailer torn into a mix of old and new parts is finished whenever a key still may write it", async () => {
  const transport = "ffffffffffffff078069ffffffffffff";
  const ours = toHex(issuedTrailer(keys));
  const expected: Record<string, string> = {};
  for (let parts = 0; parts < 8; parts++) {
    const pick = (bit: number) => ((parts & bit) === 0 ? transport : ours);
    const mixed = pick(4).slice(0, 12) + pick(2).slice(12, 20) + pick(1).slice(20);
    const card = deliveredCard("0badcafe");
    const image = card.chip.image();
    image.set(fromHex(toHex(blocks.header) + toHex(blocks.slotA) + toHex(blocks.slotB) + mixed), 64);
    card.chip.restore(image);
    expected[`${parts.toString(2).padStart(3, "0")}`] = (await issueClassic(tapCard(card), plan)).kind;
  }
  // Bits, from the left: key A new, access bits new, key B new.
  expect(expected).toEqual({
    "000": "issued",
    "001": "issued",
    "010": "issued",
    "011": "issued",
    "100": "issued",
    "101": "issued",
    "110": "issued",
    "111": "issued",
  });
});

function faultsAt(places: readonly number[]): CardFault[] {
  return places.flatMap((atApdu): CardFault[] => [
    { kind: "tear-before", atApdu },
    { kind: "tear-after", atApdu },
    ...[1, 2, 3, 4, 5, 6].map((n): CardFault => ({ kind: "tear-torn", atApdu, seed: atApdu * 100 + n })),
    { kind: "late", atApdu, delayMs: 5 },
  ]);
}

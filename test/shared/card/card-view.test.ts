import { expect, test } from "vitest";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { fromHex } from "../../../src-shared/base/bytes.ts";
import { encodeRecordBody, type CardRecord } from "../../../src-shared/card/card-bytes.ts";
import { recordOf } from "../../../src-shared/card/card-memory.ts";
import { recordAuth } from "../../../src-shared/card/card-keys.ts";
import { planTap } from "../../../src-shared/card/tap-plan.ts";
import { crc8 } from "../../../src-shared/card/crc8.ts";
import { viewCard, type CardImage } from "../../../src-shared/card/card-view.ts";
import { AUTH, CARD_NO, issuedImage, ours, plan, remember, RING, sale, TERMINAL, UID, withSlot } from "./card-kit.ts";

const ISSUED = issuedImage();
const GARBAGE = fromHex("0f".repeat(16));
const ZERO = new Uint8Array(16);
const NEWER_KEY = fromHex("303132333435363738393a3b3c3d3e3f");
const NEWER = recordAuth(nodeCrypto, {
  ...RING,
  recordMasters: [...RING.recordMasters, { version: 2, key: NEWER_KEY, revoked: false }],
  writeVersion: 2,
});

function record(change: Partial<CardRecord>, auth = AUTH): Uint8Array {
  const base = { asset: 0, keyVersion: auth.writeVersion, balanceMinor: 50, counter: 7, opSeq: 0, writer: 2 };
  const place = { uid: UID, cardNo: CARD_NO, header: ISSUED.header };
  return auth.seal(place, encodeRecordBody({ ...base, ...change }));
}

function card(a: Uint8Array, b: Uint8Array): CardImage {
  return { ...ISSUED, slots: [a, b] };
}

test("a new card: both slots hold the first record, the next write goes to the other slot", () => {
  expect(ours(ISSUED)).toMatchObject({ nextSlot: 1, twins: false, revokedKey: false, header: { cardNo: CARD_NO } });
  expect(ours(ISSUED).current.record).toEqual({
    asset: 0,
    keyVersion: 1,
    balanceMinor: 0,
    counter: 1,
    opSeq: 0,
    writer: 1,
  });
});

test.each([
  ["the higher counter is current", 7, 8, 1, 0],
  ["also over the end of 16 bits", 65_535, 2, 1, 0],
  ["whichever slot it is in", 9, 8, 0, 1],
])("%s", (_, a, b, current, next) => {
  const view = ours(card(record({ counter: a }), record({ counter: b })));
  expect([view.current.slot, view.nextSlot]).toEqual([current, next]);
  expect(view.older?.record.counter).toBe(current === 0 ? b : a);
});

test("a torn slot is the next one to be written, whatever it looks like", () => {
  expect(ours(card(record({}), GARBAGE))).toMatchObject({ nextSlot: 1, older: null });
  expect(ours(card(GARBAGE, record({})))).toMatchObject({ nextSlot: 0, older: null });
  const flipped = record({ counter: 8 });
  flipped[15] = (flipped[15] ?? 0) ^ 1;
  expect(ours(card(record({}), flipped)).current.record.counter).toBe(7);
});

test("blank, foreign, damaged and another merchant's are told apart", () => {
  expect(viewCard(AUTH, { ...ISSUED, header: ZERO, slots: [ZERO, ZERO] }).kind).toBe("blank");
  expect(viewCard(AUTH, { ...ISSUED, header: GARBAGE }).kind).toBe("foreign");
  expect(viewCard(AUTH, { ...ISSUED, header: ZERO }).kind).toBe("foreign");
  expect(viewCard(AUTH, card(GARBAGE, ZERO)).kind).toBe("damaged");
  expect(viewCard(AUTH, card(ZERO, ZERO)).kind).toBe("damaged");
  const theirs = recordAuth(nodeCrypto, { ...RING, issuer: ZERO });
  expect(viewCard(AUTH, card(record({}, theirs), record({ counter: 8 }, theirs))).kind).toBe("other-merchant");
  expect(viewCard(AUTH, { ...ISSUED, uid: fromHex("04782e21801d81") }).kind).toBe("other-merchant");
});

test("a newer layout or key version is unknown, not invalid: earn to the pool, no write", () => {
  const next = record({ counter: 8 }, NEWER);
  const views = [
    card(record({}), next),
    card(next, record({})),
    card(record({ counter: 7 }, NEWER), next),
    card(
      record({}),
      Uint8Array.from(record({ counter: 8 }), (byte, i) => (i === 0 ? 0x81 : byte)),
    ),
  ];
  for (const image of views) {
    expect(viewCard(AUTH, image).kind).toBe("newer");
    const { step } = plan(image, remember(), sale(5));
    expect(step).toMatchObject({ kind: "no-write", earnToPoolMinor: 5, refusal: { code: "card-newer" } });
  }
  // Not the next counter: an accident's bytes, and the card goes on.
  expect(viewCard(AUTH, card(record({}), record({ counter: 9 }, NEWER))).kind).toBe("ours");
  expect(viewCard(NEWER, card(record({}), next))).toMatchObject({ kind: "ours", current: { slot: 1 } });
  const layout2 = ISSUED.header.slice();
  layout2[0] = 2;
  layout2[15] = crc8(layout2.subarray(0, 15));
  expect(viewCard(AUTH, { ...ISSUED, header: layout2 })).toEqual({ kind: "newer", header: null });
  // A header that can't be read names no member: there is no pool to earn to.
  expect(plan({ ...ISSUED, header: layout2 }, remember(), sale(5)).step).toMatchObject({ earnToPoolMinor: 0 });
});

test("two valid records of one counter are an alarm", () => {
  const image = card(record({ balanceMinor: 1 }), record({ balanceMinor: 2 }));
  expect(ours(image).twins).toBe(true);
  expect(plan(image, remember(), sale(0, 1))).toMatchObject({
    alarm: { kind: "two-records-of-one-counter" },
    step: { kind: "refused", refusal: { code: "card-rolled-back" } },
  });
});

test("under a revoked key only a record that the ledger knows is accepted", () => {
  const revoked = recordAuth(nodeCrypto, {
    ...RING,
    recordMasters: [
      ...RING.recordMasters.map((master) => ({ ...master, revoked: true })),
      { version: 2, key: NEWER_KEY, revoked: false },
    ],
    writeVersion: 2,
  });
  const image = withSlot(ISSUED, 1, record({}));
  const view = ours(image, revoked);
  expect(view.revokedKey).toBe(true);
  const of = { auth: revoked, view, terminal: TERMINAL, request: sale(0, 5) };
  expect(planTap({ ...of, memory: remember() }).step).toMatchObject({ refusal: { code: "card-key-revoked" } });
  const fed = remember({ kind: "last-seen", record: view.current.text });
  const { step } = planTap({ ...of, memory: fed });
  expect(step.kind).toBe("write");
  // What is written from now on stands under the new key.
  expect(step.kind === "write" && recordOf(step.intent.after).keyVersion).toBe(2);
});

test("whatever a card holds, viewing it throws nothing", () => {
  let seed = 12_345;
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16;
  for (let round = 0; round < 2_000; round++) {
    const block = (): Uint8Array => Uint8Array.from({ length: 16 }, () => random() & 0xff);
    const image = { uid: UID, header: round % 2 ? block() : ISSUED.header, slots: [block(), block()] as const };
    expect(viewCard(AUTH, image).kind).not.toBe("ours");
  }
});

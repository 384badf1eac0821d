import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toHex } from "../../../src-shared/base/bytes.ts";
import { eventHash, genesisHash, shortHash } from "../../../src-shared/ledger/chain.ts";
import { envelopeText, parseEnvelope } from "../../../src-shared/ledger/envelope.ts";
import { checkEvent } from "../../../src-shared/ledger/check-event.ts";
import { EVENT_TYPES, isEventType, newestVersion, readEvent } from "../../../src-shared/ledger/event-types.ts";
import { postingsOf } from "../../../src-shared/ledger/postings.ts";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { JOURNAL, KEY32, LATER_SAMPLES, LATER_VOIDS, MERCHANT, sampleEnvelope, SAMPLES } from "./samples.ts";

interface Vector {
  readonly type: string;
  readonly text: string;
  readonly hash: string;
  readonly postings: Readonly<Record<string, number>>;
}
const file = new URL("vectors.json", import.meta.url);
const frozen: { genesis: string; authority: Record<string, string>; events: Vector[]; later: Vector[] } = JSON.parse(
  readFileSync(file, "utf8"),
);

test("golden: genesis, text, hash and postings of every event type, in one chain", () => {
  let hash = genesisHash(nodeCrypto, { merchant: MERCHANT, journal: JOURNAL, epoch: 1, writer: 1, publicKey: KEY32 });
  expect(toHex(hash)).toBe(frozen.genesis);
  const made = Object.entries(SAMPLES).map(([type, payload], index): Vector => {
    const text = envelopeText(sampleEnvelope(type, index + 1, payload));
    hash = eventHash(nodeCrypto, hash, text);
    const event = readEvent(type, 1, payload);
    expect(event.type, `${type} parses`).toBe(type);
    const postings = postingsOf(event, { journal: JOURNAL, seq: index + 1 });
    return {
      type,
      text,
      hash: toHex(hash),
      postings: Object.fromEntries(postings.map((p) => [p.account, p.amountMinor])),
    };
  });
  expect(made).toEqual(frozen.events);
  expect(shortHash(hash)).toBe(frozen.events.at(-1)?.hash.slice(0, 8));
});

test("golden: later versions of a type, in a chain of their own", () => {
  let hash = genesisHash(nodeCrypto, { merchant: MERCHANT, journal: JOURNAL, epoch: 1, writer: 1, publicKey: KEY32 });
  const made = LATER_SAMPLES.map(({ type, version, payload }, index): Vector => {
    const text = envelopeText(sampleEnvelope(type, index + 1, payload, version));
    hash = eventHash(nodeCrypto, hash, text);
    const event = readEvent(type, version, payload);
    if (event.type === "unknown") throw new Error(`${type} ${version} does not parse`);
    const postings = postingsOf(event, { journal: JOURNAL, seq: index + 1 });
    expect(checkEvent(event, postings)).toBeUndefined();
    const byAccount = Object.fromEntries(postings.map((p) => [p.account, p.amountMinor]));
    return { type, text, hash: toHex(hash), postings: byAccount };
  });
  expect(made).toEqual(frozen.later);
});

test("a void of version 1 is read as one of version 2 that no card took part in", () => {
  const older = readEvent("sale.voided", 1, SAMPLES["sale.voided"]);
  expect(older).toEqual({ type: "sale.voided", version: 1, payload: SAMPLES["sale.voided"] });
  const [gives] = LATER_SAMPLES;
  expect(readEvent("sale.voided", 1, gives?.payload)).toMatchObject({ type: "unknown", reason: "payload" });
  expect(newestVersion("sale.voided")).toBe(2);
  expect(newestVersion("sale.recorded")).toBe(1);
});

test("a profile's change of version 1 says nothing of a mobile; only version 2 may say that it changed", () => {
  const older = readEvent("member.profiled", 1, SAMPLES["member.profiled"]);
  expect(older).toEqual({ type: "member.profiled", version: 1, payload: SAMPLES["member.profiled"] });
  const newer = LATER_SAMPLES.at(-1)?.payload;
  expect(readEvent("member.profiled", 2, newer)).toMatchObject({ type: "member.profiled", payload: newer });
  expect(readEvent("member.profiled", 1, newer)).toMatchObject({ type: "unknown", reason: "payload" });
});

test.each([
  ["void-is-not-whole", { taken: { purse: 3000 } }],
  ["void-is-not-whole", { restored: { purse: 15_000, pool: 1 } }],
  ["void-without-card", { taken: { pool: 3400 } }],
  ["tenders-do-not-sum-to-total", { total: 299_000, tenders: [{ kind: "purse", amount: 15_000 }] }],
  ["lines-do-not-sum-to-total", { lines: [] }],
])("a void that is no exact reversal is refused: %s", (fault, change) => {
  const { write: _write, ...rest } = LATER_VOIDS[0]?.payload ?? {};
  const event = readEvent("sale.voided", 2, { ...rest, ...change });
  if (event.type === "unknown") throw new Error("the payload parses");
  const balanced: readonly never[] = [];
  expect(checkEvent(event, balanced)).toBe(fault);
});

test("golden: who may write each type", () => {
  expect(Object.fromEntries(Object.entries(EVENT_TYPES).map(([type, each]) => [type, each.authority]))).toEqual(
    frozen.authority,
  );
});

test("the postings of every sample sum to zero per asset", () => {
  for (const vector of frozen.events) {
    expect(
      Object.values(vector.postings).reduce((a, b) => a + b, 0),
      vector.type,
    ).toBe(0);
  }
});

test("an unknown type, a newer version and a strange payload are kept, and post nothing", () => {
  const strange = [
    readEvent("party.started", 1, {}),
    readEvent("sale.recorded", 2, SAMPLES["sale.recorded"]),
    readEvent("sale.recorded", 1, { ...SAMPLES["sale.recorded"], surprise: 1 }),
    readEvent("constructor", 1, {}),
  ];
  expect(strange.map((event) => event.type === "unknown" && event.reason)).toEqual([
    "type",
    "version",
    "payload",
    "type",
  ]);
  for (const event of strange) expect(postingsOf(event, { journal: JOURNAL, seq: 1 })).toEqual([]);
  const text = envelopeText(sampleEnvelope("party.started", 1, { with: "cake" }));
  const back = parseEnvelope(text);
  expect(back.ok && envelopeText(back.value)).toBe(text);
  expect(isEventType("toString")).toBe(false);
});

test("a text that is no canonical envelope is refused with its place", () => {
  const text = envelopeText(sampleEnvelope("shift.opened", 1, SAMPLES["shift.opened"]));
  expect(parseEnvelope(text.replace('"branch":1', '"branch":0'))).toEqual({
    ok: false,
    error: { kind: "not-an-envelope", path: "/branch" },
  });
  expect(parseEnvelope(text.replace('"branch":1', '"branch": 1'))).toMatchObject({ error: { kind: "not-canonical" } });
  expect(parseEnvelope(text.replace('"epoch":1,', ""))).toMatchObject({ error: { path: "/epoch" } });
});

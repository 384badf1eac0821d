import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toHex } from "../../../src-shared/base/bytes.ts";
import { eventHash, genesisHash, shortHash } from "../../../src-shared/ledger/chain.ts";
import { envelopeText, parseEnvelope, type Envelope } from "../../../src-shared/ledger/envelope.ts";
import { EVENT_TYPES, isEventType, readEvent } from "../../../src-shared/ledger/event-types.ts";
import { postingsOf } from "../../../src-shared/ledger/postings.ts";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { JOURNAL, KEY32, MERCHANT, SAMPLES } from "./samples.ts";

interface Vector {
  readonly type: string;
  readonly text: string;
  readonly hash: string;
  readonly postings: Readonly<Record<string, number>>;
}
const file = new URL("vectors.json", import.meta.url);
const frozen: { genesis: string; authority: Record<string, string>; events: Vector[] } = JSON.parse(
  readFileSync(file, "utf8"),
);

export function sampleEnvelope(type: string, seq: number, payload: Record<string, unknown>): Envelope {
  return {
    merchant: MERCHANT,
    branch: 1,
    journal: JOURNAL,
    epoch: 1,
    writer: 1,
    seq,
    hlc: [1_795_000_000_000 + seq, 0],
    at: 1_795_000_000_000 + seq,
    offset: 210,
    day: "2026-11-18",
    type,
    version: 1,
    command: `3.${seq}`,
    actor: "1.1",
    shift: "1.3",
    programme: 1,
    engine: 1,
    feed: [0, 0],
    payload,
  };
}

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

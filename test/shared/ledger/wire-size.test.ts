import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { concatBytes, toBase64Url, uintBytes } from "../../../src-shared/base/bytes.ts";
import { envelopeText, type Envelope } from "../../../src-shared/ledger/envelope.ts";
import { EVENT_TYPES } from "../../../src-shared/ledger/event-types.ts";
import { JOURNAL, MERCHANT } from "./samples.ts";

/** A seeded stream of bytes that gzip can't guess: SHA-256 in counter mode. */
function randomStream(seed: string): (below: number) => number {
  let [block, at, counter] = [Buffer.alloc(0), 0, 0];
  return (below) => {
    if (at + 4 > block.length) [block, at] = [createHash("sha256").update(`${seed}/${counter++}`).digest(), 0];
    at += 4;
    return block.readUInt32BE(at - 4) % below;
  };
}

/**
 * A day of one till: 500 sales of 300 members' cards, one amount each; three in four earn to the card, one in eight
 * pays in part with credit, one in eight has no member; seconds to minutes apart; MACs are random.
 */
function day(): string[] {
  const random = randomStream("a day");
  const [texts, balances, counters]: [string[], Map<number, number>, Map<number, number>] = [[], new Map(), new Map()];
  let [at, seq, command] = [1_795_000_000_000, 4000, 0];
  const push = (type: string, payload: Record<string, unknown>): void => {
    at += 180 + random(400);
    seq += 1;
    texts.push(envelopeText({ ...base(at, seq), command: `3.${command}`, type, payload }));
  };
  const record = (balance: number, counter: number): string => {
    const mac = Uint8Array.from({ length: 6 }, () => random(256));
    return toBase64Url(
      concatBytes(Uint8Array.of(1), uintBytes(balance, 4), uintBytes(counter, 2), Uint8Array.of(0, 0, 1), mac),
    );
  };
  for (let i = 0; i < 500; i++) {
    at += 20_000 + random(160_000);
    command += 1;
    const total = (1 + random(400)) * 5000;
    const lines = [{ id: 1, net: total, price: total, qty: 1000 }];
    const [kind, serial] = [random(8), 1 + random(300)];
    const cash = (amount: number): Record<string, unknown>[] =>
      random(2) === 0 ? [{ kind: "cash", amount, drawer: 1 }] : [{ kind: "bank-card", amount }];
    if (kind === 0) {
      push("sale.recorded", { asset: 0, lines, total, tenders: cash(total) });
      continue;
    }
    const balance = balances.get(serial) ?? random(200_000);
    const counter = counters.get(serial) ?? 1 + random(60);
    const before = record(balance, counter);
    const spend = kind === 1 ? Math.min(balance, total - 5000, 10_000) : 0;
    const earn = Math.floor((total - spend) / 10);
    const write = { card: `1.${serial}`, before, after: record(balance - spend + earn, counter + 1) };
    balances.set(serial, balance - spend + earn);
    counters.set(serial, counter + 1);
    const member = `1.${serial}`;
    const inputs = { tier: "silver", progress: random(4_000_000) * 5 };
    const earned =
      earn > 0 ? { movements: [{ rule: "tier-percent", kind: "earn", line: 1, amount: earn }], toPurse: earn } : {};
    if (spend > 0) {
      push("tender.intended", { asset: 0, member, total, spend, earn, write });
      const tenders = [...cash(total - spend), { kind: "purse", amount: spend }];
      const spent = { rule: "credit", kind: "spend", line: 1, amount: spend };
      const movements = [spent, ...(earned.movements ?? [])];
      push("sale.recorded", {
        asset: 0,
        lines,
        total,
        tenders,
        member,
        inputs,
        ...earned,
        movements,
        confirms: { seq, card: member, spend },
      });
    } else {
      push("sale.recorded", { asset: 0, lines, total, tenders: cash(total), member, inputs, ...earned, write });
      push("card.confirmed", { intent: seq, card: member, member, asset: 0, earn });
    }
  }
  return texts;
}

function base(at: number, seq: number): Omit<Envelope, "command" | "type" | "payload"> {
  return {
    merchant: MERCHANT,
    branch: 1,
    journal: JOURNAL,
    epoch: 1,
    writer: 1,
    seq,
    hlc: [at, 0],
    at,
    offset: 210,
    day: "2026-11-18",
    version: 1,
    actor: "1.2",
    shift: "1.3",
    programme: 1,
    engine: 1,
    feed: [0, 0],
  };
}

test("the gzip of 500 realistic sales is at most 150 bytes each", () => {
  const texts = day();
  for (const text of texts) {
    const { type, payload }: Envelope = JSON.parse(text);
    const schema = Object.entries(EVENT_TYPES).find(([name]) => name === type)?.[1].versions[1];
    expect(schema?.safeParse(payload).success, text).toBe(true);
  }
  const bytes = gzipSync(texts.join("\n"), { level: 6 }).length;
  expect(texts.length).toBeGreaterThan(900);
  expect(bytes / 500).toBeLessThanOrEqual(150);
  expect(bytes / 500).toBeGreaterThan(40);
});

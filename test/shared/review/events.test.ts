import { expect, test } from "vitest";
import { drawerOf, isAccount, poolOf } from "../../../src-shared/ledger/accounts.ts";
import { authorityFault, checkEvent } from "../../../src-shared/ledger/check-event.ts";
import { readEvent, type EventType, type PayloadOf } from "../../../src-shared/ledger/event-types.ts";
import { postingsOf } from "../../../src-shared/ledger/postings.ts";
import { JOURNAL, OTHER_JOURNAL, SAMPLES, sampleRecord } from "../ledger/samples.ts";

const SELF = { journal: JOURNAL, seq: 20 };

function faultOf(payload: PayloadOf<"sale.recorded">): string | undefined {
  const event = readEvent("sale.recorded", 1, payload);
  if (event.type === "unknown") return `unknown: ${event.reason}`;
  return checkEvent(event, postingsOf(event, SELF));
}

const line = { id: 1, qty: 1000, price: 100, net: 100 };
const movement = { rule: "tier-percent", kind: "earn" as const, line: 1, amount: 10 };
const cash: PayloadOf<"sale.recorded"> = {
  asset: 0,
  lines: [line],
  total: 100,
  tenders: [{ kind: "cash", amount: 100, drawer: 1 }],
};
const earned: PayloadOf<"sale.recorded"> = {
  ...cash,
  member: "1.5",
  movements: [movement],
};
const write = { card: "1.7", before: sampleRecord(0, 1), after: sampleRecord(10, 2) };

test.each<[string, PayloadOf<"sale.recorded">, string | undefined]>([
  ["a plain sale", cash, undefined],
  ["an earning in the pool", { ...earned, toPool: 10 }, undefined],
  ["an earning on its way to a card", { ...earned, toPurse: 10, write }, undefined],
  [
    "an earning for a purse that nobody writes: it would be in doubt for ever",
    { ...earned, toPurse: 10 },
    "purse-without-write",
  ],
  [
    "two lines of one id",
    {
      ...cash,
      lines: [
        { ...line, net: 40 },
        { ...line, net: 60 },
      ],
    },
    "line-twice",
  ],
  [
    "a movement of a line that is not there",
    { ...earned, toPool: 10, movements: [{ ...movement, line: 2 }] },
    "movement-of-no-line",
  ],
  [
    "more given back than handed over",
    { ...cash, tenders: [{ kind: "cash", amount: 100, drawer: 1, given: 99 }] },
    "given-below-amount",
  ],
  [
    "two credits from cards",
    {
      ...cash,
      total: 100,
      member: "1.5",
      tenders: [
        { kind: "purse", amount: 50 },
        { kind: "purse", amount: 50 },
      ],
      movements: [{ rule: "credit", kind: "spend", line: 1, amount: 100 }],
    },
    "confirms-without-tender",
  ],
])("%s", (_name, payload, fault) => {
  expect(faultOf(payload)).toBe(fault);
});

test("only the journal that made an intent settles it, unless the authority does", () => {
  const event = readEvent("card.settled", 1, SAMPLES["card.settled"]);
  if (event.type === "unknown") throw new Error("sample");
  expect(authorityFault(event, { journal: JOURNAL, role: "terminal" })).toBe(false);
  expect(authorityFault(event, { journal: OTHER_JOURNAL, role: "terminal" })).toBe(true);
  expect(authorityFault(event, { journal: OTHER_JOURNAL, role: "authority" })).toBe(false);
});

test.each<EventType>([
  "gift.granted",
  "adjustment.made",
  "credit.expired",
  "lease.granted",
  "balance.opened",
  "member.merged",
  "operation.created",
  "gap.adopted",
  "review.moved",
])("%s is the authority's alone", (type) => {
  const event = readEvent(type, 1, SAMPLES[type]);
  if (event.type === "unknown") throw new Error("sample");
  expect(authorityFault(event, { journal: JOURNAL, role: "terminal" })).toBe(true);
  expect(authorityFault(event, { journal: JOURNAL, role: "authority" })).toBe(false);
});

test("the names of accounts have one grammar, and an objection can move only those", () => {
  const posted = Object.entries(SAMPLES).flatMap(([type, payload]) =>
    postingsOf(readEvent(type, 1, payload), SELF).map((posting) => posting.account),
  );
  expect(posted.length).toBeGreaterThan(30);
  for (const account of [...posted, "giftcard/7", "partner/bakery/settlement"])
    expect(isAccount(account), account).toBe(true);
  for (const account of [
    "",
    "sale",
    "member/1.5",
    "member/01.5/pool",
    "drawer/0",
    "programme/x",
    `${poolOf("1.5")} `,
  ]) {
    expect(isAccount(account), account).toBe(false);
  }
  const moved = { ...SAMPLES["review.moved"], moves: [{ account: "somewhere", asset: 0, amount: 1 }] };
  expect(readEvent("review.moved", 1, moved).type).toBe("unknown");
  expect(readEvent("review.moved", 1, { ...moved, moves: [{ account: drawerOf(1), asset: 0, amount: 1 }] }).type).toBe(
    "review.moved",
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { must } from "../../../src-shared/base/assert.ts";
import type { Envelope } from "../../../src-shared/ledger/envelope.ts";
import { readEvent, type PayloadOf } from "../../../src-shared/ledger/event-types.ts";
import { checkEvent } from "../../../src-shared/ledger/check-event.ts";
import type { DatedEvent } from "../../../src-shared/ledger/lot.ts";
import { foldLots } from "../../../src-shared/ledger/lots.ts";
import { postingsOf } from "../../../src-shared/ledger/postings.ts";
import { project } from "../../../src-shared/ledger/projection.ts";
import { MemoryTables, TABLE_KEYS, type TableName } from "../../../src-shared/ledger/tables.ts";
import { HonestShops, MEMBERS, type Step } from "./honest-shops.ts";

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    till: fc.nat(2),
    what: fc.nat(109),
    member: fc.nat(MEMBERS.length - 1),
    amount: fc.integer({ min: 1, max: 50_000 }),
    fate: fc.nat(3),
    day: fc.nat(9),
  }),
  { minLength: 1, maxLength: 60 },
);

/** Any order in which the journals may join: each journal's own events stay in their order. */
function interleave(journals: readonly (readonly Envelope[])[], choices: readonly number[]): Envelope[] {
  const rest = journals.map((events) => [...events]);
  const joined: Envelope[] = [];
  for (let turn = 0; rest.some((events) => events.length > 0); turn++) {
    const open = rest.filter((events) => events.length > 0);
    joined.push(...(open[(choices[turn % choices.length] ?? 0) % open.length] ?? []).splice(0, 1));
  }
  return joined;
}

function foldOf(events: readonly Envelope[], into = new MemoryTables()): MemoryTables {
  for (const envelope of events) expect(project(into, envelope).posted, envelope.type).toBe(true);
  return into;
}

// The keys of TABLE_KEYS are the table names, by its type.
const TABLES = Object.keys(TABLE_KEYS) as TableName[];
const rowsOf = (tables: MemoryTables): unknown => TABLES.map((table) => [table, tables.rows(table)]);

function balances(tables: MemoryTables, of: RegExp): number {
  return tables
    .rows("account")
    .filter((row) => of.test(row.account))
    .reduce((sum, row) => sum + row.balance, 0);
}

const choices = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 });

test("law: whatever the order in which the journals join, every row is the same", () => {
  fc.assert(
    fc.property(steps, choices, choices, (list, one, other) => {
      const journals = new HonestShops().run(list).journals();
      expect(rowsOf(foldOf(interleave(journals, one)))).toEqual(rowsOf(foldOf(interleave(journals, other))));
    }),
    { numRuns: 150 },
  );
});

test("law: a shift's end leaves its drawer empty, and the safe and the named difference hold what was in it", () => {
  fc.assert(
    fc.property(steps, choices, (list, order) => {
      const shops = new HonestShops().run(list);
      const tables = foldOf(interleave(shops.journals(), order));
      const closed = shops.journals().flatMap((events) => events.filter((event) => event.type === "shift.closed"));
      for (const { journal, seq } of closed) {
        const events = must(
          shops.journals().find((each) => each[0]?.journal === journal),
          "a journal",
        ).slice(0, seq);
        expect(balances(foldOf(events), /^drawer\//)).toBe(0);
      }
      const outside = balances(tables, /^tender\/(safe|over-short|paid-in|paid-out)$/);
      expect(outside).toBe(shops.desk.moved);
    }),
    { numRuns: 60 },
  );
});

test("law: stored projections are a fold: going on from rows is the same as from the first event", () => {
  fc.assert(
    fc.property(steps, choices, fc.nat(100), (list, order, cut) => {
      const joined = interleave(new HonestShops().run(list).journals(), order);
      const at = Math.floor((joined.length * cut) / 100);
      const first = foldOf(joined.slice(0, at));
      const stored = new MemoryTables();
      for (const table of TABLES) for (const row of first.rows(table)) stored.put(table, { ...row });
      expect(rowsOf(foldOf(joined.slice(at), stored))).toEqual(rowsOf(foldOf(joined)));
    }),
    { numRuns: 60 },
  );
});

test("law: every event sums to zero, and so do all accounts", () => {
  fc.assert(
    fc.property(steps, choices, (list, order) => {
      const joined = interleave(new HonestShops().run(list).journals(), order);
      for (const envelope of joined) {
        const event = readEvent(envelope.type, envelope.version, envelope.payload);
        if (event.type === "unknown") throw new Error(`${envelope.type} does not parse`);
        expect(checkEvent(event, postingsOf(event, envelope)), envelope.type).toBeUndefined();
      }
      expect(balances(foldOf(joined), /./)).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test("law: money is conserved: members hold what was given less what they spent, wherever it lies", () => {
  fc.assert(
    fc.property(steps, choices, (list, order) => {
      const shops = new HonestShops().run(list);
      const tables = foldOf(interleave(shops.journals(), order));
      const held = balances(tables, /^(member|card|doubt|transit|lease)\//);
      expect(held).toBe(shops.given - shops.spent - shops.expired);
      expect(balances(tables, /^drawer\//)).toBe(0 - (shops.cash + shops.desk.moved));
      expect(balances(tables, /^sales$/)).toBe(shops.cash + shops.spent);
      for (const row of tables.rows("account")) {
        if (/^(doubt|transit|lease|member\/[^/]+\/pool)/.test(row.account))
          expect(row.balance, row.account).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 100 },
  );
});

test("law: when every intent is settled, the purse is what the card says", () => {
  fc.assert(
    fc.property(steps, choices, (list, order) => {
      const shops = new HonestShops().run(list).settleAll();
      const tables = foldOf(interleave(shops.journals(), order));
      expect(tables.rows("intent").filter((row) => row.status === "open")).toEqual([]);
      expect(balances(tables, /^doubt\//)).toBe(0);
      for (const { card, balance, counter } of shops.cards()) {
        expect(balances(tables, new RegExp(`^card/${card}/purse$`)), card).toBe(balance);
        expect(tables.get("card", [card])?.lastCounter).toBe(counter);
      }
    }),
    { numRuns: 100 },
  );
});

test("law: the lots of a member sum to the balances, in any order of the events", () => {
  fc.assert(
    fc.property(steps, choices, fc.boolean(), (list, order, settled) => {
      const shops = new HonestShops().run(list);
      if (settled) shops.settleAll();
      const joined = interleave(shops.journals(), order);
      const tables = foldOf(joined);
      const balance = (account: string): number => tables.get("account", [account, 0])?.balance ?? 0;
      const sum = (lots: readonly { readonly amountMinor: number }[]): number =>
        lots.reduce((all, lot) => all + lot.amountMinor, 0);
      for (const member of MEMBERS) {
        const lots = foldLots(joined.flatMap(dated(tables, member)), member);
        expect(sum(lots.pool) - lots.poolShortMinor, "pool").toBe(balance(`member/${member}/pool`));
        for (const [card, purse] of lots.purses)
          expect(sum(purse.lots) - purse.shortMinor, card).toBe(balance(`card/${card}/purse`));
        for (const [ref, doubt] of lots.doubts) expect(sum(doubt), ref).toBe(balance(`doubt/${ref}`));
        for (const [lease, held] of lots.leases) expect(sum(held), lease).toBe(balance(`lease/${lease}`));
        for (const lot of [...lots.pool, ...[...lots.purses.values()].flatMap((purse) => purse.lots)]) {
          expect(lot.amountMinor).toBeGreaterThan(0);
        }
      }
    }),
    { numRuns: 100 },
  );
});

/** What law 1 names: accounts, lots with their days, tiers, progress, caps. What is 0 is as good as absent. */
function standing(shops: HonestShops): unknown {
  const joined = shops.journals().flat();
  const tables = foldOf(joined);
  const lots = MEMBERS.map((member) => {
    const { pool, poolShortMinor, purses } = foldLots(joined.flatMap(dated(tables, member)), member);
    const held = [...purses].filter(([, purse]) => purse.lots.length > 0 || purse.shortMinor > 0);
    return { pool, poolShortMinor, purses: held.map(([card, purse]) => [card, purse.lots, purse.shortMinor]) };
  });
  const reached = tables
    .rows("member")
    .map(({ member, tier, tierFrom, reached: all }) => [member, tier, tierFrom, all]);
  const accounts = tables.rows("account").filter((row) => row.balance !== 0);
  const days = tables.rows("memberDay").filter((row) => row.net !== 0);
  return { accounts, days, reached, lots, caps: spending(tables), cards: shops.cards().map((card) => card.balance) };
}

/** What counts towards the caps on spending. */
function spending(tables: MemoryTables): number {
  const spends = tables.rows("intent").filter((row) => row.kind === "spend" && row.status !== "void");
  return spends.reduce((sum, row) => sum + row.spend, 0);
}

const sale = fc.record({
  till: fc.nat(2),
  what: fc.constantFrom(0, 30, 55),
  member: fc.nat(MEMBERS.length - 1),
  amount: fc.integer({ min: 1, max: 50_000 }),
  fate: fc.nat(3),
  day: fc.nat(9),
});

const step = (till: number, what: number, amount: number, fate: number, day: number): Step => {
  return { till, what, member: 0, amount, fate, day };
};

/** Found by the law: a card met an operation that was made "later", and credit was taken "before" it was given. */
const CLOCKS_APART: [Step[], Step, number][] = [
  [[step(0, 55, 10, 0, 0), step(0, 82, 1, 0, 1), step(0, 0, 1, 0, 0)], step(0, 0, 1, 2, 0), 0],
  [[step(2, 55, 10, 0, 7), step(0, 71, 1, 0, 0)], step(1, 55, 10, 0, 7), 0],
];

test("law 1, adjacent: a sale and its void leave everything as if neither had been", () => {
  const met = { gains: 0, gives: 0, neither: 0 };
  fc.assert(
    fc.property(steps, sale, fc.nat(2), (list, last, fate) => {
      const before = new HonestShops().run(list).settleAll();
      const after = new HonestShops().run(list).settleAll().run([last]);
      const sold = after.lastSold();
      // A spend that was given up is no sale; an operation that came with a sale's write is not the sale's.
      fc.pre(sold !== undefined && (sold.sale.write ?? sold.sale.confirms)?.ops === undefined);
      after.undo(fate);
      after.settleAll();
      const paid = sold.sale.tenders.reduce((sum, each) => sum + (each.kind === "purse" ? each.amount : 0), 0);
      const gain = sold.card === undefined ? 0 : paid - (sold.sale.toPurse ?? 0);
      met[gain > 0 ? "gains" : gain < 0 ? "gives" : "neither"] += 1;
      expect(standing(after)).toEqual(standing(before));
    }),
    { numRuns: 300, examples: CLOCKS_APART },
  );
  expect(Math.min(...Object.values(met)), JSON.stringify(met)).toBeGreaterThan(10);
});

test("an operation's number comes again after 256: it waits anew, though its signature is the same", () => {
  const shops = new HonestShops();
  const create = (): unknown => shops.authority("operation.created", operation);
  const { card, member } = shops.firstCard();
  const operation: PayloadOf<"operation.created"> = {
    card,
    op: 1,
    member,
    asset: 0,
    amount: 10,
    reason: "pool",
    signature: `${"A".repeat(85)}A`,
  };
  shops.authority("adjustment.made", { member, asset: 0, amount: 100, reason: "test" });
  const state = (): string | undefined => foldOf(shops.journals().flat()).get("operation", [card, 1])?.state;
  create();
  expect(state()).toBe("outstanding");
  shops.bring(1, 10);
  expect(state()).toBe("applied");
  create();
  expect(state()).toBe("outstanding");
  shops.bring(1, 10);
  expect(state()).toBe("applied");
});

/** The events that name a member, as the projection lists them. */
function dated(tables: MemoryTables, member: string): (envelope: Envelope) => DatedEvent[] {
  return (envelope) => {
    const { type, version, payload, day, at, journal, seq } = envelope;
    if (tables.get("memberEvent", [member, journal, seq]) === undefined) return [];
    const event = readEvent(type, version, payload);
    return event.type === "unknown" ? [] : [{ ref: { journal, seq }, day, atMs: at, event }];
  };
}

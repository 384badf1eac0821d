import { expect, test } from "vitest";
import { checkEvent } from "../../../src-shared/ledger/check-event.ts";
import { readEvent, type EventType, type PayloadOf } from "../../../src-shared/ledger/event-types.ts";
import { postingsOf } from "../../../src-shared/ledger/postings.ts";
import { project } from "../../../src-shared/ledger/projection.ts";
import { MemoryTables } from "../../../src-shared/ledger/tables.ts";
import { HASH32, JOURNAL, OTHER_JOURNAL, sampleEnvelope, SAMPLES } from "./samples.ts";

const Z = SAMPLES["shift.closed"];

function faultOf(payload: PayloadOf<"shift.closed">): string | undefined {
  const event = readEvent("shift.closed", 1, payload);
  if (event.type === "unknown") return event.reason;
  return checkEvent(event, postingsOf(event, { journal: JOURNAL, seq: 9 }));
}

test("a Z adds up, or is no event", () => {
  const { totals } = Z;
  expect(faultOf(Z)).toBeUndefined();
  expect(faultOf({ ...Z, expected: Z.expected + 1 })).toBe("shift-does-not-add-up");
  expect(faultOf({ ...Z, totals: { ...totals, sales: { count: 1, sum: 298_999 } } })).toBe("shift-does-not-add-up");
  expect(faultOf({ ...Z, totals: { ...totals, voids: { count: 1, sum: 5 } } })).toBe("shift-does-not-add-up");
  expect(faultOf({ ...Z, totals: { ...totals, paidOut: { count: 1, sum: 0 } } })).toBe("shift-does-not-add-up");
});

test.each([
  ["short", 459_000, { "drawer/1": 470_000, "tender/safe": -459_000, "tender/over-short": -11_000 }],
  ["over", 471_000, { "drawer/1": 470_000, "tender/safe": -471_000, "tender/over-short": 1000 }],
  ["right", 470_000, { "drawer/1": 470_000, "tender/safe": -470_000 }],
])("the drawer is emptied when the count is %s", (_name, counted, expected) => {
  const event = readEvent("shift.closed", 1, { ...Z, counted });
  const posted = postingsOf(event, { journal: JOURNAL, seq: 9 }).map((each) => [each.account, each.amountMinor]);
  expect(Object.fromEntries(posted)).toEqual(expected);
});

interface Said {
  readonly journal: string;
  readonly ms: number;
  readonly revision: number;
  readonly role: "owner" | "manager" | "cashier";
}

function staffAfter(list: readonly Said[]): string | undefined {
  const tables = new MemoryTables();
  list.forEach(({ journal, ms, revision, role }, index) => {
    const payload = { staff: "1.2", role, digest: HASH32, state: "active", revision };
    project(tables, { ...sampleEnvelope("staff.changed", index + 1, payload), journal, hlc: [ms, 0] });
  });
  return tables.get("staff", ["1.2"])?.role;
}

test("of two changes of a person the later stands, in either order and whatever a clock said", () => {
  const first: Said = { journal: JOURNAL, ms: 900, revision: 1, role: "owner" };
  const later: Said = { journal: OTHER_JOURNAL, ms: 100, revision: 2, role: "cashier" };
  expect(staffAfter([first, later])).toBe("cashier");
  expect(staffAfter([later, first])).toBe("cashier");
  const apart: Said = { journal: OTHER_JOURNAL, ms: 901, revision: 1, role: "manager" };
  expect(staffAfter([first, apart])).toBe("manager");
  expect(staffAfter([apart, first])).toBe("manager");
});

test("a shift that another epoch's journal closes is closed, whichever journal comes first", () => {
  const opened = sampleEnvelope("shift.opened", 1, SAMPLES["shift.opened"]);
  const handed = { ...sampleEnvelope("shift.handed", 2, SAMPLES["shift.handed"]), journal: OTHER_JOURNAL };
  const closed = { ...sampleEnvelope("shift.closed", 3, Z), journal: OTHER_JOURNAL };
  const row = (list: readonly Parameters<typeof project>[1][]): unknown => {
    const tables = new MemoryTables();
    for (const each of list) project(tables, each);
    return tables.get("shift", ["1.3"]);
  };
  expect(row([opened, handed, closed])).toMatchObject({ state: "closed", staff: "2.1", number: 1, float: 500_000 });
  expect(row([handed, closed, opened])).toEqual(row([opened, handed, closed]));
});

test.each<[EventType, string]>([
  ["sale.voided", "sale.voided"],
  ["act.noted", "receipt-copied"],
  ["cash.moved", "cash.moved"],
  ["staff.changed", "staff.changed"],
])("the audit lists %s", (type, act) => {
  const tables = new MemoryTables();
  project(tables, sampleEnvelope(type, 1, SAMPLES[type]));
  expect(tables.rows("audit").map((entry) => entry.act)).toEqual([act]);
});

test("the audit lists no ordinary sale, and one that needed a second person", () => {
  const tables = new MemoryTables();
  const sale = sampleEnvelope("sale.recorded", 1, SAMPLES["sale.recorded"]);
  project(tables, sale);
  expect(tables.rows("audit")).toEqual([]);
  project(tables, { ...sale, seq: 2, approver: "2.1" });
  expect(tables.rows("audit")).toMatchObject([{ act: "sale.recorded", approver: "2.1" }]);
});

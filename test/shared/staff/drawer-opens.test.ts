import { expect, test } from "vitest";
import { EVENT_TYPES, newestVersion, readEvent, type EventType } from "../../../src-shared/ledger/event-types.ts";
import { drawerOpens, NO_SALE } from "../../../src-shared/staff/drawer-opens.ts";
import { SAMPLES } from "../ledger/samples.ts";

function opens(type: EventType, payload: object = SAMPLES[type]): boolean {
  const event = readEvent(type, newestVersion(type), payload);
  if (event.type === "unknown") throw new Error(`${type}: ${event.reason}`);
  return drawerOpens(event);
}

test("of all events these open the drawer, and no other", () => {
  // The keys of EVENT_TYPES are the event types, by its type.
  const all = (Object.keys(EVENT_TYPES) as EventType[]).filter((type) => opens(type));
  const cash = ["cash.moved", "refund.claimed", "sale.recorded", "sale.refunded", "sale.voided", "shift.closed"];
  expect(all.toSorted()).toEqual(cash);
  expect(opens("act.noted", { act: NO_SALE })).toBe(true);
});

test("a sale without cash leaves it shut", () => {
  const sale = { ...SAMPLES["sale.recorded"], tenders: [{ kind: "bank-card" as const, amount: 299_000 }] };
  expect(opens("sale.recorded", sale)).toBe(false);
});

import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { EventType, PayloadOf } from "../../../src-shared/ledger/event-types.ts";
import type { CardWrite } from "../../../src-shared/ledger/events/parts.ts";

type Append = <T extends EventType>(till: number, type: T, payload: PayloadOf<T>) => EventRef;

/** A sale that was just recorded: its payload, the intent with which it wrote its card, and what that came to. */
export interface Sold {
  readonly till: number;
  readonly ref: EventRef;
  readonly sale: PayloadOf<"sale.recorded">;
  readonly intent?: number;
  readonly card?: string;
  /** Its earning never reached the card, and is in the pool. */
  readonly toPool?: boolean;
}

/** What undoing it moved: the pool, the purse, and whether the card's gain still waits. */
export interface Undone {
  readonly pool: number;
  readonly earned: number;
  readonly spent: number;
  readonly cash: number;
  /** An open intent by which the card gains, when it was left so. */
  readonly open?: { readonly seq: number; readonly gain: number; readonly written: boolean };
}

/** Undoes a sale as a till that keeps the rules does. `write` makes the card's next record. */
export function undo(
  of: Sold,
  fate: number,
  by: { readonly append: Append; readonly write: (change: number, written: boolean) => CardWrite },
): Undone {
  const { sale, till } = of;
  const spent = sum(sale, "purse");
  const purse = of.toPool ? 0 : (sale.toPurse ?? 0);
  const pool = (sale.toPool ?? 0) + (sale.toPurse ?? 0) - purse;
  const gain = spent - purse;
  const back = { ...payloadOf(of), ...taken(pool, purse), ...(spent > 0 ? { restored: { purse: spent } } : {}) };
  const undone = { pool, earned: pool + purse, spent, cash: sum(sale, "cash") };
  const [card, member] = [of.card ?? "", sale.member ?? ""];
  if (gain === 0) by.append(till, "sale.voided", back);
  if (gain < 0) {
    const terms = { sale: of.ref, asset: 0, member, take: -gain };
    const { seq } = by.append(till, "void.intended", { ...terms, write: by.write(gain, true) });
    by.append(till, "sale.voided", { ...back, confirms: { seq, card, take: -gain } });
  }
  if (gain <= 0) return undone;
  const written = fate < 3;
  const { seq } = by.append(till, "sale.voided", { ...back, write: by.write(gain, written) });
  if (fate >= 2) return { ...undone, open: { seq, gain, written } };
  by.append(till, "card.confirmed", { intent: seq, card, member, asset: 0, earn: gain });
  return undone;
}

function payloadOf({ sale, ref, intent, toPool }: Sold): PayloadOf<"sale.voided"> {
  const movements = (sale.movements ?? []).map((each) => {
    return { ...each, kind: each.kind === "spend" ? ("spend-return" as const) : ("earn-return" as const) };
  });
  const reached = sale.inputs?.reached;
  return {
    sale: ref,
    asset: 0,
    total: sale.total,
    lines: sale.lines.map(({ id, qty, net }) => ({ id, qty, net })),
    tenders: sale.tenders,
    ...(sale.member === undefined ? {} : { member: sale.member }),
    ...(movements.length > 0 ? { movements } : {}),
    ...(reached === undefined ? {} : { raised: reached }),
    ...(intent === undefined || toPool === true ? {} : { undoes: intent }),
  };
}

function taken(pool: number, purse: number): Pick<PayloadOf<"sale.voided">, "taken"> {
  if (pool + purse === 0) return {};
  return { taken: { ...(pool > 0 ? { pool } : {}), ...(purse > 0 ? { purse } : {}) } };
}

function sum(sale: PayloadOf<"sale.recorded">, kind: "purse" | "cash"): number {
  return sale.tenders.filter((tender) => tender.kind === kind).reduce((all, tender) => all + tender.amount, 0);
}

import { sumMinor } from "../money/amount.ts";
import type { JournalId } from "../base/ids.ts";
import type { Posting } from "./accounts.ts";
import type { CardWrite } from "./events/parts.ts";
import { balanceOf } from "./lot.ts";
import { EVENT_TYPES, type KnownEvent, type PayloadOf } from "./event-types.ts";

/** What is wrong inside an event that parsed: it may be stored and flagged, and must not be appended or posted. */
export type EventFault =
  | "postings-do-not-balance"
  | "lines-do-not-sum-to-total"
  | "tenders-do-not-sum-to-total"
  | "movements-do-not-sum"
  | "member-missing"
  | "confirms-without-tender"
  | "spend-differs"
  | "both-write-and-confirms"
  | "purse-without-write"
  | "line-twice"
  | "movement-of-no-line"
  | "given-below-amount"
  | "write-differs-from-amounts"
  | "shift-does-not-add-up"
  | "void-is-not-whole"
  | "void-without-card";

/** The first thing wrong with the amounts of an event, or undefined. `postings` are those of `postingsOf`. */
export function checkEvent(event: KnownEvent, postings: readonly Posting[]): EventFault | undefined {
  if (!balanced(postings)) return "postings-do-not-balance";
  if (!writeAgrees(event)) return "write-differs-from-amounts";
  if (event.type === "shift.closed") return checkClosed(event.payload);
  if (event.type === "sale.voided") return checkVoid(event.payload);
  return event.type === "sale.recorded" ? checkSale(event.payload) : undefined;
}

/** Whether the bytes of a write change the card's balance by exactly what its event says: earned, spent and brought. */
function writeAgrees(event: KnownEvent): boolean {
  switch (event.type) {
    case "sale.recorded":
      return agrees(event.payload.write, { earn: event.payload.toPurse ?? 0, spend: 0 });
    case "tender.intended":
      return agrees(event.payload.write, { earn: event.payload.earn ?? 0, spend: event.payload.spend });
    case "sale.voided": {
      const { taken, restored, write } = event.payload;
      return agrees(write, { earn: restored?.purse ?? 0, spend: taken?.purse ?? 0 });
    }
    case "void.intended":
      return agrees(event.payload.write, { earn: 0, spend: event.payload.take });
    case "card.written":
      return event.payload.reason === "unload" || agrees(event.payload.write, { earn: 0, spend: 0 });
    default:
      return true;
  }
}

function agrees(write: CardWrite | undefined, moved: { readonly earn: number; readonly spend: number }): boolean {
  if (write === undefined) return true;
  const brought = sumMinor((write.ops ?? []).map((operation) => operation.amount));
  return balanceOf(write.after) - balanceOf(write.before) === moved.earn - moved.spend + brought;
}

/**
 * Whether an event stands in a journal that may not write it: of the authority's own types, or a terminal that settles
 * what another journal intended.
 */
export function authorityFault(
  event: KnownEvent,
  of: { readonly journal: JournalId; readonly role: "terminal" | "authority" },
): boolean {
  const { authority } = EVENT_TYPES[event.type];
  if (authority !== "either" && authority !== of.role) return true;
  return event.type === "card.settled" && of.role === "terminal" && event.payload.intent.journal !== of.journal;
}

/** Whether postings sum to zero per asset. */
export function balanced(postings: readonly Posting[]): boolean {
  const byAsset = Map.groupBy(postings, (posting) => posting.asset);
  return [...byAsset.values()].every((list) => sumMinor(list.map((posting) => posting.amountMinor)) === 0);
}

/** A Z whose own lines don't make up its sums proves nothing. */
function checkClosed({ totals, expected }: PayloadOf<"shift.closed">): EventFault | undefined {
  const { float, sales, paid, voids, refunds, back, paidIn, paidOut } = totals;
  const tendered = sumMinor([paid.cash, paid.bankCard, paid.credit]) === sales.sum;
  const returned = sumMinor([back.cash, back.bankCard, back.credit]) === voids.sum + refunds.sum;
  const cash = sumMinor([float, paid.cash, -back.cash, paidIn.sum, -paidOut.sum]) === expected;
  return tendered && returned && cash ? undefined : "shift-does-not-add-up";
}

/** A void gives back what was paid and takes back what was earned, whole; and the card moves by a write of its own. */
function checkVoid(back: PayloadOf<"sale.voided">): EventFault | undefined {
  const { taken, restored, write, confirms } = back;
  if (sumMinor(back.lines.map((line) => line.net)) !== back.total) return "lines-do-not-sum-to-total";
  if (sumMinor(back.tenders.map((tender) => tender.amount)) !== back.total) return "tenders-do-not-sum-to-total";
  const returns = (back.movements ?? []).filter((each) => each.kind === "earn-return");
  const earned = sumMinor(Object.values(taken ?? {}));
  const spent = sumMinor(Object.values(restored ?? {}));
  if (sumMinor(returns.map((each) => each.amount)) !== earned) return "void-is-not-whole";
  const credit = back.tenders.filter((tender) => tender.kind === "purse" || tender.kind === "lease");
  if (sumMinor(credit.map((tender) => tender.amount)) !== spent) return "void-is-not-whole";
  if (back.member === undefined && (earned > 0 || spent > 0)) return "member-missing";
  const gain = (restored?.purse ?? 0) - (taken?.purse ?? 0);
  if ((write !== undefined) !== gain > 0 || (confirms?.take ?? 0) !== Math.max(-gain, 0)) return "void-without-card";
  return undefined;
}

function checkSale(sale: PayloadOf<"sale.recorded">): EventFault | undefined {
  const lines = new Set(sale.lines.map((line) => line.id));
  if (lines.size !== sale.lines.length) return "line-twice";
  if (sale.movements?.some((movement) => !lines.has(movement.line))) return "movement-of-no-line";
  const short = sale.tenders.some(
    (tender) => tender.kind === "cash" && (tender.given ?? tender.amount) < tender.amount,
  );
  if (short) return "given-below-amount";
  if (sumMinor(sale.lines.map((line) => line.net)) !== sale.total) return "lines-do-not-sum-to-total";
  if (sumMinor(sale.tenders.map((tender) => tender.amount)) !== sale.total) return "tenders-do-not-sum-to-total";
  const moved = (kind: string): number =>
    sumMinor((sale.movements ?? []).filter((each) => each.kind === kind).map((each) => each.amount));
  const credit = sale.tenders.filter((tender) => tender.kind === "purse" || tender.kind === "lease");
  const paidByCredit = sumMinor(credit.map((tender) => tender.amount));
  const earned = (sale.toPurse ?? 0) + (sale.toPool ?? 0);
  if (moved("earn") !== earned || moved("spend") !== paidByCredit) return "movements-do-not-sum";
  if (sale.member === undefined && (earned > 0 || credit.length > 0)) return "member-missing";
  if (sale.write && sale.confirms) return "both-write-and-confirms";
  // Nobody could ever settle such a doubt.
  if (sale.toPurse !== undefined && !sale.write && !sale.confirms) return "purse-without-write";
  const purse = sumMinor(sale.tenders.filter((tender) => tender.kind === "purse").map((tender) => tender.amount));
  if (purse > 0 !== (sale.confirms !== undefined)) return "confirms-without-tender";
  if (sale.confirms && sale.confirms.spend !== purse) return "spend-differs";
  return undefined;
}

import type { MemberId } from "../../../src-shared/base/ids.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import { parseEnvelope, type Envelope } from "../../../src-shared/ledger/envelope.ts";
import { readEvent, type KnownEvent } from "../../../src-shared/ledger/event-types.ts";
import type { SaleRecorded } from "../../../src-shared/ledger/events/sale-events.ts";
import { postingsOf } from "../../../src-shared/ledger/postings.ts";
import { accrue, type Reason } from "../../../src-shared/programme/accrue.ts";
import { readProgramme } from "../../../src-shared/programme/document.ts";
import { sumMinor } from "../../../src-shared/money/amount.ts";
import type { LedgerRead } from "../ports/store.ts";

/** One line of a member's history, oldest first; amounts as they changed what the member holds in all. */
export interface HistoryEntry {
  readonly ref: EventRef;
  readonly envelope: Envelope;
  readonly event: KnownEvent;
  readonly totalMinor: number | null;
  readonly earnedMinor: number;
  readonly spentMinor: number;
  readonly deltaMinor: number;
  readonly balanceMinor: number;
}

/** Everything that happened to a member, oldest first, with the running balance. */
export function memberHistory(read: LedgerRead, member: MemberId): HistoryEntry[] {
  const events = read.memberEvents(member).flatMap((stored) => {
    const envelope = parseEnvelope(stored.body);
    if (!envelope.ok) return [];
    const { type, version, payload } = envelope.value;
    const event = readEvent(type, version, payload);
    return event.type === "unknown" ? [] : [{ ref: stored.ref, envelope: envelope.value, event }];
  });
  const [ms, n] = [0, 1] as const;
  events.sort((a, b) => a.envelope.hlc[ms] - b.envelope.hlc[ms] || a.envelope.hlc[n] - b.envelope.hlc[n]);
  let balanceMinor = 0;
  return events.map(({ ref, envelope, event }) => {
    const deltaMinor = heldBy(event, ref, member);
    balanceMinor += deltaMinor;
    return { ref, envelope, event, ...amountsOf(event), deltaMinor, balanceMinor };
  });
}

/** Why a sale earned what it earned: the rules of its own programme on the inputs that it says it knew. */
export function reasonOfSale(read: LedgerRead, envelope: Envelope, sale: SaleRecorded): Reason | null {
  const row = read.get("programme", [envelope.programme]);
  const document = row && readProgramme(JSON.parse(row.document));
  if (document?.ok !== true || sale.inputs === undefined || sale.member === undefined) return null;
  const { tiers } = document.value;
  const tierIndex = tiers.findIndex((tier) => tier.id === sale.inputs?.tier);
  if (tierIndex < 0) return null;
  const creditMinor = creditOf(sale.tenders);
  const { reason, totalMinor } = accrue(document.value, tierIndex, { lines: sale.lines, creditMinor });
  const earned = (sale.toPurse ?? 0) + (sale.toPool ?? 0);
  // The rules gave something and the sale has nothing: it was the seller's own card.
  return totalMinor > 0 && earned === 0 ? { kind: "staff-own-card" } : reason;
}

/** What credit paid of a bill. */
export function creditOf(tenders: SaleRecorded["tenders"]): number {
  return sumMinor(tenders.filter(({ kind }) => kind === "purse" || kind === "lease").map(({ amount }) => amount));
}

/** Pool, cards, and what is on its way or in doubt; an event that names two members posts to each one's own. */
function heldBy(event: KnownEvent, ref: EventRef, member: MemberId): number {
  const own = (account: string): boolean =>
    account.startsWith("member/") ? account === `member/${member}/pool` : /^(card|transit|doubt|lease)\//.test(account);
  const moved = postingsOf(event, ref).filter(({ account }) => own(account));
  return sumMinor(moved.map(({ amountMinor }) => amountMinor));
}

function amountsOf(event: KnownEvent): Pick<HistoryEntry, "totalMinor" | "earnedMinor" | "spentMinor"> {
  if (event.type === "sale.recorded") {
    const { total, toPurse, toPool, tenders } = event.payload;
    return { totalMinor: total, earnedMinor: (toPurse ?? 0) + (toPool ?? 0), spentMinor: creditOf(tenders) };
  }
  if (event.type === "sale.voided" || event.type === "sale.refunded") {
    const { total, tenders, taken } = event.payload;
    const back = sumMinor(Object.values(taken ?? {}).filter((amount) => amount !== undefined));
    return { totalMinor: -total, earnedMinor: -back, spentMinor: -creditOf(tenders) };
  }
  return { totalMinor: null, earnedMinor: 0, spentMinor: 0 };
}

import { unreachable } from "../base/assert.ts";
import type { CardConfirmed, CardSettled, OperationCreated } from "./events/card-events.ts";
import type { CashMoved, ShiftClosed } from "./events/shift-events.ts";
import type { RefundClaimed, SaleRecorded, SaleReturned, SaleVoided, Tender } from "./events/sale-events.ts";
import * as account from "./accounts.ts";
import type { Account, EventRef, Posting } from "./accounts.ts";
import type { KnownEvent, PayloadOf, UnknownEvent } from "./event-types.ts";

/**
 * The postings of an event, a function of its type, version, payload and identity (`self` names its doubt account):
 * nobody posts freely. They sum to zero per asset; zero amounts are left out. An unknown event posts nothing.
 */
export function postingsOf(event: KnownEvent | UnknownEvent, self: EventRef): Posting[] {
  switch (event.type) {
    case "sale.recorded":
      return ofSale(event.payload, self);
    case "tender.intended":
      return pair(
        event.payload.asset,
        account.purseOf(event.payload.write.card),
        account.doubtOf(self),
        event.payload.spend,
      );
    case "card.confirmed":
      return ofConfirmed(event.payload, self);
    case "card.settled":
      return ofSettled(event.payload);
    case "sale.voided":
      return ofVoid(event.payload, self);
    case "sale.refunded":
      return ofReturn(event.payload).done();
    case "void.intended":
      return pair(
        event.payload.asset,
        account.purseOf(event.payload.write.card),
        account.doubtOf(self),
        event.payload.take,
      );
    case "refund.claimed":
      return ofClaim(event.payload, self);
    case "shift.opened": {
      const { asset, drawer, float } = event.payload;
      return pair(asset, account.drawerOf(drawer), account.tenderOf("safe"), float);
    }
    case "cash.moved":
      return ofCash(event.payload);
    case "shift.closed":
      return ofClosed(event.payload);
    default:
      return ofAuthority(event);
  }
}

type AuthorityEvent = Exclude<
  KnownEvent | UnknownEvent,
  {
    type:
      | "sale.recorded"
      | "tender.intended"
      | "card.confirmed"
      | "card.settled"
      | "sale.voided"
      | "void.intended"
      | "sale.refunded"
      | "refund.claimed"
      | "shift.opened"
      | "cash.moved"
      | "shift.closed";
  }
>;

function ofAuthority(event: AuthorityEvent): Posting[] {
  switch (event.type) {
    case "gift.granted":
      return fromProgramme("gift", event.payload);
    case "adjustment.made":
      return fromProgramme("adjustment", event.payload);
    case "balance.opened":
      return fromProgramme("opening", event.payload);
    case "credit.expired":
      return fromProgramme("breakage", { ...event.payload, amount: -event.payload.amount });
    case "operation.created":
      return ofOperation(event.payload);
    case "operation.returned": {
      const { asset, card, op, member, amount } = event.payload;
      return pair(asset, account.transitOf(card, op), account.poolOf(member), amount);
    }
    case "lease.granted":
      return pair(
        event.payload.asset,
        account.poolOf(event.payload.member),
        leaseOf(event.payload),
        event.payload.amount,
      );
    case "lease.returned":
      return pair(
        event.payload.asset,
        leaseOf(event.payload),
        account.poolOf(event.payload.member),
        event.payload.amount,
      );
    case "member.merged": {
      const { asset, from, into, amount } = event.payload;
      return pair(asset, account.poolOf(from), account.poolOf(into), amount ?? 0);
    }
    case "gap.adopted": {
      const { asset, card, amount, ops } = event.payload;
      const list = new PostingList(asset).move(account.purseOf(card), account.programmeOf("loss"), amount);
      for (const each of ops ?? []) list.move(account.transitOf(card, each.op), account.purseOf(card), each.amount);
      return list.done();
    }
    case "review.moved":
      return event.payload.moves.flatMap((move) =>
        pair(move.asset, move.account, account.reviewOf(event.payload.event), move.amount),
      );
    case "journal.opened":
    case "journal.succeeds":
    case "journal.closed":
    case "writer.assigned":
    case "member.enrolled":
    case "member.profiled":
    case "member.verified":
    case "staff.added":
    case "feed.applied":
    case "programme.published":
    case "lot.unlocked":
    case "card.issued":
    case "card.blocked":
    case "card.unblocked":
    case "card.written":
    case "card.alarmed":
    case "tender.abandoned":
    case "shift.handed":
    case "staff.changed":
    case "act.noted":
    case "unknown":
      return [];
    default:
      return unreachable(event);
  }
}

function ofSale(sale: SaleRecorded, self: EventRef): Posting[] {
  const list = new PostingList(sale.asset).add(account.SALES, sale.total);
  for (const tender of sale.tenders) list.add(tenderAccount(tender, sale, self), -tender.amount);
  const [toPurse, toPool] = [sale.toPurse ?? 0, sale.toPool ?? 0];
  list.add(account.programmeOf("cashback"), -(toPurse + toPool));
  if (sale.member !== undefined) list.add(account.poolOf(sale.member), toPool);
  if (!sale.confirms) return list.add(account.doubtOf(self), toPurse).done();
  const { card, ops } = sale.confirms;
  list.add(account.purseOf(card), toPurse);
  for (const { op, amount } of ops ?? []) list.move(account.transitOf(card, op), account.purseOf(card), amount);
  return list.done();
}

/** Cash lies in a drawer; credit of the purse comes out of the doubt that its intent made. */
function tenderAccount(tender: Tender, sale: SaleRecorded, self: EventRef): Account {
  switch (tender.kind) {
    case "cash":
      return account.drawerOf(tender.drawer);
    case "bank-card":
      return account.tenderOf("bank-card");
    case "purse":
      return account.doubtOf({ journal: self.journal, seq: sale.confirms?.seq ?? self.seq });
    case "lease":
      return account.leaseOf(tender.terminal, sale.member ?? "");
    default:
      return unreachable(tender);
  }
}

function ofConfirmed(confirmed: CardConfirmed, self: EventRef): Posting[] {
  const list = new PostingList(confirmed.asset ?? 0);
  const purse = account.purseOf(confirmed.card);
  list.move(account.doubtOf({ journal: self.journal, seq: confirmed.intent }), purse, confirmed.earn ?? 0);
  for (const { op, amount } of confirmed.ops ?? []) list.move(account.transitOf(confirmed.card, op), purse, amount);
  return list.done();
}

/**
 * REAL earn: doubt to purse. VOID earn: doubt to pool. VOID spend: doubt back to the purse. REAL spend without a sale:
 * the card holds `earn` too, which no sale earned, so it is paid out of the spend; what is left is the pool's, what is
 * missing is the member's debt.
 */
function ofSettled(settled: CardSettled): Posting[] {
  const list = new PostingList(settled.asset);
  const [doubt, purse, pool] = [
    account.doubtOf(settled.intent),
    account.purseOf(settled.card),
    account.poolOf(settled.member),
  ];
  const [spend, earn] = [settled.spend ?? 0, settled.earn ?? 0];
  if (settled.outcome === "void") {
    if (settled.kind === "earn") list.move(doubt, pool, earn);
    if (settled.kind === "spend") list.move(doubt, purse, spend);
    return list.done();
  }
  if (settled.kind === "earn") list.move(doubt, purse, earn);
  if (settled.kind === "spend") {
    list
      .add(doubt, -spend)
      .add(purse, earn)
      .add(pool, Math.max(spend - earn, 0));
    list.add(account.debtOf(settled.member), Math.min(spend - earn, 0));
  }
  for (const { op, amount } of settled.ops ?? []) list.move(account.transitOf(settled.card, op), purse, amount);
  return list.done();
}

function ofReturn(back: SaleReturned): PostingList {
  const list = moneyBack(back);
  const { pool = 0, debt = 0, loss = 0 } = back.taken ?? {};
  list.add(account.programmeOf("cashback"), pool + debt + loss).add(account.programmeOf("loss"), -loss);
  if (back.member !== undefined) {
    list.add(account.poolOf(back.member), (back.restored?.pool ?? 0) - pool).add(account.debtOf(back.member), -debt);
  }
  return list.add(account.programmeOf("breakage"), back.restored?.breakage ?? 0);
}

/** What the card gains waits in the void's own doubt; what it gives comes out of the doubt that its intent made. */
function ofVoid(back: SaleVoided, self: EventRef): Posting[] {
  const [purse, restored] = [back.taken?.purse ?? 0, back.restored?.purse ?? 0];
  const doubt = account.doubtOf({ journal: self.journal, seq: back.confirms?.seq ?? self.seq });
  return ofReturn(back)
    .add(account.programmeOf("cashback"), purse)
    .add(doubt, restored - purse)
    .done();
}

function ofClaim(claim: RefundClaimed, self: EventRef): Posting[] {
  return moneyBack(claim)
    .add(account.doubtOf(self), claim.held ?? 0)
    .done();
}

function moneyBack(back: SaleReturned | RefundClaimed): PostingList {
  const list = new PostingList(back.asset).add(account.SALES, -back.total);
  for (const tender of back.tenders) {
    if (tender.kind === "cash") list.add(account.drawerOf(tender.drawer), tender.amount);
    else if (tender.kind === "bank-card") list.add(account.tenderOf("bank-card"), tender.amount);
    // Credit that paid comes back through `restored` or `held`: plastic is never touched by a refund without its own
    // write.
  }
  return list;
}

function ofCash(moved: CashMoved): Posting[] {
  const [drawer, outside] = [account.drawerOf(moved.drawer), account.tenderOf(moved.kind)];
  return moved.kind === "paid-in"
    ? pair(moved.asset, drawer, outside, moved.amount)
    : pair(moved.asset, outside, drawer, moved.amount);
}

/** The drawer ends empty: what was counted lies in the safe, what is missing or too much is named. */
function ofClosed(closed: ShiftClosed): Posting[] {
  return new PostingList(closed.asset)
    .add(account.drawerOf(closed.drawer), closed.expected)
    .add(account.tenderOf("safe"), -closed.counted)
    .add(account.tenderOf("over-short"), closed.counted - closed.expected)
    .done();
}

/** A giving operation is reserved from the pool at birth; a taking one moves when a terminal applied it. */
function ofOperation(operation: OperationCreated): Posting[] {
  if (operation.amount <= 0) return [];
  const to = account.transitOf(operation.card, operation.op);
  return pair(operation.asset, account.poolOf(operation.member), to, operation.amount);
}

function leaseOf(lease: PayloadOf<"lease.granted">): Account {
  return account.leaseOf(lease.terminal, lease.member);
}

function fromProgramme(
  name: account.ProgrammeAccount,
  to: { readonly member: string; readonly asset: number; readonly amount: number },
): Posting[] {
  return pair(to.asset, account.programmeOf(name), account.poolOf(to.member), to.amount);
}

function pair(asset: number, from: Account, to: Account, amountMinor: number): Posting[] {
  return new PostingList(asset).move(from, to, amountMinor).done();
}

/** Collects postings of one asset; several to one account become one, in order of first mention. */
class PostingList {
  readonly #asset: number;
  readonly #sums = new Map<Account, number>();

  constructor(asset: number) {
    this.#asset = asset;
  }

  add(to: Account, amountMinor: number): this {
    if (amountMinor !== 0) this.#sums.set(to, (this.#sums.get(to) ?? 0) + amountMinor);
    return this;
  }

  move(from: Account, to: Account, amountMinor: number): this {
    return this.add(from, -amountMinor).add(to, amountMinor);
  }

  done(): Posting[] {
    const rows = [...this.#sums].filter(([, amountMinor]) => amountMinor !== 0);
    return rows.map(([name, amountMinor]) => ({ account: name, asset: this.#asset, amountMinor }));
  }
}

import { must } from "../../../src-shared/base/assert.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { spendableHere } from "../../../src-shared/card/spendable-here.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { Reason } from "../../../src-shared/programme/accrue.ts";
import type { RedeemRefusal } from "../../../src-shared/programme/redeem.ts";
import type { CardRefusalCode } from "../../../src-shared/words/card-words.ts";
import type { CoreRefusal } from "../../../src-shared/words/core-words.ts";
import { appendEvents } from "../journal-writer.ts";
import { billValue, readBill, type Bill, type BillRequest } from "./bill.ts";
import type { PresentCard } from "./card-io.ts";
import { memoryOf, tapTerminal } from "./card-knowledge.ts";
import { requestHash } from "./command.ts";
import { actNow, programmeOf, shiftOf, type Actor, type Terminal } from "./context.ts";
import { decideSale, salePayload } from "./decide-sale.ts";
import { queueReceipt } from "./sale-receipt-of.ts";
import { sellWithCard } from "./sell-with-card.ts";

/** A bill, and who it is for when no card says so. */
export interface SellRequest extends BillRequest {
  readonly member?: MemberId;
}

/** What became of the card in a sale. */
export type CardOutcome =
  /** No card was used, or nothing was to be written. */
  | "none"
  /** Written and read back: take the card. */
  | "written"
  /** Written and not read back: the earning is in doubt until the card comes again. */
  | "left-early"
  /** Not written (`notice` says why): what was earned is in the pool. */
  | "to-pool";

/** A sale that stands in the ledger. Amounts in minor units. */
export interface SaleDone {
  readonly kind: "done";
  readonly sale: EventRef;
  readonly short: string;
  readonly totalMinor: number;
  readonly changeMinor: number;
  readonly spentMinor: number;
  readonly toPurseMinor: number;
  readonly toPoolMinor: number;
  readonly reason?: Reason;
  readonly card: CardOutcome;
  readonly cardBalanceMinor?: number;
  readonly notice?: CardRefusalCode;
}

/** Credit was about to leave the card when it left: no sale yet. Put the same card back, or abandon. */
export interface CardLeft {
  readonly kind: "card-left";
  readonly intent: number;
  readonly spendMinor: number;
}

export type SaleOutcome = SaleDone | CardLeft;

/** Why a bill was not sold. `possibleMinor` is the credit that would be accepted. */
export interface SellRefusal {
  readonly refusal: CoreRefusal | CardRefusalCode;
  readonly possibleMinor?: number;
}

/**
 * Sells a bill. With a card: earning, spending and due operations in one write, after its intent is on disk. Without one:
 * a known member earns to the pool. The same command id returns the same outcome and sells nothing twice.
 */
export async function sell(
  terminal: Terminal,
  by: Actor,
  request: SellRequest,
  card: PresentCard | undefined,
): Promise<Result<SaleOutcome, SellRefusal>> {
  const { read } = terminal.store;
  const hash = requestHash(terminal, "sell", [billValue(request), request.member ?? ""]);
  const before = read.commandResult(by.command);
  if (before) {
    if (before.request !== hash) return err({ refusal: "command-reused" });
    // Written below by this very command.
    return ok(JSON.parse(before.result) as SaleOutcome);
  }
  if (!shiftOf(read)) return err({ refusal: "no-shift" });
  const bill = readBill(request, terminal.identity.terminal);
  if (!bill.ok) return err({ refusal: bill.error });
  if (card?.view.kind === "ours") {
    return sellWithCard(terminal, by, { bill: bill.value, hash, card, ...memberOf(request) });
  }
  if (bill.value.creditMinor > 0) return err({ refusal: "no-card" });
  return sellWithoutCard(terminal, by, { bill: bill.value, hash, ...memberOf(request) });
}

/** A refusal of the rules in the counter's words. */
export function redeemRefusal(error: RedeemRefusal): SellRefusal {
  const codes = {
    "not-positive": "amount-not-positive",
    "below-minimum": "credit-below-minimum",
    "above-spendable": "credit-above-spendable",
    "above-bill": "credit-above-bill",
    "not-in-steps": "credit-not-in-steps",
  } as const;
  return { refusal: codes[error.kind], possibleMinor: error.possibleMinor };
}

/** What may be spent from a card here and now. */
export function spendableOf(terminal: Terminal, card: PresentCard): number {
  if (card.view.kind !== "ours") return 0;
  const { read } = terminal.store;
  const memory = memoryOf(terminal, read, card.view.header.cardNo);
  const limits = tapTerminal(terminal, read, programmeOf(read).document);
  return spendableHere({ view: card.view, memory, terminal: limits }).minor;
}

/** A sale without a card: final at once; a known member earns to the pool. */
export function sellWithoutCard(
  terminal: Terminal,
  by: Actor,
  of: { readonly bill: Bill; readonly hash: string; readonly member?: MemberId; readonly notice?: CardRefusalCode },
): Result<SaleDone, SellRefusal> {
  const { bill, member } = of;
  return terminal.store.transaction((tx) => {
    if (member !== undefined && !tx.get("member", [member])) return err({ refusal: "member-unknown" });
    const programme = programmeOf(tx).document;
    const day = must(shiftOf(tx), "a shift is open").day;
    const decided = member === undefined ? undefined : decideSale(tx, { programme, member, day, bill, spendableMinor: 0 });
    if (decided?.ok === false) return err(redeemRefusal(decided.error));
    const decision = decided?.value;
    const toPool = decision?.accrual.totalMinor ?? 0;
    const sale = { ...salePayload(bill, programme.asset, member, decision), ...(toPool > 0 ? { toPool } : {}) };
    const draft = { type: "sale.recorded", payload: sale } as const;
    const [event] = appendEvents(tx, terminal, terminal.identity.journal, actNow(terminal, tx, by), [draft]);
    const reason = decision?.accrual.reason;
    queueReceipt(tx, { event: must(event, "appended"), sale, reason, cashier: by.actor });
    const done: SaleDone = {
      kind: "done",
      sale: must(event, "appended").ref,
      short: must(event, "appended").short,
      totalMinor: bill.totalMinor,
      changeMinor: bill.changeMinor,
      spentMinor: 0,
      toPurseMinor: 0,
      toPoolMinor: toPool,
      ...(reason === undefined ? {} : { reason }),
      card: of.notice === undefined ? "none" : "to-pool",
      ...(of.notice === undefined ? {} : { notice: of.notice }),
    };
    tx.putCommandResult({ command: by.command, request: of.hash, result: JSON.stringify(done) });
    return ok(done);
  });
}

function memberOf(request: SellRequest): { readonly member?: MemberId } {
  return request.member === undefined ? {} : { member: request.member };
}

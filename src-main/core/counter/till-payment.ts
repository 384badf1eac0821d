import { must } from "../../../src-shared/base/assert.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { InputOf, ValueOf } from "../../../src-shared/contract/contract.ts";
import type { SaleResult } from "../../../src-shared/contract/counter-state.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import { memberName } from "../staff/member-name.ts";
import { waitingIntents } from "../terminal/abandon.ts";
import type { Actor } from "../terminal/context.ts";
import { poolOfMember } from "../terminal/member-lots.ts";
import type { SaleDone, SaleOutcome, SellRefusal } from "../terminal/sale-outcome.ts";
import type { VoidRefused } from "../terminal/void-outcome.ts";
import type { LedgerTx } from "../ports/store.ts";
import { beginPaying, byKey, endPaying, markPaid, markVoided, moveBill } from "./bill-shelf.ts";
import { EMPTY_DRAFT, totalOf, type Draft, type Payment } from "./draft.ts";
import { billRequestOf } from "./draft-bill.ts";
import { outcomeOf, paidBy, saleAt } from "./sale-at.ts";
import type { TillDraft } from "./till-draft.ts";
import type { TillParts } from "./till-parts.ts";

type PayValue = ValueOf<"bill.pay">;
type PayInput = InputOf<"bill.pay">;

/** Why a bill was not paid. */
export type PayRefused = SellRefusal | { readonly refusal: "draft-changed" | "payment-under-way" | "bill-cancelled" };

/** What happened, for the ear. */
export type Heard = "done" | "put-back" | "refused";

/** The payments of a till: one at a time, each under one command, and each found again after a crash. */
export class TillPayments {
  readonly #parts: TillParts;
  readonly #draft: TillDraft;
  readonly #hear: (sound: Heard) => void;
  #running: { readonly command: string; readonly promise: Promise<Result<PayValue, PayRefused>> } | undefined;
  #voiding = false;

  constructor(parts: TillParts, draft: TillDraft, hear: (sound: Heard) => void) {
    this.#parts = parts;
    this.#draft = draft;
    this.#hear = hear;
  }

  /** Whether a sale or an undo is under way now. */
  isRunning(): boolean {
    return this.#running !== undefined || this.#voiding;
  }

  /** The answer to a payment's command that was given before, or is on its way; undefined when it is a new one. */
  answered(command: string): Promise<Result<PayValue, PayRefused>> | undefined {
    if (this.#running?.command === command) return this.#running.promise;
    const outcome = outcomeOf(this.#parts.terminal.store.read, command);
    return outcome === undefined ? undefined : Promise.resolve(ok(this.#valueOf(outcome, command)));
  }

  /** Sells the bill with this revision. `who` is whom it is for, and whether the card on the reader takes part. */
  pay(
    by: Actor,
    input: PayInput,
    who: Pick<Payment["request"], "member"> & { readonly withCard: boolean },
  ): Promise<Result<PayValue, PayRefused>> {
    const draft = this.#draft.now();
    if (this.#running !== undefined || draft.payment !== null) {
      return Promise.resolve(err({ refusal: "payment-under-way" }));
    }
    if (input.revision !== draft.revision) return Promise.resolve(err({ refusal: "draft-changed" }));
    const { creditMinor, tenders } = input;
    const { withCard, ...member } = who;
    const request = {
      ...billRequestOf(draft),
      ...(creditMinor === undefined || creditMinor === 0 ? {} : { creditMinor }),
      ...(tenders === undefined ? {} : { tenders }),
      ...member,
    };
    const spendMinor = creditMinor ?? 0;
    const payment: Payment = { command: by.command, request, withCard, state: "working", spendMinor };
    if (!this.#begin({ ...draft, payment })) return Promise.resolve(err({ refusal: "bill-cancelled" }));
    const promise = this.#sell(by, payment).finally(() => {
      this.#running = undefined;
      this.#draft.touch();
    });
    this.#running = { command: by.command, promise };
    return promise;
  }

  /** Brings a payment that a crash or a failing disk cut off to where the ledger says it is. */
  resume(): void {
    const draft = this.#draft.now();
    if (draft.payment === null || this.isRunning()) return;
    const outcome = outcomeOf(this.#parts.terminal.store.read, draft.payment.command);
    if (outcome?.kind === "done") return this.#finish(outcome);
    if (outcome?.kind === "card-left" && this.#waits(outcome.intent)) {
      if (draft.payment.state !== "card-left") this.#left(outcome.spendMinor);
      return;
    }
    this.#open(draft);
  }

  /** "Customer left / pays otherwise": with `keepBill` the same bill is paid otherwise, else the next one begins. */
  async abandon(
    by: Actor,
    keepBill: boolean,
  ): Promise<Result<{ abandoned: number }, { readonly refusal: "nothing-to-abandon" | "command-reused" }>> {
    const abandoned = await this.#parts.counter.abandon(by);
    // Nothing waits any more: what the ledger says of the payment holds for the bill too.
    if (!abandoned.ok) this.resume();
    if (!abandoned.ok) return abandoned;
    const draft = this.#draft.now();
    if (draft.payment?.state === "card-left") {
      const { external } = draft;
      if (keepBill) this.#open(draft);
      else {
        this.#draft.note({ ...EMPTY_DRAFT, revision: draft.revision + 1, recent: draft.recent }, (tx) => {
          if (external !== null) moveBill(tx, external.key, "waiting");
        });
      }
    }
    return abandoned;
  }

  /** Undoes the last sale. */
  async undo(by: Actor, sale: EventRef): Promise<Result<ValueOf<"sale.void">, VoidRefused>> {
    this.#voiding = true;
    this.#draft.touch();
    try {
      const done = await this.#parts.counter.void(by, { sale });
      if (!done.ok) return done;
      const { value } = done;
      if (value.kind === "card-left") {
        this.#hear("put-back");
        return ok({ kind: "card-left" });
      }
      this.undone(value.sale, value.totalMinor);
      // What the undo left on the card that still lies there.
      if (value.card === "written") this.#lookAgain();
      return ok({ kind: "done", totalMinor: value.totalMinor, cashBackMinor: value.cashMinor });
    } finally {
      this.#voiding = false;
      this.#draft.touch();
    }
  }

  /** Reads the card on the reader again where it was written since. */
  #lookAgain(): void {
    const { counter, terminal } = this.#parts;
    counter.refresh().catch((error: unknown) => {
      terminal.log.log("warn", "card-not-read-again", { detail: String(error) });
    });
  }

  /** A sale was undone, at once or by the card that was put back. */
  undone(sale: EventRef, totalMinor: number): void {
    const draft = this.#draft.now();
    const atMs = this.#parts.terminal.clock.wallMs();
    this.#draft.note({ ...draft, result: null, undone: { sale, totalMinor, atMs } }, (tx) => markVoided(tx, sale));
    this.#hear("done");
  }

  async #sell(by: Actor, payment: Payment): Promise<Result<PayValue, PayRefused>> {
    let sold: Result<SaleOutcome, SellRefusal>;
    try {
      sold = await this.#parts.counter.sell(by, payment.request, payment.withCard);
    } catch (error) {
      this.#afterFailure();
      throw error;
    }
    if (!sold.ok) {
      this.#open(this.#draft.now());
      this.#hear("refused");
      return sold;
    }
    if (sold.value.kind === "done") this.#finish(sold.value);
    else if (sold.value.over) this.#open(this.#draft.now());
    else this.#left(sold.value.spendMinor);
    return ok(this.#valueOf(sold.value, by.command));
  }

  /** The payment stands on disk before the sale is tried. False when its program called the bill back. */
  #begin(draft: Draft): boolean {
    const { external, payment } = draft;
    let isThere = true;
    const begin = (tx: LedgerTx): void => {
      if (external !== null) isThere = beginPaying(tx, external.key, must(payment, "begun").command);
    };
    if (external !== null && byKey(this.#parts.terminal.store.read, external.key)?.state !== "on-counter") return false;
    this.#draft.keep(draft, begin);
    return isThere;
  }

  /** The disk or the card's write threw: what the ledger says counts, and where it says nothing, nothing was sold. */
  #afterFailure(): void {
    const { command } = must(this.#draft.now().payment, "a payment is under way");
    const outcome = outcomeOf(this.#parts.terminal.store.read, command);
    if (outcome?.kind === "done") this.#finish(outcome);
    else if (outcome?.kind === "card-left" && this.#waits(outcome.intent)) this.#left(outcome.spendMinor);
    else this.#open(this.#draft.now());
  }

  /** No sale: the bill lies open as before. */
  #open(draft: Draft): void {
    const { external, payment } = draft;
    if (payment === null) return;
    this.#draft.note({ ...draft, payment: null }, (tx) => {
      if (external !== null) endPaying(tx, external.key);
    });
  }

  /** The bill stays, and waits for the card. */
  #left(spendMinor: number): void {
    const draft = this.#draft.now();
    const payment = must(draft.payment, "a payment is under way");
    this.#draft.note({ ...draft, payment: { ...payment, state: "card-left", spendMinor } });
    this.#hear("put-back");
  }

  /** The sale stands: its result beside the empty bill of whoever comes next. */
  #finish(done: SaleDone): void {
    const { revision, external, recent } = this.#draft.now();
    const next = { ...EMPTY_DRAFT, revision: revision + 1, recent, result: this.resultOf(done) };
    this.#draft.note(next, (tx) => {
      if (external !== null) markPaid(tx, external.key, done.sale);
    });
    this.#hear("done");
  }

  /** A finished sale as the result screen shows it. */
  resultOf(done: SaleDone): SaleResult {
    const { terminal } = this.#parts;
    const { sale, atMs } = must(saleAt(terminal.store.read, done.sale), "a sale that is done has its event");
    const { member } = sale;
    const pool = member === undefined ? null : poolOfMember(terminal.store.read, sale).poolMinor;
    return {
      sale: done.sale,
      short: done.short,
      totalMinor: done.totalMinor,
      paid: paidBy(sale),
      changeMinor: done.changeMinor,
      spentMinor: done.spentMinor,
      earnedMinor: done.toPurseMinor + done.toPoolMinor,
      toPoolMinor: done.toPoolMinor,
      reason: done.reason ?? null,
      card: done.card,
      balanceMinor: done.cardBalanceMinor ?? pool,
      notice: done.notice ?? null,
      memberName: member === undefined ? null : memberName(terminal, member).slice(0, 170),
      atMs,
    };
  }

  #valueOf(outcome: SaleOutcome, command: string): PayValue {
    if (outcome.kind === "done") return { kind: "done", result: this.resultOf(outcome) };
    const { payment } = this.#draft.now();
    const total = payment?.command === command ? totalOf(this.#draft.now()) : outcome.spendMinor;
    const { spendMinor } = outcome;
    return { kind: "card-left", spendMinor, dueMinor: total - spendMinor };
  }

  #waits(intent: number): boolean {
    const { terminal } = this.#parts;
    return waitingIntents(terminal, terminal.store.read).some(({ seq }) => seq === intent);
  }
}

import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { printableOf } from "../../../src-shared/base/printable.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import type { CounterState, DisplayState, MemberPanel } from "../../../src-shared/contract/counter-state.ts";
import type { InputOf, PageEvent, ValueOf } from "../../../src-shared/contract/contract.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { RefusalCode } from "../../../src-shared/contract/refusal-codes.ts";
import { normaliseMobile } from "../../../src-shared/words/format.ts";
import type { Actor } from "../terminal/context.ts";
import { shopSettings } from "../terminal/shop-settings.ts";
import { moveBill } from "./bill-shelf.ts";
import type { CounterEvent, Presence } from "./counter.ts";
import { addLine, changeLine, discountBill, typeAmount, type DraftRefused } from "./draft-changes.ts";
import { saleLinesOf } from "./draft-bill.ts";
import { isEmpty, revised, totalOf, type Draft, type Who } from "./draft.ts";
import { saleAt } from "./sale-at.ts";
import { readScan } from "./scanned.ts";
import { TillDraft } from "./till-draft.ts";
import { ledgerView, type LedgerNow } from "./till-ledger-view.ts";
import { offerOf } from "./till-offer.ts";
import type { TillParts } from "./till-parts.ts";
import { TillPayments } from "./till-payment.ts";
import { billState, cardState, displayPhase, memberPanel, undoState, type Seen } from "./till-state.ts";

type Changed<R> = Result<{ readonly revision: number }, R | DraftRefused>;

/** Waiting bills that a page shows at once. */
const WAITING_MAX = 20;

/**
 * The counter of a till as its pages see it: the open bill, whom it is for, what it would earn, how it is paid. It
 * lives in the core and on disk, so that a crash, a reload and a second window find it as it was.
 */
export class TillCounter {
  readonly payments: TillPayments;
  readonly #parts: TillParts;
  readonly #draft: TillDraft;
  readonly #listeners = new Set<() => void>();
  readonly #tellers = new Set<(event: PageEvent) => void>();
  /** The card of the sale just done still lies on the reader. */
  #served = false;
  #chosenMinor = 0;
  readonly #view: () => LedgerNow;

  constructor(parts: TillParts) {
    const { terminal, counter, reader, staff, shelf, spool } = parts;
    this.#parts = parts;
    this.#view = ledgerView(terminal, counter);
    const changed = (): void => this.#changed();
    this.#draft = new TillDraft({ store: terminal.store, log: terminal.log, onChange: changed });
    this.payments = new TillPayments(parts, this.#draft, (sound) => this.#hear(sound));
    counter.onEvent((event) => this.#onCounter(event));
    reader.onStatus(changed);
    staff.onChange(changed);
    spool?.onChange(changed);
    shelf.onChange(({ cancelled }) => this.#onShelf(cancelled));
    this.payments.resume();
  }

  /** Called whenever `state()` or what stands beside it may have changed. Returns the end of it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called with what is told once: sounds, and refusals that nobody asked for. */
  onTold(listener: (event: PageEvent) => void): () => void {
    this.#tellers.add(listener);
    return () => this.#tellers.delete(listener);
  }

  typeAmount(command: string, amountMinor: number): Changed<never> {
    return this.#change(command, (draft) => typeAmount(draft, amountMinor));
  }

  /** Adds the product that a barcode, a code or an id names. */
  add(command: string, input: InputOf<"bill.add">): Changed<{ readonly refusal: "product-unknown" }> {
    const edit = (draft: Draft): Result<Partial<Draft>, DraftRefused | { readonly refusal: "product-unknown" }> => {
      const product = this.#parts.products.byCode(input.code);
      if (product === undefined) return err({ refusal: "product-unknown" as const });
      const { id, name, category } = product;
      const { priceMinor = product.priceMinor, qtyMilli = 1000 } = input;
      return addLine(draft, { product: id, name, category, priceMinor, qtyMilli });
    };
    return this.#change<DraftRefused | { readonly refusal: "product-unknown" }>(command, edit);
  }

  addFree(command: string, { name, priceMinor, qtyMilli = 1000 }: InputOf<"bill.add-free">): Changed<never> {
    const line = { product: null, name: printableOf(name), category: null, priceMinor, qtyMilli };
    return this.#change(command, (draft) => addLine(draft, line));
  }

  changeLine(command: string, input: InputOf<"bill.line">): Changed<never> {
    return this.#change(command, (draft) => changeLine(draft, input));
  }

  discount(command: string, discountMinor: number): Changed<never> {
    return this.#change(command, (draft) => discountBill(draft, discountMinor));
  }

  /** Empties the bill and forgets whom it was for, but for the card that lies there; another program's goes back. */
  clear(command: string): Changed<never> {
    const { external } = this.#draft.now();
    const who = this.#whoIsThere();
    const empty = { amountMinor: 0, lines: [], discountMinor: 0, external: null, who };
    return this.#draft.change(
      command,
      () => ok(empty),
      (tx) => {
        if (external !== null) moveBill(tx, external.key, "waiting");
      },
    );
  }

  /** Takes a bill of another program from the line. */
  take(command: string, key: string): Changed<{ readonly refusal: "bill-held-elsewhere" | "bill-unknown" }> {
    const edit = (
      draft: Draft,
    ): Result<Partial<Draft>, { readonly refusal: "bill-held-elsewhere" | "bill-unknown" }> => {
      if (!isEmpty(draft)) return err({ refusal: "bill-held-elsewhere" });
      const bill = this.#parts.shelf.waiting(Number.MAX_SAFE_INTEGER).find((each) => each.key === key);
      if (bill === undefined) return err({ refusal: "bill-unknown" });
      const { lines, totalMinor, number, programName: program } = bill;
      const amountMinor = lines.length > 0 ? 0 : totalMinor;
      return ok({ lines, amountMinor, discountMinor: 0, external: { key, number, program } });
    };
    return this.#draft.change(command, edit, (tx) => void moveBill(tx, key, "on-counter"));
  }

  /** Puts a bill of another program back into the line. */
  putBack(command: string): Changed<{ readonly refusal: "bill-unknown" }> {
    const { external, recent } = this.#draft.now();
    const isDone = recent.includes(command);
    return external === null && !isDone ? err({ refusal: "bill-unknown" }) : this.clear(command);
  }

  /** The result was seen, or nothing was shown: the next bill begins. */
  next(command: string): Changed<never> {
    return this.#change(command, () => ok({}));
  }

  /** Whom the bill is for, by what was typed or scanned. */
  setMember(
    command: string,
    by: InputOf<"bill.member">["by"],
  ): Changed<{ readonly refusal: "member-not-found" | "mobile-invalid" | "qr-not-ours" }> {
    type Named = Result<Partial<Draft>, { readonly refusal: "member-not-found" | "mobile-invalid" | "qr-not-ours" }>;
    return this.#change(command, (): Named => {
      if (by.kind === "none") return ok({ who: { kind: "none" } as const });
      if (by.kind === "qr") {
        const member = this.#parts.memberOfQr(by.text);
        return member === undefined ? err({ refusal: "qr-not-ours" as const }) : this.#known("qr", member);
      }
      if (by.kind === "id") return this.#known("mobile", by.member);
      const mobile = normaliseMobile(by.mobile);
      if (mobile === undefined) return err({ refusal: "mobile-invalid" as const });
      const { hits } = this.#parts.terminal.members.search(mobile);
      const hit = hits.find((each) => each.mobile !== undefined && normaliseMobile(each.mobile) === mobile);
      return hit === undefined ? err({ refusal: "member-not-found" as const }) : this.#known("mobile", hit.memberId);
    });
  }

  /** Whatever a scanner sent: a member's QR, a receipt's, or a product's code. Says what it was. */
  scan(
    command: string,
    text: string,
  ): Result<ValueOf<"counter.scan">, { readonly refusal: RefusalCode } | DraftRefused> {
    const { terminal, memberOfQr } = this.#parts;
    // Asked first: a keyboard layout may have turned everything but the digits into something else.
    const isOurs = memberOfQr(text) !== undefined;
    const scanned = isOurs ? ({ kind: "member", text } as const) : readScan(terminal.store.read, text);
    if (scanned.kind === "receipt") {
      if (scanned.sale === undefined) return err({ refusal: "sale-unknown" });
      return ok({ was: "receipt", revision: this.#draft.now().revision, sale: scanned.sale });
    }
    const isMember = scanned.kind === "member";
    const changed = isMember
      ? this.setMember(command, { kind: "qr", text: scanned.text })
      : this.add(command, { code: scanned.text });
    return changed.ok ? ok({ was: isMember ? "member" : "product", ...changed.value }) : changed;
  }

  /** The page's choice before it pays: for the customer's screen alone, and kept by no disk. */
  choose(creditMinor: number): void {
    this.#chosenMinor = creditMinor;
    this.#changed();
  }

  /** Sells the bill: see `TillPayments.pay`. */
  pay(by: Actor, input: InputOf<"bill.pay">): ReturnType<TillPayments["pay"]> {
    return this.payments.pay(by, input, this.#payer()).finally(() => this.#follow());
  }

  /** "Customer left / pays otherwise": see `TillPayments.abandon`. */
  async abandon(by: Actor, keepBill: boolean): ReturnType<TillPayments["abandon"]> {
    const abandoned = await this.payments.abandon(by, keepBill);
    this.#follow();
    return abandoned;
  }

  /** What a sale came to that is to be undone: the size of the act, for who may do it. */
  totalOfLast(sale: EventRef): number {
    return saleAt(this.#parts.terminal.store.read, sale)?.sale.total ?? 0;
  }

  /** The whole counter as a page shows it. */
  state(): CounterState {
    const draft = this.#draft.now();
    const seen = this.#seen(draft);
    const panel = seen && memberPanel(seen);
    const { payment } = draft;
    const isOpen = payment === null;
    return {
      bill: billState(draft),
      member: panel ?? null,
      card: this.#cardState(draft),
      offer: seen === undefined || panel === undefined || !isOpen ? null : this.#offer(draft, seen, panel),
      payment: isOpen
        ? { kind: this.payments.isRunning() ? "working" : "open" }
        : payment.state === "working"
          ? { kind: "working" }
          : { kind: "card-left", spendMinor: payment.spendMinor, dueMinor: totalOf(draft) - payment.spendMinor },
      result: draft.result,
      undone: draft.undone,
      undo: payment === null ? undoState(this.#view().last) : null,
      waiting: this.#parts.shelf.waiting(WAITING_MAX).map(({ key, number, programName, totalMinor }) => {
        return { id: key, number, program: programName, totalMinor };
      }),
    };
  }

  /** What the customer display shows of `state`: amounts and a first name, nothing else of the member. */
  displayState(state: CounterState): DisplayState {
    const { name, locale } = shopSettings(this.#parts.terminal.store.read);
    const draft = this.#draft.now();
    const firstName = state.member === null ? null : (this.#view().facts(state.member.member)?.firstName ?? null);
    const { moneyUnit, digits } = this.#parts.display();
    const { result, offer, member: panel, card } = state;
    const phase = displayPhase({ draft, result, firstName, offer, panel, card, creditMinor: this.#chosenMinor });
    return { shopName: name.slice(0, 120), locale, ...phase, moneyUnit, digits };
  }

  #change<R>(command: string, edit: (draft: Draft) => Result<Partial<Draft>, R>): Changed<R> {
    const changed = this.#draft.change(command, edit);
    // Whoever's card still lies there is the member of the next bill, with what the sale left on it.
    if (changed.ok && this.#served && this.#draft.now().result === null) this.#beginWithServed();
    return changed;
  }

  #beginWithServed(): void {
    this.#served = false;
    const { counter, terminal } = this.#parts;
    counter.refresh().catch((error: unknown) => {
      terminal.log.log("warn", "card-not-read-again", { detail: String(error) });
    });
  }

  #known(kind: "mobile" | "qr", member: MemberId): Result<Partial<Draft>, { readonly refusal: "member-not-found" }> {
    const row = this.#parts.terminal.store.read.get("member", [member]);
    return row === undefined ? err({ refusal: "member-not-found" }) : ok({ who: { kind, member } });
  }

  #onCounter(event: CounterEvent): void {
    switch (event.kind) {
      case "presence":
        return this.#onPresence(event.presence);
      case "sale-completed":
        return this.payments.resume();
      case "void-completed": {
        const total = this.#view().last?.totalMinor ?? 0;
        return this.payments.undone(event.sale, total);
      }
      case "reader-locked":
        this.#tell({ kind: "refused", refusal: { refusal: "reader-locked" } });
        return this.#changed();
      case "reader-unlocked":
        return this.#changed();
    }
  }

  /** A tap says whom the bill is for; another card in the middle of it says it anew. */
  #onPresence(presence: Presence): void {
    const draft = this.#draft.now();
    if (presence.kind === "reading" || presence.kind === "waiting" || presence.kind === "left") this.#served = false;
    if (presence.kind === "refused") this.#hear("refused");
    const { who, payment } = draft;
    if (payment === null && !this.payments.isRunning() && !this.#served) {
      const next = this.#whoAfter(presence, who, isEmpty(draft));
      // A tap beside a result begins nothing: whoever tapped is the member of the bill that comes.
      if (next !== undefined) this.#draft.note(revised(draft, { who: next }));
    }
    this.#changed();
  }

  /** While a payment is under way a tap says nothing: another card that came meanwhile says who it is when it ends. */
  #follow(): void {
    const draft = this.#draft.now();
    if (draft.payment !== null || draft.who.kind !== "card" || this.#served) return;
    const next = this.#whoAfter(this.#parts.counter.presence(), draft.who, isEmpty(draft));
    if (next !== undefined) this.#draft.note(revised(draft, { who: next }));
  }

  #whoAfter(presence: Presence, who: Who, isEmptyBill: boolean): Who | undefined {
    if (presence.kind === "member" && presence.member !== null) {
      const isSame = who.kind === "card" && who.member === presence.member;
      return isSame ? undefined : { kind: "card", member: presence.member };
    }
    // "waiting" and not "left": what lay there was not tapped for a bill that has yet to begin.
    if (presence.kind === "waiting" && who.kind === "card" && isEmptyBill) return { kind: "reader" };
    const isOther = presence.kind === "refused" || presence.kind === "issuable" || presence.kind === "member";
    return isOther && who.kind === "card" ? { kind: "reader" } : undefined;
  }

  #onShelf(cancelled: string | null): void {
    const draft = this.#draft.now();
    if (cancelled !== null && draft.external?.key === cancelled) {
      this.#draft.note(revised(draft, { lines: [], amountMinor: 0, discountMinor: 0, external: null }));
      this.#tell({ kind: "refused", refusal: { refusal: "bill-cancelled" } });
    }
    this.#changed();
  }

  #hear(sound: "done" | "put-back" | "refused"): void {
    const { kind } = this.#parts.counter.presence();
    // "reading": the card that was put back is being read, and its sale is done with it.
    if (sound === "done" && (kind === "member" || kind === "reading")) this.#served = true;
    this.#tell({ kind: "sound", sound });
  }

  #whoIsThere(): Who {
    const presence = this.#parts.counter.presence();
    const isNew = presence.kind === "member" && presence.member !== null && !this.#served;
    return isNew ? { kind: "card", member: presence.member } : { kind: "reader" };
  }

  /** Whom a sale is for, and whether the card on the reader takes part: never one that the cashier doesn't see. */
  #payer(): { readonly member?: MemberId; readonly withCard: boolean } {
    const { who } = this.#draft.now();
    const presence = this.#parts.counter.presence();
    const onReader = presence.kind === "member" ? presence.member : null;
    switch (who.kind) {
      case "none":
        return { withCard: false };
      case "reader":
        // Of a card that has gone nothing is taken over: nobody is shown.
        if (presence.kind === "waiting" || presence.kind === "left") return { withCard: false };
        return { withCard: true, ...(onReader === null ? {} : { member: onReader }) };
      case "card":
        return { withCard: true, member: who.member };
      case "mobile":
      case "qr":
        return { withCard: onReader === who.member, member: who.member };
    }
  }

  #seen(draft: Draft): Seen | undefined {
    const { who } = draft;
    const presence = this.#parts.counter.presence();
    const there = presence.kind === "member" ? presence : undefined;
    const isOver = draft.result !== null && this.#served;
    const member = who.kind === "reader" ? (isOver ? null : there?.member) : who.kind === "none" ? null : who.member;
    if (member === null || member === undefined) return undefined;
    const facts = this.#view().facts(member);
    if (facts === undefined) return undefined;
    const card = there?.member === member ? there : null;
    const via = card !== null ? "card" : who.kind === "mobile" || who.kind === "qr" ? who.kind : "left";
    return { facts, via, card, heldBy: card === null ? null : this.#view().heldBy() };
  }

  #offer(draft: Draft, { facts, card, heldBy }: Seen, panel: MemberPanel): CounterState["offer"] {
    const { terminal, staff } = this.#parts;
    const seller = staff.signedIn()?.staff ?? this.#view().shiftStaff;
    const spendableMinor = panel.spendableMinor;
    const spendWhyNot = card === null ? "no-card" : heldBy;
    const basis = { member: facts.member, lines: saleLinesOf(draft), totalMinor: totalOf(draft) };
    return offerOf(terminal, { ...basis, seller, spendableMinor, spendWhyNot });
  }

  #cardState(draft: Draft): CounterState["card"] {
    const { counter, reader } = this.#parts;
    const presence = counter.presence();
    const { payment } = draft;
    const isThere = presence.kind === "member" || presence.kind === "reading";
    return cardState({
      presence,
      readerState: reader.status().state,
      isWriting: this.payments.isRunning() && isThere && (payment?.withCard ?? true),
      isServed: this.#served && draft.result !== null,
      waiting: payment?.state === "card-left" ? { what: "sale", spendMinor: payment.spendMinor } : this.#view().waiting,
    });
  }

  #tell(event: PageEvent): void {
    for (const listener of this.#tellers) listener(event);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

import type { CardNo, MemberId } from "../../../src-shared/base/ids.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import { err, type Result } from "../../../src-shared/base/result.ts";
import type { CardRefusalCode } from "../../../src-shared/words/card-words.ts";
import type { IssueRefusal } from "../../../src-shared/words/issue-words.ts";
import type { MediumRefusal } from "../../../src-shared/words/reader-words.ts";
import { cardChannel, type CardArrived, type CardReaderPort } from "../ports/card-reader.ts";
import { abandonSpend } from "../terminal/abandon.ts";
import { askContact } from "../terminal/ask-head-office.ts";
import { readCard, type CardReading, type PresentCard } from "../terminal/card-io.ts";
import type { Actor, Terminal } from "../terminal/context.ts";
import { issueCard } from "../terminal/issue-card.ts";
import { memberOfCard } from "../terminal/sell-with-card.ts";
import type { SaleOutcome, SellRefusal, SellRequest } from "../terminal/sale-outcome.ts";
import { sell, spendableOf, spendingOf } from "../terminal/sell.ts";
import { settleCard } from "../terminal/settle-card.ts";
import { takesFromCard } from "../terminal/settle-intents.ts";
import type { VoidOutcome, VoidRefused, VoidRequest } from "../terminal/void-outcome.ts";
import { voidSale } from "../terminal/void-sale.ts";
import { voidableSale } from "../terminal/voidable-sale.ts";
import { isReaderLocked, noteReading, unlockReader } from "./reader-lock.ts";

/** What lies on the reader, as the screen shows it. Amounts in minor units. */
export type Presence =
  | { readonly kind: "waiting" }
  | { readonly kind: "reading" }
  | {
      readonly kind: "member";
      readonly card: CardNo;
      readonly member: MemberId | null;
      readonly onCardMinor: number;
      readonly spendableMinor: number;
    }
  /** The card that was read is gone; its member may still earn, to the pool. */
  | { readonly kind: "left"; readonly member: MemberId | null }
  | { readonly kind: "issuable"; readonly uid: string }
  | { readonly kind: "refused"; readonly refusal: CardRefusalCode | MediumRefusal };

/** A card of the shop in training, or of training in the shop. */
type BarredCard = NonNullable<CardArrived["barred"]>;

/** What the counter tells its listeners. */
export type CounterEvent =
  | { readonly kind: "presence"; readonly presence: Presence; readonly softwareMs: number }
  | { readonly kind: "sale-completed"; readonly sale: EventRef }
  /** The card was put back, and the undoing that waited for it stands. */
  | { readonly kind: "void-completed"; readonly void: EventRef; readonly sale: EventRef }
  /** Five cards in a row carried a wrong MAC; told again at every card on a locked reader. Words: "reader-locked". */
  | { readonly kind: "reader-locked" | "reader-unlocked"; readonly readerId: string };

/**
 * The counter of one terminal: follows the reader, and carries out one command at a time, so that no two of them meet
 * on one card. Commands never wait for a reader longer than its own time limits.
 */
export class Counter {
  readonly #terminal: Terminal;
  readonly #reader: CardReaderPort;
  readonly #listeners = new Set<(event: CounterEvent) => void>();
  readonly #actor: () => Actor;
  #presence: Presence = { kind: "waiting" };
  #arrived: CardArrived | undefined;
  #reading: CardReading | undefined;
  /** What was read no longer is what the card holds: it was written since. */
  #stale = false;
  /** A bill was sold or undone for the member shown, or the card issued: the next bill is somebody else's. */
  #served = false;
  #turn: Promise<unknown> = Promise.resolve();

  /** `actor` names who is at the till when the till itself acts (a card put back). */
  constructor(terminal: Terminal, reader: CardReaderPort, actor: () => Actor) {
    this.#terminal = terminal;
    this.#reader = reader;
    this.#actor = actor;
    reader.onEvent((event) => {
      if (event.kind === "card-arrived")
        void this.#inTurn(() => this.#onArrived(event)).catch((error) => this.#onFailed(error));
      if (event.kind === "card-gone" && this.#arrived?.session === event.session) this.#onGone();
      // Its card's session ended before; what is left of the member stays.
      if (event.kind === "service-down" && this.#arrived !== undefined) this.#onGone();
      if (event.kind === "reader-removed" && this.#arrived?.readerId === event.readerId) this.#onGone();
    });
  }

  presence(): Presence {
    return this.#presence;
  }

  /** Why less may be spent of the card shown than lies on it; null when all of it may. */
  heldBy(): CardRefusalCode | "reader-locked" | null {
    const card = this.#presentCard();
    if (card === undefined) return null;
    return this.#locked() ? "reader-locked" : spendingOf(this.#terminal, card).boundBy;
  }

  /** Reads the card again where it was written since, so that the next bill begins with what it holds. */
  async refresh(): Promise<void> {
    await this.#inTurn(() => this.#freshCard());
  }

  onEvent(listener: (event: CounterEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sells a bill, with the card on the reader unless `withCard` is false. */
  sell(by: Actor, request: SellRequest, withCard: boolean): Promise<Result<SaleOutcome, SellRefusal>> {
    return this.#inTurn(async () => {
      const card = withCard ? await this.#freshCard() : undefined;
      const isNew = this.#terminal.store.read.commandResult(by.command) === undefined;
      if (isNew && card !== undefined && (request.creditMinor ?? 0) > 0 && this.#locked()) {
        return err({ refusal: "reader-locked" as const });
      }
      const left = this.#presence.kind === "left" && withCard ? this.#presence.member : null;
      // Before, because what throws (a full disk) may throw after the card was written.
      if (card !== undefined) this.#stale = true;
      const outcome = await sell(this.#terminal, by, request, card, left ?? undefined);
      if (outcome.ok && outcome.value.kind === "done") this.#onServed();
      return outcome;
    });
  }

  /** Issues the blank card on the reader. */
  issue(
    by: Actor,
    request: { readonly member: MemberId; readonly overwrite: boolean },
  ): Promise<
    Result<
      { readonly card: CardNo },
      { readonly refusal: IssueRefusal | BarredCard | "no-card" | "reader-locked" | "command-reused" }
    >
  > {
    return this.#inTurn(async () => {
      const arrived = this.#arrived;
      if (arrived === undefined) return err({ refusal: "no-card" as const });
      if (arrived.barred !== undefined) return err({ refusal: arrived.barred });
      if (this.#locked()) return err({ refusal: "reader-locked" as const });
      const channel = cardChannel(this.#reader, arrived.session);
      this.#stale = true;
      const issued = await issueCard(this.#terminal, by, { ...request, uid: arrived.uid, channel });
      if (issued.ok) {
        await this.#freshCard();
        // Put there for the desk: when it goes, its member has not tapped for the bill that comes.
        this.#served = true;
      }
      return issued;
    });
  }

  /** Undoes the last sale, with the card on the reader where one is needed. */
  void(by: Actor, request: VoidRequest): Promise<Result<VoidOutcome, VoidRefused>> {
    return this.#inTurn(async () => {
      const card = await this.#freshCard();
      const isNew = this.#terminal.store.read.commandResult(by.command) === undefined;
      const needsCard = isNew && (voidableSale(this.#terminal)?.card ?? null) !== null;
      if (needsCard && card !== undefined && this.#locked()) return err({ refusal: "reader-locked" as const });
      // Before, because what throws (a full disk) may throw after the card was written.
      if (card !== undefined && isNew) this.#stale = true;
      const outcome = await voidSale(this.#terminal, by, request, card);
      if (outcome.ok && outcome.value.kind === "done") this.#onServed();
      return outcome;
    });
  }

  /** "Customer left / pays otherwise". */
  abandon(by: Actor): Promise<ReturnType<typeof abandonSpend>> {
    return this.#inTurn(async () => abandonSpend(this.#terminal, by));
  }

  /** A person has looked at the cards that a reader refused: it issues and spends again. Who may, the caller checks. */
  unlock(by: Actor, readerId: string): Promise<void> {
    return this.#inTurn(async () => {
      unlockReader(this.#terminal, readerId);
      this.#terminal.log.log("warn", "reader-unlocked", { reader: readerId, actor: by.actor });
      this.#tell({ kind: "reader-unlocked", readerId });
      if (this.#presence.kind === "member") this.#publish(this.#presenceNow(), 0);
    });
  }

  contact(): Promise<boolean> {
    return this.#inTurn(() => askContact(this.#terminal));
  }

  async #onArrived(arrived: CardArrived): Promise<void> {
    const begun = this.#terminal.clock.monotonicMs();
    this.#arrived = arrived;
    this.#served = false;
    this.#publish({ kind: "reading" }, 0);
    const io = await this.#read(arrived);
    const card = this.#presentCard();
    if (card !== undefined) await this.#settleWaiting(card);
    const elapsed = this.#terminal.clock.monotonicMs() - begun;
    this.#publish(this.#presenceNow(), elapsed - io);
  }

  /** Nobody waits for an arrival's outcome: what it threw (a full disk, a damaged page) must not end the core. */
  #onFailed(error: unknown): void {
    this.#terminal.log.log("error", "card-arrival-failed", { detail: String(error) });
    this.#stale = true;
    this.#publish({ kind: "waiting" }, 0);
  }

  #onGone(): void {
    const member = this.#presence.kind === "member" && !this.#served ? this.#presence.member : null;
    this.#arrived = undefined;
    this.#reading = undefined;
    this.#stale = false;
    this.#publish(member === null ? { kind: "waiting" } : { kind: "left", member }, 0);
  }

  /** A spend or an undoing of this till waits for this card: putting it back ends the wait, without a key. */
  async #settleWaiting(card: PresentCard): Promise<void> {
    if (card.view.kind !== "ours") return;
    const { store, identity } = this.#terminal;
    const open = store.read.intentsOf(card.view.header.cardNo, identity.journal, "open");
    if (!open.some((intent) => takesFromCard(intent) && intent.abandoned === 0)) return;
    this.#stale = true;
    const settled = await settleCard(this.#terminal, this.#actor(), card);
    await this.#freshCard();
    if (!settled.ok) return;
    const { sales, voids } = settled.value;
    if (sales.length + voids.length > 0) this.#served = true;
    for (const { event } of sales) this.#tell({ kind: "sale-completed", sale: event.ref });
    for (const { event, pending } of voids) {
      this.#tell({ kind: "void-completed", void: event.ref, sale: pending.back.sale });
    }
  }

  /** Reads the card; returns how long the exchange with it took. */
  async #read(arrived: CardArrived): Promise<number> {
    let ioMs = 0;
    const direct = cardChannel(this.#reader, arrived.session);
    const { clock } = this.#terminal;
    const channel = {
      reselect: () => direct.reselect(),
      transmit: async (apdu: Uint8Array) => {
        const begun = clock.monotonicMs();
        const answer = await direct.transmit(apdu);
        ioMs += clock.monotonicMs() - begun;
        return answer;
      },
    };
    this.#reading = await readCard(this.#terminal, { ...arrived, channel });
    this.#stale = false;
    const { readerId } = arrived;
    if (noteReading(this.#terminal, readerId, this.#reading)) {
      this.#terminal.log.log("error", "reader-locked", { reader: readerId });
    }
    if (this.#locked()) this.#tell({ kind: "reader-locked", readerId });
    return ioMs;
  }

  #locked(): boolean {
    const { read } = this.#terminal.store;
    return this.#arrived !== undefined && isReaderLocked(read, this.#arrived.readerId);
  }

  /** The bill is done: whoever comes next is not the member that was here. */
  #onServed(): void {
    this.#served = true;
    if (this.#presence.kind === "left") this.#publish({ kind: "waiting" }, 0);
  }

  /** The card on the reader as it is now: read again when it was written since. */
  async #freshCard(): Promise<PresentCard | undefined> {
    const arrived = this.#arrived;
    if (arrived === undefined) return undefined;
    if (this.#stale) {
      await this.#read(arrived);
      this.#publish(this.#presenceNow(), 0);
    }
    return this.#presentCard();
  }

  #presentCard(): PresentCard | undefined {
    return this.#reading?.kind === "card" ? this.#reading.card : undefined;
  }

  #presenceNow(): Presence {
    const reading = this.#reading;
    if (this.#arrived === undefined || reading === undefined) return { kind: "waiting" };
    switch (reading.kind) {
      case "issuable":
        return { kind: "issuable", uid: [...reading.uid].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
      case "foreign":
        return { kind: "refused", refusal: "card-foreign" };
      case "unsupported":
        return { kind: "refused", refusal: reading.refusal };
      case "gone":
        return { kind: "left", member: null };
      case "card":
        break;
    }
    const { card } = reading;
    if (card.view.kind !== "ours") return { kind: "refused", refusal: `card-${card.view.kind}` };
    return {
      kind: "member",
      card: card.view.header.cardNo,
      member: memberOfCard(this.#terminal, card) ?? null,
      onCardMinor: card.view.current.record.balanceMinor,
      spendableMinor: this.#locked() ? 0 : spendableOf(this.#terminal, card),
    };
  }

  #publish(presence: Presence, softwareMs: number): void {
    this.#presence = presence;
    this.#tell({ kind: "presence", presence, softwareMs });
  }

  #tell(event: CounterEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** One after another: what a command decides must still be so when it writes. */
  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(run, run);
    this.#turn = next.catch(() => undefined);
    return next;
  }
}

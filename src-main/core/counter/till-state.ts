import type {
  BillState,
  CardState,
  CounterState,
  DisplayState,
  MemberPanel,
  Offer,
  SaleResult,
} from "../../../src-shared/contract/counter-state.ts";
import { earnWith } from "../../../src-shared/programme/earn-with.ts";
import type { ReaderState } from "../../../src-shared/words/reader-words.ts";
import type { VoidableSale } from "../terminal/voidable-sale.ts";
import type { Presence } from "./counter.ts";
import { totalOf, type Draft } from "./draft.ts";
import type { MemberFacts } from "./till-member.ts";

/** The open bill as a page shows it. */
export function billState(draft: Draft): BillState {
  const { revision, lines, amountMinor, discountMinor, external } = draft;
  return {
    revision,
    kind: lines.length > 0 ? "basket" : "amount",
    amountMinor,
    lines: lines.map(({ id, product, name, qtyMilli, priceMinor, discountMinor: off, netMinor }) => {
      return { id, product, name, qtyMilli, priceMinor, discountMinor: off, netMinor };
    }),
    discountMinor,
    totalMinor: totalOf(draft),
    external: external && { id: external.key, number: external.number, program: external.program },
  };
}

/** Whom the bill is for, when somebody is: by the draft, and by the card that lies there. */
export interface Seen {
  readonly facts: MemberFacts;
  readonly via: MemberPanel["via"];
  /** Of their card on the reader; null when it is not there. */
  readonly card: { readonly card: string; readonly onCardMinor: number; readonly spendableMinor: number } | null;
  readonly heldBy: string | null;
}

/** The member's panel. */
export function memberPanel({ facts, via, card, heldBy }: Seen): MemberPanel {
  const { firstName: _first, purseMinor, lockedMinor, lockedWhy, ...rest } = facts;
  const inDoubt = rest.heldMinor > lockedMinor ? "card-left-early" : null;
  const away = card === null && purseMinor > 0 ? "no-card" : null;
  return {
    ...rest,
    via,
    card: card?.card ?? null,
    spendableMinor: card?.spendableMinor ?? 0,
    onCardMinor: card?.onCardMinor ?? null,
    heldWhy: [heldBy ?? inDoubt ?? away, lockedWhy].filter((why) => why !== null),
  };
}

/** Where a payment stands, and what waits for its card. */
export interface CardMoment {
  readonly presence: Presence;
  readonly readerState: ReaderState;
  /** A sale or an undo is writing the card. */
  readonly isWriting: boolean;
  /** The card of the result still lies there. */
  readonly isServed: boolean;
  readonly waiting: { readonly what: "sale" | "void"; readonly spendMinor: number } | null;
}

/** What lies on the reader, in the counter's words. */
export function cardState(moment: CardMoment): CardState {
  const { presence, readerState, isWriting, isServed, waiting } = moment;
  if (isWriting) return { kind: "writing" };
  if (readerState !== "ready") return { kind: "no-reader", state: readerState };
  if (waiting !== null && presence.kind !== "reading") return { kind: "put-back", ...waiting };
  switch (presence.kind) {
    case "member":
      return { kind: isServed ? "done" : "member" };
    case "issuable":
      return { kind: "issuable", uid: presence.uid.slice(0, 20) };
    case "refused":
      return { kind: "refused", refusal: presence.refusal };
    case "waiting":
    case "reading":
    case "left":
      return { kind: presence.kind };
  }
}

/** "Undo" of the last sale; nothing when there is none or it is undone. */
export function undoState(last: VoidableSale | undefined): CounterState["undo"] {
  if (last === undefined || last.refusal === "void-done") return null;
  const { sale, totalMinor, card, refusal } = last;
  return { sale, totalMinor, needsCard: card !== null, whyNot: refusal === null ? null : { refusal } };
}

/** What the customer sees: amounts, a first name, and what to do with the card. */
export function displayPhase(of: {
  readonly draft: Draft;
  readonly result: SaleResult | null;
  readonly firstName: string | null;
  readonly offer: Offer | null;
  readonly panel: MemberPanel | null;
  readonly card: CardState;
  /** What the page has chosen to pay with credit. */
  readonly creditMinor: number;
}): Omit<DisplayState, "shopName" | "locale" | "moneyUnit" | "digits"> {
  const { draft, result, firstName, offer, panel, card } = of;
  const total = totalOf(draft);
  const creditMinor = Math.min(of.creditMinor, total);
  const last = draft.lines.at(-1);
  const nothing = { totalMinor: 0, lastLine: null, earnMinor: 0, spentMinor: 0, changeMinor: 0, balanceMinor: null };
  const cardHint = hintOf(card, result !== null || total > 0);
  if (result !== null) {
    const { totalMinor, earnedMinor: earnMinor, spentMinor, changeMinor, balanceMinor } = result;
    const shown = { totalMinor, earnMinor, spentMinor, changeMinor, balanceMinor };
    return { ...nothing, phase: "paid", ...shown, firstName, cardHint };
  }
  if (total === 0 && last === undefined) return { ...nothing, phase: "idle", firstName, cardHint };
  return {
    ...nothing,
    phase: "bill",
    totalMinor: total,
    lastLine: last === undefined ? null : { name: last.name, qtyMilli: last.qtyMilli, netMinor: last.netMinor },
    firstName,
    earnMinor: offer === null ? 0 : earnWith(offer, { totalMinor: total, creditMinor }).earnMinor,
    balanceMinor: panel?.onCardMinor ?? null,
    cardHint,
  };
}

function hintOf(card: CardState, hasBill: boolean): DisplayState["cardHint"] {
  if (card.kind === "writing" || card.kind === "reading") return "leave-card";
  if (card.kind === "put-back") return "put-back";
  if (card.kind === "done") return "take-card";
  return card.kind === "waiting" && hasBill ? "put-card" : null;
}

import type { MemberId } from "../../../src-shared/base/ids.ts";
import type { SaleResult } from "../../../src-shared/contract/counter-state.ts";
import type { SellRequest } from "../terminal/sale-outcome.ts";
import { STATE_DRAFT } from "../terminal/context.ts";
import type { LedgerRead, LedgerTx } from "../ports/store.ts";

/** A line of the open bill. `qtyMilli` in thousandths; `netMinor` is after the line's own discount. */
export interface DraftLine {
  readonly id: number;
  readonly product: string | null;
  readonly name: string;
  readonly category: string | null;
  readonly qtyMilli: number;
  readonly priceMinor: number;
  readonly discountMinor: number;
  readonly netMinor: number;
}

/** Whom the bill is for, and how that is known. `reader`: whoever's card lies there. `none`: a person said nobody. */
export type Who =
  | { readonly kind: "reader" }
  | { readonly kind: "none" }
  /** By a card that was read; it may have left since. */
  | { readonly kind: "card"; readonly member: MemberId }
  | { readonly kind: "mobile" | "qr"; readonly member: MemberId };

/** A payment that was begun: what is sold, under which command. Asking again after a crash is asking for this. */
export interface Payment {
  readonly command: string;
  readonly request: SellRequest;
  readonly withCard: boolean;
  readonly state: "working" | "card-left";
  readonly spendMinor: number;
}

/** A bill of another program that lies on the counter. */
export interface External {
  /** The counter's own name of it. */
  readonly key: string;
  readonly number: string;
  readonly program: string;
}

/** The open bill and what belongs to it. A result stays until the next bill begins, beside that empty bill. */
export interface Draft {
  readonly revision: number;
  readonly amountMinor: number;
  readonly lines: readonly DraftLine[];
  readonly discountMinor: number;
  readonly external: External | null;
  readonly who: Who;
  readonly payment: Payment | null;
  readonly result: SaleResult | null;
  readonly undone: { readonly sale: SaleResult["sale"]; readonly totalMinor: number; readonly atMs: number } | null;
  /** The latest commands that changed the bill, newest last: asked again after a broken line, they add nothing. */
  readonly recent: readonly string[];
}

/** Lines of a bill: a movement of the ledger names its line by an id up to this. */
export const LINES_MAX = 5_000;
/** A page asks again for what was under way when its line broke: one or two commands, never so many. */
const RECENT_MAX = 32;

export const EMPTY_DRAFT: Draft = {
  revision: 0,
  amountMinor: 0,
  lines: [],
  discountMinor: 0,
  external: null,
  who: { kind: "reader" },
  payment: null,
  result: null,
  undone: null,
  recent: [],
};

/** The draft as the last change left it. */
export function readDraft(read: Pick<LedgerRead, "state">): Draft {
  const text = read.state(STATE_DRAFT);
  // Written below by this program only; a field of a newer build has its empty value.
  return text === undefined ? EMPTY_DRAFT : { ...EMPTY_DRAFT, ...(JSON.parse(text) as Draft) };
}

export function putDraft(tx: Pick<LedgerTx, "putState">, draft: Draft): void {
  tx.putState(STATE_DRAFT, JSON.stringify(draft));
}

/** The draft after a command of a person: a new revision, and the command remembered. */
export function revised(before: Draft, change: Partial<Draft>, command?: string): Draft {
  const recent = command === undefined ? before.recent : [...before.recent, command].slice(-RECENT_MAX);
  return { ...before, ...change, revision: before.revision + 1, recent };
}

/** Whether nothing stands on the bill. */
export function isEmpty(draft: Draft): boolean {
  return draft.amountMinor === 0 && draft.lines.length === 0;
}

/** What the bill comes to: the lines' nets less the bill's discount, or the amount that was typed. */
export function totalOf(draft: Draft): number {
  return subtotalOf(draft) - draft.discountMinor;
}

/** The same before the bill's discount. */
export function subtotalOf({ lines, amountMinor }: Draft): number {
  return lines.length === 0 ? amountMinor : lines.reduce((sum, line) => sum + line.netMinor, 0);
}

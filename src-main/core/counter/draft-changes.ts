import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { roundRatio } from "../../../src-shared/money/amount.ts";
import { BILL_MAX_MINOR } from "../terminal/bill.ts";
import { LINES_MAX, subtotalOf, type Draft, type DraftLine } from "./draft.ts";

/** Why a bill was not changed. */
export interface DraftRefused {
  readonly refusal:
    | "amount-too-large"
    | "bill-has-lines"
    | "bill-of-program"
    | "discount-too-large"
    | "line-unknown"
    | "too-many-lines"
    | "payment-under-way";
}

/** What one change makes of a bill: without a new revision, which whoever keeps it gives. */
export type DraftChange = Result<Partial<Draft>, DraftRefused>;

/** A thousand thousand of a thing: above it a scanner hit the quantity. */
const QTY_MAX_MILLI = 1_000_000_000;

/** What is put on the bill: a product, or a name with a price. */
export interface NewLine {
  readonly product: string | null;
  readonly name: string;
  readonly category: string | null;
  readonly priceMinor: number;
  readonly qtyMilli: number;
}

/** The amount of an amount-only bill. */
export function typeAmount(draft: Draft, amountMinor: number): DraftChange {
  if (draft.external !== null) return err({ refusal: "bill-of-program" });
  if (draft.lines.length > 0) return err({ refusal: "bill-has-lines" });
  if (amountMinor > BILL_MAX_MINOR) return err({ refusal: "amount-too-large" });
  return ok({ amountMinor, discountMinor: Math.min(draft.discountMinor, amountMinor) });
}

/**
 * Adds a line, or raises the quantity of the newest one of the same product and price. An amount that was typed before
 * becomes a line of its own: nothing typed is lost.
 */
export function addLine(draft: Draft, added: NewLine): DraftChange {
  if (draft.external !== null) return err({ refusal: "bill-of-program" });
  const lines = linesOf(draft);
  const same = added.product === null ? -1 : lines.findLastIndex((line) => isSame(line, added));
  const found = lines[same];
  if (found !== undefined) {
    const raised = priced({ ...found, qtyMilli: found.qtyMilli + added.qtyMilli });
    return raised.ok ? withLines(draft, lines.with(same, raised.value)) : raised;
  }
  if (lines.length >= LINES_MAX) return err({ refusal: "too-many-lines" });
  const line = priced({ ...added, id: freeId(lines), discountMinor: 0, netMinor: 0 });
  return line.ok ? withLines(draft, [...lines, line.value]) : line;
}

/** Changes a line's quantity or discount; a quantity of 0 takes it off. A discount never exceeds its line. */
export function changeLine(
  draft: Draft,
  change: { readonly id: number; readonly qtyMilli?: number; readonly discountMinor?: number },
): DraftChange {
  if (draft.external !== null) return err({ refusal: "bill-of-program" });
  const at = draft.lines.findIndex((line) => line.id === change.id);
  const line = draft.lines[at];
  if (line === undefined) return err({ refusal: "line-unknown" });
  if (change.qtyMilli === 0) return withLines(draft, draft.lines.toSpliced(at, 1));
  const { qtyMilli = line.qtyMilli, discountMinor = line.discountMinor } = change;
  const gross = grossOf({ ...line, qtyMilli });
  if (change.discountMinor !== undefined && gross !== undefined && discountMinor > gross) {
    return err({ refusal: "discount-too-large" });
  }
  const changed = priced({ ...line, qtyMilli, discountMinor });
  return changed.ok ? withLines(draft, draft.lines.with(at, changed.value)) : changed;
}

/** The discount on the whole bill; it never exceeds it. */
export function discountBill(draft: Draft, discountMinor: number): DraftChange {
  if (draft.external !== null) return err({ refusal: "bill-of-program" });
  return discountMinor > subtotalOf(draft) ? err({ refusal: "discount-too-large" }) : ok({ discountMinor });
}

/** Price times quantity, a half rial up; undefined above the most that a bill may be. */
export function grossOf(line: Pick<DraftLine, "priceMinor" | "qtyMilli">): number | undefined {
  const numerator = BigInt(line.priceMinor) * BigInt(line.qtyMilli);
  if (numerator > BigInt(BILL_MAX_MINOR) * 1000n) return undefined;
  return roundRatio({ numerator, denominator: 1000n, stepMinor: 1, mode: "half-up" });
}

function priced(line: DraftLine): Result<DraftLine, DraftRefused> {
  const gross = line.qtyMilli > QTY_MAX_MILLI ? undefined : grossOf(line);
  if (gross === undefined) return err({ refusal: "amount-too-large" });
  const discountMinor = Math.min(line.discountMinor, gross);
  return ok({ ...line, discountMinor, netMinor: gross - discountMinor });
}

function withLines(draft: Draft, lines: readonly DraftLine[]): DraftChange {
  const subtotal = lines.reduce((sum, line) => sum + line.netMinor, 0);
  if (subtotal > BILL_MAX_MINOR) return err({ refusal: "amount-too-large" });
  return ok({ lines, amountMinor: 0, discountMinor: Math.min(draft.discountMinor, subtotal) });
}

/** The lines, with the amount that was typed as one of them. */
function linesOf({ lines, amountMinor }: Draft): readonly DraftLine[] {
  if (lines.length > 0 || amountMinor === 0) return lines;
  const typed = { product: null, name: "", category: null, qtyMilli: 1000, discountMinor: 0 };
  return [{ ...typed, id: 1, priceMinor: amountMinor, netMinor: amountMinor }];
}

function isSame(line: DraftLine, added: NewLine): boolean {
  return line.product === added.product && line.priceMinor === added.priceMinor && line.discountMinor === 0;
}

/** The number after the highest; when that is used up, the lowest that is free. */
function freeId(lines: readonly DraftLine[]): number {
  const highest = lines.reduce((max, line) => Math.max(max, line.id), 0);
  if (highest < LINES_MAX) return highest + 1;
  const used = new Set(lines.map((line) => line.id));
  let id = 1;
  while (used.has(id)) id++;
  return id;
}

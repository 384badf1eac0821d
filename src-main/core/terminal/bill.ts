import { canonicalFault, type CanonicalValue } from "../../../src-shared/base/canonical.ts";
import { isPrintable } from "../../../src-shared/base/printable.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { saleLine, type SaleLine, type Tender } from "../../../src-shared/ledger/events/sale-events.ts";
import { sumMinor, type Minor } from "../../../src-shared/money/amount.ts";

/** What the counter sends as a bill: its lines, or just the amount; and how it is paid, credit apart. */
export interface BillRequest {
  readonly amountMinor?: Minor;
  readonly lines?: readonly SaleLine[];
  /** Credit from the card that is on the reader. */
  readonly creditMinor?: Minor;
  /** The rest. When left out, the whole rest is cash. */
  readonly tenders?: readonly TenderRequest[];
}

export type TenderRequest =
  | { readonly kind: "cash"; readonly amountMinor: Minor; readonly givenMinor?: Minor }
  | { readonly kind: "bank-card"; readonly amountMinor: Minor; readonly ref?: string };

/** A bill that may be sold: everything adds up. `tenders` are those beside credit, and the change is of the cash. */
export interface Bill {
  readonly lines: readonly SaleLine[];
  readonly totalMinor: Minor;
  readonly creditMinor: Minor;
  readonly tenders: readonly Tender[];
  readonly changeMinor: Minor;
}

export type BillRefusal =
  | "amount-not-positive"
  | "amount-too-large"
  | "bill-empty"
  | "tenders-do-not-cover"
  | "change-without-cash"
  | "credit-above-bill";

/** The most that one bill may be: 100 milliard rial. Anything above is a slip of the fingers or of a scanner. */
export const BILL_MAX_MINOR = 100_000_000_000;

/** Checks a bill from outside. `drawer` is where its cash goes. */
export function readBill(request: BillRequest, drawer: number): Result<Bill, BillRefusal> {
  const lines = readLines(request);
  if (!lines.ok) return lines;
  const totalMinor = sumMinor(lines.value.map((line) => line.net));
  if (totalMinor <= 0) return err("amount-not-positive");
  if (totalMinor > BILL_MAX_MINOR) return err("amount-too-large");
  const creditMinor = request.creditMinor ?? 0;
  if (!Number.isSafeInteger(creditMinor) || creditMinor < 0) return err("amount-not-positive");
  if (creditMinor > totalMinor) return err("credit-above-bill");
  const rest = totalMinor - creditMinor;
  const asked = request.tenders ?? (rest > 0 ? [{ kind: "cash" as const, amountMinor: rest }] : []);
  const absurd = asked.some(({ amountMinor }) => !isPositive(amountMinor) || amountMinor > BILL_MAX_MINOR);
  if (absurd || !asked.every(isWellFormed)) return err("tenders-do-not-cover");
  if (sumMinor(asked.map((tender) => tender.amountMinor)) !== rest) return err("tenders-do-not-cover");
  const short = asked.some(
    (tender) => tender.kind === "cash" && (tender.givenMinor ?? tender.amountMinor) < tender.amountMinor,
  );
  if (short) return err("change-without-cash");
  const change = asked.map((tender) =>
    tender.kind === "cash" ? (tender.givenMinor ?? tender.amountMinor) - tender.amountMinor : 0,
  );
  const tenders = asked.map((tender) => tenderOf(tender, drawer));
  return ok({ lines: lines.value, totalMinor, creditMinor, tenders, changeMinor: sumMinor(change) });
}

/** The request as a value whose hash tells two bills under one command id apart. */
export function billValue(request: BillRequest): CanonicalValue {
  const { amountMinor, lines, creditMinor, tenders } = request;
  return {
    ...(amountMinor === undefined ? {} : { amountMinor: text(amountMinor) }),
    ...(lines === undefined ? {} : { lines: JSON.stringify(lines) }),
    credit: text(creditMinor ?? 0),
    ...(tenders === undefined ? {} : { tenders: JSON.stringify(tenders) }),
  };
}

function readLines(request: BillRequest): Result<readonly SaleLine[], BillRefusal> {
  if (request.lines !== undefined) {
    if (request.lines.length === 0) return err("bill-empty");
    const good = request.lines.every((line) => saleLine.safeParse(line).success && canonicalFault(line) === undefined);
    // A movement names its line by the id: two lines of one id could never be told apart again.
    const ids = new Set(request.lines.map((line) => line.id));
    if (!good || ids.size !== request.lines.length) return err("amount-not-positive");
    const small = request.lines.every((line) => line.net <= BILL_MAX_MINOR);
    return small ? ok(request.lines) : err("amount-too-large");
  }
  const { amountMinor } = request;
  if (amountMinor === undefined) return err("bill-empty");
  if (!isPositive(amountMinor))
    return err(Number(amountMinor) > BILL_MAX_MINOR ? "amount-too-large" : "amount-not-positive");
  return ok([{ id: 1, qty: 1000, price: amountMinor, net: amountMinor }]);
}

function tenderOf(tender: TenderRequest, drawer: number): Tender {
  if (tender.kind === "bank-card") {
    return { kind: "bank-card", amount: tender.amountMinor, ...(tender.ref === undefined ? {} : { ref: tender.ref }) };
  }
  const { amountMinor, givenMinor } = tender;
  const given = givenMinor === undefined || givenMinor === amountMinor ? {} : { given: givenMinor };
  return { kind: "cash", amount: amountMinor, drawer, ...given };
}

function isWellFormed(tender: TenderRequest): boolean {
  if (tender.kind === "bank-card")
    return canonicalFault(tender.ref ?? "") === undefined && isPrintable(tender.ref ?? "");
  return tender.givenMinor === undefined || isPositive(tender.givenMinor);
}

function isPositive(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

/** Amounts from outside may be anything, also what canonical text refuses. */
function text(value: unknown): string {
  return String(value);
}

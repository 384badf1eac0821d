import type { BusinessDay } from "../base/business-day.ts";
import { fromBase64Url, readUint } from "../base/bytes.ts";
import type { EventRef } from "./accounts.ts";
import type { KnownEvent } from "./event-types.ts";

/** How credit came: paid-in money never becomes breakage. */
export type LotKind = "earned" | "given" | "paid";

/** A portion of credit with its origin. `n` tells lots of one event apart. */
export interface Lot {
  readonly origin: EventRef & { readonly n: number };
  readonly kind: LotKind;
  readonly amountMinor: number;
  readonly day: BusinessDay;
  readonly usableFrom?: BusinessDay;
  readonly endsOn?: BusinessDay;
  /** A locked lot is never spendable. */
  readonly lock?: string;
}

/** An event with what its envelope adds to the folds. */
export interface DatedEvent {
  readonly ref: EventRef;
  readonly day: BusinessDay;
  readonly atMs: number;
  readonly event: KnownEvent;
}

/**
 * Takes `amountMinor` from the front of `lots`; what they lack is returned as `shortMinor`. What `mayTake` refuses is
 * passed over: the locked lots, unless the caller says otherwise.
 */
export function takeLots(
  lots: readonly Lot[],
  amountMinor: number,
  mayTake: (lot: Lot) => boolean = (lot) => lot.lock === undefined,
): { readonly taken: Lot[]; readonly rest: Lot[]; readonly shortMinor: number } {
  const [taken, rest]: [Lot[], Lot[]] = [[], []];
  let need = amountMinor;
  for (const lot of lots) {
    const part = mayTake(lot) ? Math.min(need, lot.amountMinor) : 0;
    if (part > 0) taken.push({ ...lot, amountMinor: part });
    if (part < lot.amountMinor) rest.push({ ...lot, amountMinor: lot.amountMinor - part });
    need -= part;
  }
  return { taken, rest, shortMinor: need };
}

/** Lots of the whole amount: what is missing has no lot known here (clocks, journals still joining), and is `rest`. */
export function wholeLots(lots: readonly Lot[], amountMinor: number, rest: Omit<Lot, "amountMinor">): Lot[] {
  const missing = amountMinor - lots.reduce((sum, lot) => sum + lot.amountMinor, 0);
  return missing > 0 ? [...lots, { ...rest, amountMinor: missing }] : [...lots];
}

/** Whether a lot may be spent on `day`: not locked, begun, and not ended. */
export function isUsable(lot: Lot, day: BusinessDay): boolean {
  const begun = lot.usableFrom === undefined || lot.usableFrom <= day;
  return lot.lock === undefined && begun && (lot.endsOn === undefined || lot.endsOn >= day);
}

/** The counter in a record's bytes (base64url): bytes 5 and 6, as frozen in `docs/design/purse.md`. */
export function counterOf(record: string): number {
  return readUint(fromBase64Url(record), 5, 2);
}

/** The balance in a record's bytes (base64url): bytes 1 to 4, as frozen in `docs/design/purse.md`. */
export function balanceOf(record: string): number {
  return readUint(fromBase64Url(record), 1, 4);
}

/** The text of an event's identity, as a key. */
export function refKey(ref: EventRef): string {
  return `${ref.journal}/${ref.seq}`;
}

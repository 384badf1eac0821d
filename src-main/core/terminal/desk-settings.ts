import { z } from "zod";
import type { LedgerRead, LedgerTx } from "../ports/store.ts";

/** What the owner set for the desk; see `DEFAULTS`. */
export interface DeskSettings {
  /** An act above this amount needs a second person's PIN (src-shared/staff/rights.ts). */
  readonly approvalAboveMinor: number;
  /** Bills of one member that earn in one shift without a second person. */
  readonly salesPerCardAndShift: number;
  /** The till locks itself after so many minutes without a touch; 0 never. The page counts them. */
  readonly lockAfterMinutes: number;
  /** Whether a drawer hangs on the printer. */
  readonly drawer: boolean;
  /** Without a message gateway: whether the staff's word for a mobile number is enough. */
  readonly verifiedByStaff: boolean;
}

/** Where they lie in `state`. */
export const STATE_DESK = "desk-settings";

/** 500,000 toman; a family buys three times a day; a quarter of an hour. */
const DEFAULTS: DeskSettings = {
  approvalAboveMinor: 5_000_000,
  salesPerCardAndShift: 3,
  lockAfterMinutes: 15,
  drawer: true,
  verifiedByStaff: false,
};

const schema = z.strictObject({
  approvalAboveMinor: z.int().min(0),
  salesPerCardAndShift: z.int().min(1),
  lockAfterMinutes: z.int().min(0).max(1440),
  drawer: z.boolean(),
  verifiedByStaff: z.boolean(),
});

/** The desk's settings, what was never set by its default. */
export function deskSettings(read: Pick<LedgerRead, "state">): DeskSettings {
  const text = read.state(STATE_DESK);
  // Written by `putDeskSettings` only, which checks them.
  return text === undefined ? DEFAULTS : { ...DEFAULTS, ...(JSON.parse(text) as Partial<DeskSettings>) };
}

/** Changes some of the desk's settings. Throws on a value out of range: the caller's schema has checked them. */
export function putDeskSettings(tx: LedgerTx, change: Partial<DeskSettings>): void {
  tx.putState(STATE_DESK, JSON.stringify(schema.parse({ ...deskSettings(tx), ...change })));
}

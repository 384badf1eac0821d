import type { Result } from "../../../src-shared/base/result.ts";
import type { BillStatus, PostedBill } from "../../../src-shared/contract/bill-api.ts";

/** The program that a token names: `id` is its own, `name` what the cashier sees. */
export interface BillProgram {
  readonly id: string;
  readonly name: string;
}

/** Why a bill of another program was not taken, found or called back. Codes of `billProblem`. */
export type BillDeskRefusal =
  /** Its lines or amount do not add up, or a number is out of range; `detail` says which. */
  | { readonly code: "bad-bill"; readonly detail: string }
  /** The id was posted before with other content. */
  | { readonly code: "bill-differs" }
  | { readonly code: "unknown-bill" }
  /** It is being paid, or is paid: it can't be called back any more. */
  | { readonly code: "too-late" }
  /** Too many bills wait. */
  | { readonly code: "too-many" };

/**
 * The bills of other programs on this machine (F14). Everything is idempotent and on disk when it returns: a program
 * posts again after a broken line, and asks for the state after a restart of either side. A program sees its own bills.
 */
export interface BillDesk {
  /** Takes a bill into the line of those that wait; the same again answers its state as of now. */
  post(program: BillProgram, bill: PostedBill): Result<BillStatus, BillDeskRefusal>;
  get(program: BillProgram, id: string): Result<BillStatus, BillDeskRefusal>;
  /** Calls a bill back; also from the counter, while its payment has not begun. */
  cancel(program: BillProgram, id: string): Result<BillStatus, BillDeskRefusal>;
}

import type { StaffId } from "../../../src-shared/base/ids.ts";
import { err, type Result } from "../../../src-shared/base/result.ts";
import type { DisplaySettings } from "../../../src-shared/words/format.ts";
import type { SpoolRefusal } from "../../../src-shared/words/printer-words.ts";
import type { ProductLookup } from "../ports/products.ts";
import type { SheetCheck } from "../staff/recover-owner.ts";
import type { Approval, StaffDesk, Wish } from "../staff/staff-desk.ts";
import type { StaffRefused } from "../staff/pin-check.ts";
import type { Actor, Terminal } from "../terminal/context.ts";

/** What the desk's calls work on. */
export interface DeskParts {
  readonly terminal: Terminal;
  readonly staff: StaffDesk;
  readonly checkSheet: SheetCheck;
  readonly products: ProductLookup;
  /** Prints a paper again; where there is no printer, that is a refusal of the spool's. */
  readonly reprint: (subject: string, display: DisplaySettings) => Result<number, SpoolRefusal>;
}

/** The call's id (made by the page) and the word of a second person, where one came with it. */
export interface DeskCall {
  readonly command: string;
  readonly approval?: Approval | undefined;
}

/** Carries out `body` as the person at the till, when they may do this, alone or with the word that came. */
export async function asPermitted<T, E>(
  parts: DeskParts,
  call: DeskCall,
  wish: Omit<Wish, "command" | "approval">,
  body: (by: Actor) => Promise<Result<T, E>> | Result<T, E>,
): Promise<Result<T, E | StaffRefused>> {
  const by = await parts.staff.permit({ ...call, ...wish });
  return by.ok ? body(by.value) : by;
}

/** The person at the till, for what only looks. */
export function lookingAs(parts: DeskParts): Result<StaffId, StaffRefused> {
  const by = parts.staff.signedIn();
  return by === undefined ? err({ refusal: "signed-out" }) : { ok: true, value: by.staff };
}

import { must } from "../../../src-shared/base/assert.ts";
import type { StaffId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { lockedUntil, pinLockMs, readPin } from "../../../src-shared/staff/pin.ts";
import type { Terminal } from "../terminal/context.ts";
import { setPin } from "./manage-staff.ts";
import type { PinCheck, StaffRefused } from "./pin-check.ts";

/** Whether a typed sheet is this shop's. The secrets stay on the other side; `detail` names the mistyped lines. */
export type SheetCheck = (
  typed: string,
) => { readonly kind: "right" } | { readonly kind: "wrong"; readonly detail?: string };

/** Where the wrong sheets in a row and their lock lie in `state`. */
const STATE_SHEETS = "wrong-sheets";

interface WrongSheets {
  readonly wrong: number;
  readonly untilMs: number;
}

/**
 * A lost owner's PIN: whoever has the recovery sheet has every key of the shop, so it answers for the first owner. Sets
 * a new PIN, ends a lock, and is noted. Wrong sheets are limited as wrong PINs are.
 */
export async function recoverOwner(
  terminal: Terminal,
  pins: PinCheck,
  check: SheetCheck,
  of: { readonly command: string; readonly sheet: string; readonly pin: string },
): Promise<Result<{ readonly staff: StaffId }, StaffRefused>> {
  const { store, clock } = terminal;
  const before = wrongSheets(terminal);
  const nowMs = clock.wallMs();
  const untilMs = lockedUntil({ lockedUntilMs: before.untilMs, nowMs });
  if (untilMs > 0) return err({ refusal: "sheet-locked", untilMs });
  if (readPin(of.pin) === undefined) return err({ refusal: "pin-invalid" });
  const verdict = check(of.sheet);
  if (verdict.kind === "wrong") {
    const wrong = before.wrong + 1;
    const lockMs = pinLockMs(wrong);
    const next: WrongSheets = { wrong, untilMs: lockMs === 0 ? 0 : nowMs + lockMs };
    store.transaction((tx) => tx.putState(STATE_SHEETS, JSON.stringify(next)));
    return err({ refusal: "sheet-wrong", ...(verdict.detail === undefined ? {} : { detail: verdict.detail }) });
  }
  const owner = store.read.staff().find((each) => each.role === "owner" && each.state === "active");
  const { staff } = must(owner, "a shop has an owner");
  const set = await setPin(
    terminal,
    pins,
    { command: of.command, actor: staff },
    { ...of, staff, act: "pin-recovered" },
  );
  if (!set.ok) return set;
  store.transaction((tx) => tx.dropState(STATE_SHEETS));
  return ok({ staff });
}

function wrongSheets({ store }: Terminal): WrongSheets {
  const text = store.read.state(STATE_SHEETS);
  // Written above only.
  return text === undefined ? { wrong: 0, untilMs: 0 } : (JSON.parse(text) as WrongSheets);
}

import { MEMBER_SERIAL_MAX, writerSerialText, type ShiftId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { appendEvents } from "../journal-writer.ts";
import { once } from "./command.ts";
import { actNow, programmeOf, shiftOf, STATE_SHIFT, today, type Actor, type Terminal } from "./context.ts";

/** Why a shift can't be opened. */
export interface ShiftRefusal {
  readonly refusal: "shift-open" | "amount-not-positive" | "command-reused";
}

/**
 * Opens a shift with a float of cash in the drawer, and fixes its business day. Refusals: "shift-open",
 * "amount-not-positive" for a negative float.
 */
export function openShift(
  terminal: Terminal,
  by: Actor,
  request: { readonly floatMinor: number },
): Result<{ readonly shift: ShiftId }, ShiftRefusal> {
  const { floatMinor } = request;
  if (!Number.isSafeInteger(floatMinor) || floatMinor < 0) return err({ refusal: "amount-not-positive" });
  return once<{ shift: ShiftId }, ShiftRefusal>(terminal, { name: "open-shift", by, request }, (tx) => {
    if (shiftOf(tx)) return err({ refusal: "shift-open" });
    const { identity, clock } = terminal;
    const shift = writerSerialText({ writer: identity.writer, serial: tx.nextSerial("shift") }, MEMBER_SERIAL_MAX);
    const { asset } = programmeOf(tx).document;
    const payload = { shift, day: today(clock), asset, drawer: identity.terminal, float: request.floatMinor };
    const act = { ...actNow(terminal, tx, by), day: payload.day, shift };
    appendEvents(tx, terminal, identity.journal, act, [{ type: "shift.opened", payload }]);
    tx.putState(STATE_SHIFT, shift);
    return ok({ shift });
  });
}

import type { StaffId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { lockedUntil, PIN_TRIES, pinLockMs, readPin } from "../../../src-shared/staff/pin.ts";
import type { StaffRole } from "../../../src-shared/staff/rights.ts";
import type { StaffRefusal } from "../../../src-shared/words/staff-words.ts";
import type { PinHasher } from "../ports/pin-hasher.ts";
import type { Terminal } from "../terminal/context.ts";
import { noteAct } from "../terminal/note-act.ts";

/** A refusal of the staff's area as a page gets it. */
export interface StaffRefused {
  readonly refusal:
    | StaffRefusal
    | "signed-out"
    | "needs-approval"
    | "not-allowed"
    | "command-reused"
    | "member-unknown";
  /** Who may approve, with "needs-approval". */
  readonly roles?: StaffRole[];
  /** When the next PIN may be tried, with "pin-locked" and "sheet-locked". */
  readonly untilMs?: number;
  /** With "pin-wrong": wrong ones that are still forgiven. What a guesser could count says nothing about the PIN. */
  readonly triesLeft?: number;
  readonly detail?: string;
}

/**
 * Checks PINs, one at a time: an attempt is counted before the PIN is looked at, so that neither a second try beside it
 * nor a core that is killed in between is free. Wrong ones are noted in the journal.
 */
export class PinCheck {
  readonly #terminal: Terminal;
  readonly #pins: PinHasher;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(terminal: Terminal, pins: PinHasher) {
    this.#terminal = terminal;
    this.#pins = pins;
  }

  /** Whether the PIN is that person's. `command` is the id of the command that asked. */
  check(command: string, staff: StaffId, pin: string): Promise<Result<null, StaffRefused>> {
    const next = this.#turn.then(() => this.#check(command, staff, pin));
    this.#turn = next.catch(() => undefined);
    return next;
  }

  hash(pin: string): Promise<string> {
    return this.#pins.hash(pin);
  }

  async #check(command: string, staff: StaffId, pin: string): Promise<Result<null, StaffRefused>> {
    const { store, clock, staff: directory } = this.#terminal;
    const row = store.read.get("staff", [staff]);
    const profile = directory.get(staff);
    if (row === undefined) return err({ refusal: "staff-unknown" });
    if (row.state === "left") return err({ refusal: "staff-left" });
    if (profile === undefined || profile.pinHash === null) return err({ refusal: "pin-not-set" });
    const nowMs = clock.wallMs();
    const untilMs = lockedUntil({ lockedUntilMs: profile.lockedUntilMs, nowMs });
    if (untilMs > 0) return err({ refusal: "pin-locked", untilMs });
    const typed = readPin(pin);
    // No PIN at all (an Enter too many) is no attempt.
    if (typed === undefined) return err({ refusal: "pin-wrong" });
    const wrongPins = profile.wrongPins + 1;
    const lockMs = pinLockMs(wrongPins);
    directory.setAttempts(staff, { wrongPins, lockedUntilMs: lockMs === 0 ? 0 : nowMs + lockMs });
    if (await this.#pins.verify(typed, profile.pinHash)) {
      directory.setAttempts(staff, { wrongPins: 0, lockedUntilMs: 0 });
      return ok(null);
    }
    store.transaction((tx) => {
      noteAct(this.#terminal, tx, { command, actor: staff }, { act: lockMs > 0 ? "pin-locked" : "pin-wrong", staff });
    });
    if (lockMs > 0) return err({ refusal: "pin-locked", untilMs: nowMs + lockMs });
    return err({ refusal: "pin-wrong", triesLeft: PIN_TRIES - wrongPins });
  }
}

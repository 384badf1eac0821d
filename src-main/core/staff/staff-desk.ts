import type { StaffId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import {
  ACTS,
  judgeRight,
  mayApprove,
  type Act,
  type Right,
  type StaffRole,
} from "../../../src-shared/staff/rights.ts";
import type { PinHasher } from "../ports/pin-hasher.ts";
import type { Actor, Terminal } from "../terminal/context.ts";
import { deskSettings } from "../terminal/desk-settings.ts";
import { roleOf } from "../terminal/earn-at-till.ts";
import { noteAct } from "../terminal/note-act.ts";
import { PinCheck, type StaffRefused } from "./pin-check.ts";
import { staffName } from "./staff-name.ts";

/** Who is signed in at this till. */
export interface SignedIn {
  readonly staff: StaffId;
  readonly name: string;
  readonly role: StaffRole;
}

/** A second person's word for one call. */
export interface Approval {
  readonly staff: StaffId;
  readonly pin: string;
}

/** What a call wants to do: its act, its size, and whose word came with it. */
export interface Wish {
  readonly command: string;
  readonly act: Act;
  readonly amountMinor?: number;
  readonly approval?: Approval | undefined;
  /** What the approval is for, where it is another act than `act` (a sale beyond the limit of earning). */
  readonly approves?: Act;
}

/**
 * Who is at the till, and who may do what. One person at a time, whatever browsers are open; after a restart of the
 * core nobody is signed in. Rights are asked of the ledger at every call: a role that was taken away ends at once.
 */
export class StaffDesk {
  readonly pins: PinCheck;
  readonly #terminal: Terminal;
  readonly #listeners = new Set<(signedIn: SignedIn | undefined) => void>();
  #staff: StaffId | undefined;

  constructor(terminal: Terminal, pins: PinHasher) {
    this.#terminal = terminal;
    this.pins = new PinCheck(terminal, pins);
  }

  /** The person at the till, or undefined when nobody is signed in, also when that person has left the shop since. */
  signedIn(): SignedIn | undefined {
    const staff = this.#staff;
    const { read } = this.#terminal.store;
    if (staff === undefined || read.get("staff", [staff])?.state !== "active") return undefined;
    return { staff, name: staffName(this.#terminal, staff), role: roleOf(read, staff) };
  }

  /** Called with whoever is signed in after every change. Returns the end of it. */
  onChange(listener: (signedIn: SignedIn | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Signs a person in, in the place of whoever was: fast switching is this and nothing else. */
  async signIn(command: string, { staff, pin }: Approval): Promise<Result<SignedIn, StaffRefused>> {
    const checked = await this.pins.check(command, staff, pin);
    if (!checked.ok) return checked;
    this.enter(command, staff);
    return ok({ staff, name: staffName(this.#terminal, staff), role: roleOf(this.#terminal.store.read, staff) });
  }

  /** Signs in a person whose PIN was checked just now. */
  enter(command: string, staff: StaffId): void {
    const { store } = this.#terminal;
    store.transaction((tx) => noteAct(this.#terminal, tx, { command, actor: staff }, { act: "signed-in", staff }));
    this.#staff = staff;
    this.changed();
  }

  /** Nobody is signed in any more; the open bill stays as it is. */
  lock(): void {
    if (this.#staff === undefined) return;
    this.#staff = undefined;
    this.changed();
  }

  /** Tells the listeners who is signed in: also after a name or a role was changed. */
  changed(): void {
    const now = this.signedIn();
    if (now === undefined) this.#staff = undefined;
    for (const listener of this.#listeners) listener(now);
  }

  /**
   * Who the command is by, when the person at the till may do it, alone or with the word that came with it. A word is
   * checked whenever there is one, and stands in the envelope as the approver.
   */
  async permit(wish: Wish): Promise<Result<Actor, StaffRefused>> {
    const by = this.signedIn();
    if (by === undefined) return err({ refusal: "signed-out" });
    const { command, approval } = wish;
    const right = this.#right(wish, by.role);
    if (right.kind === "no") return err({ refusal: "not-allowed" });
    if (approval === undefined) {
      if (right.kind === "approval") return err({ refusal: "needs-approval", roles: right.roles });
      return ok({ command, actor: by.staff });
    }
    if (approval.staff === by.staff) return err({ refusal: "approver-is-actor" });
    const { read } = this.#terminal.store;
    const may = { ...this.#size(wish), act: wish.approves ?? wish.act, role: roleOf(read, approval.staff) };
    if (!mayApprove(may)) return err({ refusal: "approver-not-allowed" });
    const checked = await this.pins.check(command, approval.staff, approval.pin);
    if (!checked.ok) return checked;
    // Signed out, or somebody else signed in, while the PIN was looked at.
    if (this.signedIn()?.staff !== by.staff) return err({ refusal: "signed-out" });
    return ok({ command, actor: by.staff, approver: approval.staff });
  }

  /** What the person at the till may do, for pages that show or hide; `aboveMinor` where an amount decides. */
  rights(): { readonly rights: Record<string, Right["kind"]>; readonly aboveMinor: Record<string, number> } {
    const role = this.signedIn()?.role;
    const { approvalAboveMinor } = deskSettings(this.#terminal.store.read);
    const [rights, aboveMinor]: [Record<string, Right["kind"]>, Record<string, number>] = [{}, {}];
    for (const act of ACTS) {
      const small = role && judgeRight({ act, role, aboveMinor: approvalAboveMinor });
      const large = role && judgeRight({ act, role, aboveMinor: 0, amountMinor: 1 });
      rights[act] = small?.kind ?? "no";
      if (small?.kind !== large?.kind) aboveMinor[act] = approvalAboveMinor;
    }
    return { rights, aboveMinor };
  }

  #right(wish: Wish, role: StaffRole): Right {
    return judgeRight({ ...this.#size(wish), act: wish.act, role });
  }

  #size({ amountMinor }: Wish): { readonly amountMinor?: number; readonly aboveMinor: number } {
    const aboveMinor = deskSettings(this.#terminal.store.read).approvalAboveMinor;
    return { aboveMinor, ...(amountMinor === undefined ? {} : { amountMinor }) };
  }
}

import type { Result } from "../../../src-shared/base/result.ts";
import type { InputOf, ValueOf } from "../../../src-shared/contract/contract.ts";
import type { Refusal } from "../../../src-shared/contract/parts.ts";
import type { shiftContract } from "../../../src-shared/contract/shift-contract.ts";
import type { staffContract } from "../../../src-shared/contract/staff-contract.ts";
import { auditCall } from "./audit-handlers.ts";
import type { DeskCall, DeskParts } from "./desk-parts.ts";
import * as shift from "./shift-handlers.ts";
import * as staff from "./staff-handlers.ts";

type DeskName = keyof typeof shiftContract | keyof typeof staffContract;

/** Answers one entry of the contract. Rights are asked inside; the input has been checked by the entry's schema. */
export type DeskHandlers = {
  readonly [N in DeskName]: (
    parts: DeskParts,
    call: DeskCall,
    input: InputOf<N>,
  ) => Promise<Result<ValueOf<N>, Refusal>>;
};

/** The contract's entries of shifts, the drawer, the session, the staff and the audit. */
export const DESK_HANDLERS: DeskHandlers = {
  "shift.open": shift.openShiftCall,
  "shift.cash": shift.cashCall,
  "shift.x": shift.xCall,
  "shift.print-x": shift.printXCall,
  "shift.close": shift.closeCall,
  "shift.hand-over": shift.handOverCall,
  "shift.open-drawer": shift.openDrawerCall,
  "shift.list": (parts, _call, input) => shift.shiftListCall(parts, input),
  "shift.report": (parts, _call, input) => shift.reportCall(parts, input),
  "shift.reprint-z": shift.reprintZCall,
  "session.people": staff.peopleCall,
  "session.sign-in": staff.signInCall,
  "session.lock": staff.lockCall,
  "session.rights": staff.rightsCall,
  "staff.list": staff.staffListCall,
  "staff.add": staff.addStaffCall,
  "staff.change": staff.changeStaffCall,
  "staff.set-pin": staff.setPinCall,
  "staff.unlock": staff.unlockStaffCall,
  "staff.recover-owner": staff.recoverOwnerCall,
  "audit.list": auditCall,
};

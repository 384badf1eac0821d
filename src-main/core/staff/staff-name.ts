import type { StaffId } from "../../../src-shared/base/ids.ts";
import type { Terminal } from "../terminal/context.ts";

/** What a member of the staff is called on screens and paper; whoever was never named, by their number. */
export function staffName(terminal: Pick<Terminal, "staff">, staff: StaffId): string {
  return terminal.staff.get(staff)?.fields.name ?? staff;
}

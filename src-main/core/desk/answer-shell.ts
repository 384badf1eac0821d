import type { Result } from "../../../src-shared/base/result.ts";
import type { BillStatus } from "../../../src-shared/contract/bill-api.ts";
import { unreachable } from "../../../src-shared/base/assert.ts";
import type { BillDesk, BillDeskRefusal, BillProgram } from "../counter/bill-desk.ts";
import type { BillReply, ShellCall, ShellReplies } from "./shell-calls.ts";

/** Which side doors are to be open, and whom the display's door knows. */
export interface DoorKeeper {
  wanted(): { readonly display: boolean; readonly bills: boolean };
  noteOpened(opened: { readonly displayUrls: readonly string[]; readonly billUrl: string }): void;
  pair(code: string): string | undefined;
  isPaired(token: string): boolean;
}

export interface ShellParts {
  readonly doors: DoorKeeper;
  readonly bills: BillDesk;
  /** The program that a token belongs to. */
  readonly programOf: (token: string) => BillProgram | undefined;
}

/** Answers what only the shell asks. Whether a door is open at all is asked again with each bill. */
export function answerShell(parts: ShellParts, call: ShellCall): ShellReplies[ShellCall["kind"]] {
  const { doors, bills } = parts;
  switch (call.kind) {
    case "doors": {
      const wanted = doors.wanted();
      return { display: { isOn: wanted.display, port: 0 }, bills: { isOn: wanted.bills } };
    }
    case "doors-opened":
      doors.noteOpened({ displayUrls: call.displayUrls, billUrl: call.billUrl });
      return null;
    case "display-pair":
      return { token: doors.pair(call.code) ?? null };
    case "display-check":
      return { isPaired: doors.isPaired(call.token) };
    case "bill-check":
      return { isKnown: known(parts, call.token) !== undefined };
    case "bill-post":
      return asProgram(parts, call.token, (program) => bills.post(program, call.bill));
    case "bill-get":
      return asProgram(parts, call.token, (program) => bills.get(program, call.id));
    case "bill-cancel":
      return asProgram(parts, call.token, (program) => bills.cancel(program, call.id));
    default:
      return unreachable(call);
  }
}

function known({ doors, programOf }: ShellParts, token: string): BillProgram | undefined {
  return doors.wanted().bills ? programOf(token) : undefined;
}

function asProgram(
  parts: ShellParts,
  token: string,
  body: (program: BillProgram) => Result<BillStatus, BillDeskRefusal>,
): BillReply {
  const program = known(parts, token);
  if (program === undefined) return { kind: "refused", refusal: { code: "unauthorised" } };
  const result = body(program);
  return result.ok ? { kind: "status", status: result.value } : { kind: "refused", refusal: result.error };
}

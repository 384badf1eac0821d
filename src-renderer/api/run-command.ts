import type { CommandName, InputOf } from "../../src-shared/contract/contract.ts";
import type { RefusalCode } from "../../src-shared/contract/refusal-codes.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import type { Approval } from "../../src-shared/contract/wire.ts";
import type { Answer, Api } from "./create-api.ts";

/** What a wrong or unfit approver is told: the question stays open with this sentence. */
const ASK_AGAIN: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  "needs-approval",
  "pin-wrong",
  "pin-invalid",
  "pin-locked",
  "pin-not-set",
  "approver-not-allowed",
  "approver-is-actor",
]);

/**
 * Runs a command under one id. When it needs a second person's approval, `ask` gets it, and the command is sent again
 * under the same id; who doesn't approve gets the refusal back.
 */
export async function runCommand<N extends CommandName>(
  {
    api,
    ask,
    id,
  }: { readonly api: Api; readonly ask: (refusal: Refusal) => Promise<Approval | null>; readonly id: string },
  name: N,
  input: InputOf<N>,
): Promise<Answer<N>> {
  let answer = await api.command(name, input, { id });
  let asked = false;
  while (!answer.ok && (asked ? ASK_AGAIN.has(answer.error.refusal) : answer.error.refusal === "needs-approval")) {
    const approval = await ask(answer.error);
    if (approval === null) return answer;
    asked = true;
    answer = await api.command(name, input, { id, approval });
  }
  return answer;
}

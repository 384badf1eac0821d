import type { z } from "zod";
import type { Result } from "../../../src-shared/base/result.ts";
import { answerSchema, CONTRACT, isEntryName, type EntryName } from "../../../src-shared/contract/contract.ts";
import type { Refusal } from "../../../src-shared/contract/parts.ts";
import type { Approval } from "../../../src-shared/contract/wire.ts";
import type { LogPort } from "../ports/log.ts";
import type { DeskCall } from "./desk-parts.ts";
import type { CallTable } from "./handlers.ts";

/** One call of a page as it comes from outside. `command` is the command's id, made by the page. */
export interface CallRequest {
  readonly name: string;
  readonly input: unknown;
  readonly command?: string | undefined;
  readonly approval?: Approval | undefined;
}

/** An answer that fits its entry's schema, or why there is none. */
export type CallReply =
  | { readonly kind: "answer"; readonly answer: unknown }
  | { readonly kind: "fault"; readonly fault: "bad-request" | "failed"; readonly refusal: Refusal };

/**
 * Carries out one call: its input is checked before, its answer after. A name that is not in the contract, an input of
 * another shape and a command without an id are refused before anything runs; an answer of another shape is a defect of
 * ours and is told as one. What a handler throws (storage, defects) goes through: the process has the words for it.
 */
export async function handleCall(
  parts: { readonly table: CallTable; readonly log: LogPort; readonly queryId: () => string },
  request: CallRequest,
): Promise<CallReply> {
  const { name } = request;
  const bad: CallReply = { kind: "fault", fault: "bad-request", refusal: { refusal: "request-unknown" } };
  if (!isEntryName(name)) return bad;
  const entry = CONTRACT[name];
  const input: z.ZodSafeParseResult<unknown> = entry.input.safeParse(request.input);
  if (!input.success || (entry.kind === "command" && request.command === undefined)) return bad;
  // The table has one handler per entry, each of its own input's type; an index loses the pairing.
  const handler = parts.table[name] as AnyBound | undefined;
  if (handler === undefined) return { ...bad, fault: "failed" };
  const { command = parts.queryId(), approval } = request;
  const result = await handler({ command, ...(approval === undefined ? {} : { approval }) }, input.data);
  const checked = schemaOf(name).safeParse(result);
  if (checked.success) return { kind: "answer", answer: checked.data };
  // Where it is wrong, never what it holds: names and amounts stay out of the log.
  const where = checked.error.issues.slice(0, 5).map((issue) => `${issue.path.join(".")}: ${issue.code}`);
  parts.log.log("error", "answer-misshapen", { name, where: where.join("; ") });
  return { kind: "fault", fault: "failed", refusal: { refusal: "defect" } };
}

type AnyBound = (call: DeskCall, input: unknown) => Promise<Result<unknown, unknown>>;

/** Made once for each entry: building a schema costs more than using it. */
const schemas = new Map<EntryName, z.ZodType>();

function schemaOf(name: EntryName): z.ZodType {
  const known = schemas.get(name);
  if (known !== undefined) return known;
  const made = answerSchema(name);
  schemas.set(name, made);
  return made;
}

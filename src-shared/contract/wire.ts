import { z } from "zod";
import { pageEvent } from "./contract.ts";
import { BILL_LINES_MAX, billLine, counterState } from "./counter-state.ts";
import { natural, positive, refusal, staffId, typed } from "./parts.ts";

/** A second person's word for one call. The PIN goes no further than the core, and into no log. */
export const approval = z.strictObject({ staff: staffId, pin: typed(12) });
export type Approval = z.infer<typeof approval>;

/** From a page. `command` is the command's id, made by the page and kept for asking again after a broken line. */
export const pageMessage = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("hello"),
    contract: natural,
    build: typed(64),
    view: z.enum(["counter", "display"]),
    /** Take the till over from another window. */
    take: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal("call"),
    id: positive,
    name: typed(60),
    input: z.unknown(),
    command: z.exactOptional(z.string().regex(/^[A-Za-z0-9._-]{8,64}$/)),
    approval: z.exactOptional(approval),
  }),
  z.strictObject({ kind: z.literal("ping") }),
]);
export type PageMessage = z.infer<typeof pageMessage>;

/**
 * The counter for a page that was told all of it and then `on` of these: `state` has the bill without its lines and
 * what else has changed, `changed` the lines that it does not know, `order` the numbers of all lines, null when they
 * are as before.
 */
export const counterPart = z.strictObject({
  kind: z.literal("counter-part"),
  on: natural,
  state: counterState.partial().required({ bill: true }),
  order: z.nullable(z.array(billLine.shape.id).max(BILL_LINES_MAX)),
  changed: z.array(billLine).max(BILL_LINES_MAX),
});
export type CounterPart = z.infer<typeof counterPart>;

/** To a page. An `answer` is checked against its entry's schema by the page; a `fault` says that there is no answer. */
export const shellMessage = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("welcome"), contract: natural, build: z.string(), play: z.boolean() }),
  /** The page is of another build or contract: it reloads itself (once) and says so. */
  z.strictObject({ kind: z.literal("stale"), build: z.string() }),
  /** Another window has the till; `hello` with `take` takes it back. */
  z.strictObject({ kind: z.literal("seat-lost") }),
  z.strictObject({ kind: z.literal("answer"), id: positive, answer: z.unknown() }),
  /** "away": the core ended while this was under way; ask again with the same command id. */
  z.strictObject({
    kind: z.literal("fault"),
    id: positive,
    fault: z.enum(["bad-request", "failed", "away"]),
    refusal: z.nullable(refusal),
  }),
  z.strictObject({ kind: z.literal("event"), event: pageEvent }),
  counterPart,
  z.strictObject({ kind: z.literal("pong") }),
]);
export type ShellMessage = z.infer<typeof shellMessage>;

import type { Result } from "../../../src-shared/base/result.ts";
import type { EntryName, InputOf, ValueOf } from "../../../src-shared/contract/contract.ts";
import type { Refusal } from "../../../src-shared/contract/parts.ts";
import type { DeskCall, DeskParts } from "./desk-parts.ts";

/** What a handler answers may be read-only all the way down: it is only looked at on its way to the page. */
export type Readonlys<T> = T extends readonly (infer U)[]
  ? readonly Readonlys<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Readonlys<T[K]> }
    : T;

export type DeskRefused = Readonlys<Refusal>;
export type Answered<N extends EntryName> = Result<Readonlys<ValueOf<N>>, DeskRefused>;

/** Answers one entry of the contract. The input has been checked by its schema; rights are asked inside. */
export type Handler<N extends EntryName, P = DeskParts> = (
  parts: P,
  call: DeskCall,
  input: InputOf<N>,
) => Promise<Answered<N>>;

/** The handlers of one area: `{…} satisfies HandlersOf<typeof peopleContract>`. `P` is what they work on. */
export type HandlersOf<C, P = DeskParts> = { readonly [N in keyof C & EntryName]: Handler<N, P> };

/** A handler with its parts filled in, as the table of a core holds it. */
export type BoundHandler<N extends EntryName> = (call: DeskCall, input: InputOf<N>) => Promise<Answered<N>>;

/** What a core answers: a core without a shop has the entries of the first start only. */
export type CallTable = { readonly [N in EntryName]?: BoundHandler<N> };

/** Fills in what an area's handlers work on. */
export function bindHandlers<C, P>(parts: P, handlers: HandlersOf<C, P>): CallTable {
  const bound = Object.entries(handlers).map(([name, handler]) => [name, bind(parts, handler as AnyHandler<P>)]);
  // Each name keeps the handler that its type paired it with; entries lose the pairing.
  return Object.fromEntries(bound) as CallTable;
}

type AnyHandler<P> = (parts: P, call: DeskCall, input: unknown) => Promise<unknown>;

function bind<P>(parts: P, handler: AnyHandler<P>): (call: DeskCall, input: unknown) => Promise<unknown> {
  return (call, input) => handler(parts, call, input);
}

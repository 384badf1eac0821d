import type { BillState, CounterState } from "../../src-shared/contract/counter-state.ts";
import { type CounterPart, type ShellMessage, shellMessage } from "../../src-shared/contract/wire.ts";

type Line = BillState["lines"][number];
/** What a page acts on: a part of the counter has become the whole of it. */
export type HeardMessage = Exclude<ShellMessage, CounterPart>;

/**
 * Checks what the shell says; undefined for what this build does not know. A counter that came in part is put together
 * with what was told before. "counter-unknown": that can't be done, the page must be told all again.
 */
export function createMessageCheck(): (raw: unknown) => HeardMessage | "counter-unknown" | undefined {
  let known: { readonly count: number; readonly state: CounterState } | undefined;
  const counter = (state: CounterState, count: number): HeardMessage => {
    known = { count, state };
    return { kind: "event", event: { kind: "counter", state } };
  };
  return (raw) => {
    const message = shellMessage.safeParse(raw).data;
    if (message?.kind === "event" && message.event.kind === "counter") return counter(message.event.state, 0);
    if (message?.kind !== "counter-part") return message;
    if (known?.count !== message.on) return "counter-unknown";
    const lines = wholeLines(known.state.bill.lines, message);
    if (lines === undefined) return "counter-unknown";
    return counter(wholeState(known.state, message, lines), known.count + 1);
  };
}

/** The counter as it is now; what was not told anew stays the very same object. */
function wholeState(known: CounterState, { state }: CounterPart, lines: Line[]): CounterState {
  const told = Object.entries(state).filter(([, part]) => part !== undefined);
  return { ...known, ...Object.fromEntries(told), bill: { ...state.bill, lines } };
}

/** All lines in their order; undefined when one is neither known nor told. Known ones stay the very same objects. */
function wholeLines(known: readonly Line[], { order, changed }: CounterPart): Line[] | undefined {
  if (order === null && changed.length === 0) return [...known];
  const fresh = new Map(changed.map((line) => [line.id, line]));
  if (order === null) return known.map((line) => fresh.get(line.id) ?? line);
  const before = new Map(known.map((line) => [line.id, line]));
  const lines = order.flatMap((id) => fresh.get(id) ?? before.get(id) ?? []);
  return lines.length === order.length ? lines : undefined;
}

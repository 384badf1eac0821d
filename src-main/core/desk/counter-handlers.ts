import { ok } from "../../../src-shared/base/result.ts";
import type { counterContract } from "../../../src-shared/contract/counter-contract.ts";
import type { TillCounter } from "../counter/till-counter.ts";
import { asPermitted, lookingAs, type DeskParts } from "./desk-parts.ts";
import type { Handler, HandlersOf } from "./handlers.ts";

/** What the counter's calls work on: the desk knows who is at the till. */
export interface CounterParts {
  readonly till: TillCounter;
  readonly desk: DeskParts;
}

type CounterName = keyof typeof counterContract;

/** A change of the open bill: whoever is signed in may make it. */
function bySomebody<N extends CounterName>(
  run: (till: TillCounter, command: string, input: Parameters<Handler<N>>[2]) => Awaited<ReturnType<Handler<N>>>,
): Handler<N, CounterParts> {
  return async ({ till, desk }, { command }, input) => {
    const looking = lookingAs(desk);
    return looking.ok ? run(till, command, input) : looking;
  };
}

/** The counter page's calls. */
export const COUNTER_HANDLERS = {
  "counter.state": async ({ till }) => ok(till.state()),
  "bill.amount": bySomebody<"bill.amount">((till, command, input) => till.typeAmount(command, input.amountMinor)),
  "bill.add": bySomebody<"bill.add">((till, command, input) => till.add(command, input)),
  "bill.add-free": bySomebody<"bill.add-free">((till, command, input) => till.addFree(command, input)),
  "bill.line": bySomebody<"bill.line">((till, command, input) => till.changeLine(command, input)),
  "bill.discount": bySomebody<"bill.discount">((till, command, input) => till.discount(command, input.discountMinor)),
  "bill.clear": bySomebody<"bill.clear">((till, command) => till.clear(command)),
  "bill.take": bySomebody<"bill.take">((till, command, input) => till.take(command, input.id)),
  "bill.put-back": bySomebody<"bill.put-back">((till, command) => till.putBack(command)),
  "bill.member": bySomebody<"bill.member">((till, command, input) => till.setMember(command, input.by)),
  "counter.scan": bySomebody<"counter.scan">((till, command, input) => till.scan(command, input.text)),
  "counter.next": bySomebody<"counter.next">((till, command) => till.next(command)),
  "bill.pay": async ({ till, desk }, call, input) => {
    // Asked again after a broken line: the answer is the first one's, whoever is signed in by now.
    const before = till.payments.answered(call.command);
    if (before !== undefined) return before;
    const wish = { act: "sell", approves: "earn-over-limit" } as const;
    return asPermitted(desk, call, wish, (by) => till.payments.answered(call.command) ?? till.pay(by, input));
  },
  "bill.choice": bySomebody<"bill.choice">((till, _command, input) => {
    till.choose(input.creditMinor);
    return ok({});
  }),
  "bill.abandon": ({ till, desk }, call, input) =>
    asPermitted(desk, call, { act: "sell" }, (by) => till.abandon(by, input.keepBill)),
  "sale.void": ({ till, desk }, call, input) => {
    const amountMinor = till.totalOfLast(input.sale);
    return asPermitted(desk, call, { act: "void", amountMinor }, (by) => till.payments.undo(by, input.sale));
  },
} satisfies HandlersOf<typeof counterContract, CounterParts>;

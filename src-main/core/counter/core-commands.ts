import { z } from "zod";
import { saleLine } from "../../../src-shared/ledger/events/sale-events.ts";
import { profileFields } from "../../../src-shared/members/profile.ts";
import type { Actor, Terminal } from "../terminal/context.ts";
import { enrolMember } from "../terminal/enrol.ts";
import { err, ok } from "../../../src-shared/base/result.ts";
import { confirmOldMachineGone } from "../terminal/new-epoch.ts";
import { balancesOf } from "./balances.ts";
import type { ShopDesk } from "./shop-desk.ts";
import { openShift } from "../terminal/shift.ts";
import type { Counter } from "./counter.ts";
import { voidableSale } from "../terminal/voidable-sale.ts";
import { eventRef } from "../../../src-shared/ledger/events/parts.ts";

const amount = z.number();
const member = z.string().max(20);
const tender = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("cash"), amountMinor: amount, givenMinor: z.exactOptional(amount) }),
  z.strictObject({ kind: z.literal("bank-card"), amountMinor: amount, ref: z.exactOptional(z.string().max(40)) }),
]);

/** What a shell may ask of the core, with the shape of each request. Refusals come back as values. */
export const CORE_COMMANDS = {
  "open-shift": z.strictObject({ floatMinor: amount }),
  enrol: z.strictObject({
    mobile: z.string().max(40),
    fields: z.exactOptional(profileFields.omit({ mobile: true, groups: true })),
    groups: z.exactOptional(z.array(z.string().max(40)).max(20)),
  }),
  issue: z.strictObject({ member, overwrite: z.boolean() }),
  sell: z.strictObject({
    amountMinor: z.exactOptional(amount),
    lines: z.exactOptional(z.array(saleLine).max(5000)),
    creditMinor: z.exactOptional(amount),
    tenders: z.exactOptional(z.array(tender).max(8)),
    member: z.exactOptional(member),
    withCard: z.boolean(),
  }),
  /** Undoes the last sale; "voidable" says which that is, and whether it may be. */
  void: z.strictObject({ sale: eventRef }),
  voidable: z.strictObject({}),
  abandon: z.strictObject({}),
  contact: z.strictObject({}),
  presence: z.strictObject({}),
  balances: z.strictObject({ member }),
  backup: z.strictObject({}),
  "recovery-sheet": z.strictObject({}),
  "old-machine-gone": z.strictObject({}),
  /** Cuts or mends the line to the head office; only where a core was started to be played with. */
  "office-away": z.strictObject({ away: z.boolean() }),
  "unlock-reader": z.strictObject({ readerId: z.string().max(300) }),
} as const;

export type CoreCommand = keyof typeof CORE_COMMANDS;
export type CoreInput<C extends CoreCommand> = z.infer<(typeof CORE_COMMANDS)[C]>;

/** What the commands work on. */
export interface CoreParts {
  readonly terminal: Terminal;
  readonly counter: Counter;
  readonly desk: ShopDesk;
  /** The switch of the demo and of tests; a shop's core has none. */
  readonly line?: { setAway(away: boolean): void };
}

/** Carries out a command whose input has been checked. */
export function runCommand<C extends CoreCommand>(
  core: CoreParts,
  by: Actor,
  command: C,
  input: CoreInput<C>,
): Promise<unknown> {
  // The handlers' table has one entry per command, each of its own input's type; an index loses the pairing.
  return (HANDLERS[command] as Handler<C>)(core, by, input);
}

type Handler<C extends CoreCommand> = (core: CoreParts, by: Actor, input: CoreInput<C>) => Promise<unknown>;

const HANDLERS: { readonly [C in CoreCommand]: Handler<C> } = {
  "open-shift": async ({ terminal }, by, input) => openShift(terminal, by, input),
  enrol: async ({ terminal }, by, input) => enrolMember(terminal, by, input),
  issue: ({ counter }, by, input) => counter.issue(by, input),
  sell: ({ counter }, by, { withCard, ...request }) => counter.sell(by, request, withCard),
  void: ({ counter }, by, input) => counter.void(by, input),
  voidable: async ({ terminal }) => voidableSale(terminal) ?? null,
  abandon: ({ counter }, by) => counter.abandon(by),
  contact: ({ counter }) => counter.contact(),
  presence: async ({ counter }) => counter.presence(),
  balances: async ({ terminal }, _by, input) => balancesOf(terminal, input.member),
  backup: ({ desk }) => desk.backup(),
  "recovery-sheet": async ({ terminal, desk }, by) =>
    isOwner(terminal, by) ? desk.recoverySheet() : err({ refusal: "owner-only" as const }),
  "old-machine-gone": async ({ terminal }, by) => {
    if (!isOwner(terminal, by)) return err({ refusal: "owner-only" as const });
    confirmOldMachineGone(terminal.store, terminal, by);
    return ok({});
  },
  "office-away": async ({ line }, _by, { away }) => {
    if (line === undefined) return err({ refusal: "request-unknown" as const });
    line.setAway(away);
    return ok({});
  },
  "unlock-reader": async ({ terminal, counter }, by, { readerId }) => {
    if (!isOwner(terminal, by)) return err({ refusal: "owner-only" as const });
    await counter.unlock(by, readerId);
    return ok({});
  },
};

/** Keys and the end of a restore are the owner's alone. */
function isOwner(terminal: Terminal, by: Actor): boolean {
  return terminal.store.read.get("staff", [by.actor])?.role === "owner";
}

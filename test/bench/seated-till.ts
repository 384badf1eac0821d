import { must } from "../../src-shared/base/assert.ts";
import type { Result } from "../../src-shared/base/result.ts";
import type { CounterState } from "../../src-shared/contract/counter-state.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import { argon2Pins } from "../../src-main/adapters/node/argon2-pins.ts";
import { nodeTimers } from "../../src-main/shell/spawn-timers.ts";
import { composeDesk } from "../../src-main/shell/compose-desk.ts";
import { composeTill } from "../../src-main/shell/compose-till.ts";
import { Counter } from "../../src-main/core/counter/counter.ts";
import { COUNTER_HANDLERS } from "../../src-main/core/desk/counter-handlers.ts";
import { bindHandlers } from "../../src-main/core/desk/handlers.ts";
import { handleCall } from "../../src-main/core/desk/handle-call.ts";
import { nameOwner } from "../../src-main/core/staff/manage-staff.ts";
import { PinCheck } from "../../src-main/core/staff/pin-check.ts";
import type { Terminal } from "../../src-main/core/terminal/context.ts";
import { shiftOf } from "../../src-main/core/terminal/context.ts";
import { OWNER } from "../../src-main/core/terminal/found-shop.ts";
import { openShift } from "../../src-main/core/terminal/shift.ts";
import { InProcessReader } from "../support/in-process-reader.ts";

/** The owner's PIN in the benches' shops. */
export const BENCH_PIN = "4821";
/** Lines of the long bill that a key press is measured with. */
export const LINES = 200;

/** The counter of a bench's shop in this process, its owner signed in and a shift open. */
export interface SeatedTill {
  /** The counter's next whole state on its way to the pages. */
  nextState(): Promise<CounterState>;
  /** Calls as a page would; throws on a fault and on a refusal. */
  ask(name: string, input: unknown): Promise<void>;
}

/** Gives the owner a name and `BENCH_PIN`. */
export async function nameTheOwner(terminal: Terminal): Promise<void> {
  const owner = { command: "n.1", name: "مریم", pin: BENCH_PIN };
  const named = await nameOwner(terminal, new PinCheck(terminal, argon2Pins), owner);
  if (!named.ok) throw new Error(named.error.refusal);
}

/** Gives the owner a name and a PIN, opens a shift where there is none, and signs the owner in. */
export async function seatedTill(terminal: Terminal): Promise<SeatedTill> {
  const desk = composeDesk(terminal, { databaseKey: new Uint8Array(32) }, undefined);
  await nameTheOwner(terminal);
  if (shiftOf(terminal.store.read) === undefined) {
    openShift(terminal, { command: "n.2", actor: OWNER }, { floatMinor: 0 });
  }
  await desk.staff.signIn("n.3", { staff: OWNER, pin: BENCH_PIN });
  const reader = new InProcessReader();
  const counter = new Counter(terminal, reader, () => ({ command: "n.4", actor: OWNER }));
  let next: ((state: CounterState) => void) | undefined;
  const parts = { desk: { ...desk, terminal: { ...terminal, timers: nodeTimers } }, counter, reader, spool: undefined };
  const { till } = composeTill({ ...parts, notices: () => [], isTraining: false }, (event) => {
    // Across the channel it goes as a copy: that work belongs to the key as well.
    if (event.kind === "counter") next?.(structuredClone(event.state));
  });
  const table = bindHandlers({ till, desk }, COUNTER_HANDLERS);
  let serial = 0;
  const log = { log: () => undefined };
  return {
    nextState: () => new Promise<CounterState>((resolve) => (next = resolve)),
    ask: async (name, input) => {
      const request = { name, input, command: `bench-${String(++serial).padStart(6, "0")}` };
      const reply = await handleCall({ table, log, queryId: () => "query.0001" }, request);
      if (reply.kind === "fault") throw new Error(`${name}: ${reply.refusal.refusal}`);
      // Every answer of the contract is a Result.
      const answer = reply.answer as Result<unknown, Refusal>;
      if (!answer.ok) throw new Error(`${name}: ${answer.error.refusal}`);
    },
  };
}

/** Fills the open bill with `LINES` lines and gives it a member. */
export async function fillBasket(till: SeatedTill, terminal: Terminal): Promise<void> {
  for (let n = 0; n < LINES; n++) await till.ask("bill.add-free", { name: `کالای ${n}`, priceMinor: 10_000 + n });
  const hit = must(terminal.members.search("علی").hits[0], "a generated member has this name");
  await till.ask("bill.member", { by: { kind: "id", member: hit.memberId } });
}

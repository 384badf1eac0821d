import type { InputOf } from "../../src-shared/contract/contract.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import type { Answer } from "../api/create-api.ts";
import { sendCommand } from "../api/use-command.ts";
import { useCounter } from "../stores/event-stores.ts";
import { gateNow, setGate } from "./gate-store.ts";
import { begun, paid, unpaid } from "./key-gate.ts";
import type { PayChoice } from "./pay-plan.ts";
import { isAsking } from "./own-commands.ts";
import { type Doubt, payStep, type Seen } from "./pay-step.ts";
import { forgetChoice, forgetRefusal, useTill } from "./till-store.ts";
import { pictureOf, seenNow, settled, typeNothing } from "./typing.ts";

/** Somebody taps, and taps again: then a person looks. */
const TRIES_MAX = 3;

let doubt: Doubt | null = null;

/** Enter: the bill that is on screen is paid as chosen. Until it is answered, the gate keeps every other key. */
export async function finish(): Promise<void> {
  const seen = seenNow();
  const { choice } = useTill.getState();
  if (isNothing(seen)) return useTill.setState({ refusal: { refusal: "amount-not-positive" } });
  setGate(begun(gateNow()));
  forgetRefusal();
  const revision = await pay(seen, choice);
  if (revision === null) return setGate(unpaid(gateNow()));
  const shown = useCounter.getState().state?.bill.revision ?? revision;
  forgetChoice();
  setGate(paid(gateNow(), revision, shown, performance.now()));
}

/** An empty bill is not asked about: keys that follow would wait for a refusal, and be lost with it. */
function isNothing({ typedMinor, totalMinor }: Seen): boolean {
  return typedMinor === null ? totalMinor === 0 && !isAsking() : typedMinor === 0;
}

/** What the customer handed over. */
export function giveCash(givenMinor: number | null): void {
  const { choice } = useTill.getState();
  useTill.setState({ choice: { ...choice, givenMinor } });
  typeNothing();
}

/** The revision of the bill that is paid now; null when it is not, and the screen says why. */
async function pay(seen: Seen, choice: PayChoice): Promise<number | null> {
  const settling = await settled();
  if (settling === null) return refused(useTill.getState().refusal ?? { refusal: "core-away" });
  let { now, ownRevision } = settling;
  for (let left = TRIES_MAX; ; left--) {
    const step = payStep({ now, ownRevision, seen, choice, doubt });
    if (step.kind === "refuse") return refused(step.refusal);
    const { revision } = step.input;
    const answer = await ask(step.input, step.command ?? crypto.randomUUID());
    if (answer.ok) return answer.value.kind === "done" ? revision : null;
    // A tap at the very moment of Enter makes another revision of the bill that was seen: that one is paid, then.
    const changed = answer.error.refusal === "draft-changed" && left > 1 ? await pictureOf(revision + 1) : null;
    if (changed === null) return refused(answer.error);
    now = changed;
    ownRevision = null;
  }
}

/** In doubt a payment keeps its id: asked again, the core says what became of the first try. */
async function ask(input: InputOf<"bill.pay">, command: string): Promise<Answer<"bill.pay">> {
  const answer = await sendCommand("bill.pay", input, command);
  doubt = !answer.ok && answer.isInDoubt === true ? { command, revision: input.revision } : null;
  return answer;
}

function refused(refusal: Refusal): null {
  useTill.setState({ refusal });
  return null;
}

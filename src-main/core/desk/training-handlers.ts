import type { MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok } from "../../../src-shared/base/result.ts";
import type { InputOf } from "../../../src-shared/contract/contract.ts";
import { takesFromCard } from "../terminal/settle-intents.ts";
import type { LedgerRead } from "../ports/store.ts";
import type { TerminalIdentity } from "../terminal/context.ts";
import { memberName } from "../staff/member-name.ts";
import { STATE_SAMPLES } from "../terminal/training.ts";
import { noteAct } from "../terminal/note-act.ts";
import { storageAnswer } from "./data-handlers.ts";
import { asPermitted, lookingAs, type DeskCall } from "./desk-parts.ts";
import type { Answered, DeskRefused } from "./handlers.ts";
import type { SettingsParts } from "./settings-parts.ts";

type Empty = Record<string, never>;
/** A till has few open payments; one that waits for its card is enough to stay. */
const OPEN_MAX = 64;

/** Goes into training: the core starts anew on the training shop. The shop's draft and shift stay as they are. */
export function enterTrainingCall(parts: SettingsParts, call: DeskCall): Promise<Answered<"training.enter">> {
  const { terminal } = parts;
  return asPermitted<Empty, DeskRefused>(parts, call, { act: "training" }, async (by) => {
    if (parts.isTraining) return err({ refusal: "already-training" });
    if (isPaying(terminal)) return err({ refusal: "payment-open" });
    const entered = await parts.training.enter();
    if (!entered.ok) return storageAnswer(entered);
    terminal.store.transaction((tx) => noteAct(terminal, tx, by, { act: "training-entered" }));
    return ok({});
  });
}

/** Back to the shop. */
export async function leaveTrainingCall(parts: SettingsParts): Promise<Answered<"training.leave">> {
  if (!parts.isTraining) return err({ refusal: "training-only" });
  if (isPaying(parts.terminal)) return err({ refusal: "payment-open" });
  parts.training.leave();
  return ok({});
}

/** The cards that can be put on the screen, those of the sample members, and whose lies there. */
export async function screenCardsCall(parts: SettingsParts): Promise<Answered<"training.cards">> {
  const looking = lookingAs(parts);
  if (!looking.ok) return looking;
  const { screen } = parts.training;
  if (screen === undefined) return err({ refusal: "training-only" });
  const { terminal } = parts;
  // Written by the program only, when the training shop is founded.
  const samples = JSON.parse(terminal.store.read.state(STATE_SAMPLES) ?? "[]") as MemberId[];
  return ok({
    cards: samples.map((member) => ({
      member,
      name: memberName(terminal, member),
      isIssued: terminal.store.read.cardsOf(member).length > 0,
    })),
    on: screen.whose() ?? null,
  });
}

/** Puts the card on the screen on the reader, that of a member; one that was never issued is blank. */
export async function screenCardOnCall(
  parts: SettingsParts,
  _call: DeskCall,
  { member }: InputOf<"training.card-on">,
): Promise<Answered<"training.card-on">> {
  const looking = lookingAs(parts);
  if (!looking.ok) return looking;
  const { screen } = parts.training;
  if (screen === undefined) return err({ refusal: "training-only" });
  if (parts.terminal.store.read.get("member", [member]) === undefined) return err({ refusal: "member-unknown" });
  screen.put(member);
  return ok({});
}

export async function screenCardOffCall(parts: SettingsParts): Promise<Answered<"training.card-off">> {
  const { screen } = parts.training;
  if (screen === undefined) return err({ refusal: "training-only" });
  screen.take();
  return ok({});
}

/** Whether a spend or an undoing waits for its card: that till must stay. */
function isPaying(of: { readonly store: { readonly read: LedgerRead }; readonly identity: TerminalIdentity }): boolean {
  const open = of.store.read.openIntents(of.identity.journal, OPEN_MAX);
  return open.some((intent) => takesFromCard(intent) && intent.abandoned === 0);
}

import type { CommandName, InputOf } from "../../src-shared/contract/contract.ts";
import type { Answer } from "../api/create-api.ts";
import { sendCommand } from "../api/use-command.ts";
import { beforeThis, ownRevision, track } from "./own-commands.ts";
import { forgetRefusal, useTill } from "./till-store.ts";
import { flushTyped, pictureOf } from "./typing.ts";

/** Sends a command after what was typed before it; a refusal of it is shown at the counter. */
export async function send<N extends CommandName>(name: N, input: InputOf<N>): Promise<Answer<N>> {
  forgetRefusal();
  const answer = await track(inTurn(name, input));
  if (!answer.ok) useTill.setState({ refusal: answer.error });
  return answer;
}

/** An amount that was typed before a scan is at the core before it: it becomes a line of its own there. */
async function inTurn<N extends CommandName>(name: N, input: InputOf<N>): Promise<Answer<N>> {
  await flushTyped();
  return sendCommand(name, input);
}

/**
 * Sends what is reckoned from the bill, once the core's picture shows everything that this page asked before: of two
 * quick presses the second must see what the first one did. Nothing is sent where `reckon` finds nothing to do.
 */
export async function sendReckoned<N extends CommandName>(name: N, reckon: () => InputOf<N> | null): Promise<void> {
  forgetRefusal();
  const answer = await track(afterThose(name, reckon, beforeThis()));
  if (!answer.ok) useTill.setState({ refusal: answer.error });
}

async function afterThose<N extends CommandName>(
  name: N,
  reckon: () => InputOf<N> | null,
  before: Promise<void>,
): Promise<Answer<N> | { readonly ok: true }> {
  await flushTyped();
  await before;
  if ((await pictureOf(ownRevision())) === null) return { ok: false, error: { refusal: "core-away" } };
  const input = reckon();
  return input === null ? { ok: true } : sendCommand(name, input);
}

import type { PrinterProbeFound } from "../../../src-shared/printer/printer-search.ts";
import { abilitiesOfNamed, type PrinterFamily, type StoredProfile } from "../../../src-shared/printer/profile.ts";
import { FENCE_REQUEST, processRequest } from "./confirm-job.ts";
import type { PrinterAnswer } from "./escpos-answers.ts";
import { statusRequest } from "./escpos-status.ts";

/** The speeds of receipt printers, fastest first: on a USB adapter without a speed of its own the first one does. */
export const PROBE_BAUDS = [115_200, 38_400, 19_200, 9_600] as const;

/** A port that is open for a probe. */
export interface ProbeLine {
  /** Sends a request and waits for an answer that fits; undefined when none came within `limitMs`. */
  ask(request: Uint8Array, is: (answer: PrinterAnswer) => boolean, limitMs: number): Promise<PrinterAnswer | undefined>;
  close(): Promise<void>;
}

/** Three bytes at 9600 baud and a slow printer's thought. */
const ANSWER_MS = 600;
/** What stands in the printer's buffer is looked at when its turn comes. */
const IN_ORDER_MS = 1_200;
const PROBE_ID = "Vafa";
/** GS I 67: the model's name (Epson). */
const MODEL_REQUEST = Uint8Array.of(0x1d, 0x49, 67);
/** ESC @: whatever a printer took for letters is dropped. */
const RESET = Uint8Array.of(0x1b, 0x40);
const MODEL_MAX = 60;

/**
 * Whether a receipt printer is at the end of an open line. Only DLE EOT 1 is sent until it has answered with the fixed
 * bits of that answer, and DLE EOT 2 and 4 too: a scale or a modem may hang there.
 */
export async function isPrinter(line: ProbeLine): Promise<boolean> {
  for (const query of [1, 2, 4] as const) {
    const answer = await line.ask(statusRequest(query), ({ kind }) => kind === "status", ANSWER_MS);
    if (answer === undefined) return false;
  }
  return true;
}

/** What a printer that was found is able to say, as a profile; nothing is printed. */
export async function probeAbilities(line: ProbeLine): Promise<Pick<PrinterProbeFound, "profile" | "model">> {
  const process = await line.ask(processRequest(PROBE_ID), isProcess, IN_ORDER_MS);
  const fence = await line.ask(FENCE_REQUEST, ({ kind }) => kind === "fence", IN_ORDER_MS);
  const told = await line.ask(MODEL_REQUEST, ({ kind }) => kind === "text", ANSWER_MS);
  await line.ask(RESET, () => false, 1);
  const model = told?.kind === "text" ? told.text.slice(0, MODEL_MAX) : "";
  const done = process !== undefined ? "process-id" : fence !== undefined ? "gs-r" : "none";
  const family = familyOf(model);
  const profile: StoredProfile = { family, overrides: { ...abilitiesOfNamed(family), status: "required", done } };
  return { profile, model };
}

function isProcess(answer: PrinterAnswer): boolean {
  return answer.kind === "process" && answer.id === PROBE_ID;
}

/** The family of a model's name; a printer that says nothing is one that nothing is assumed of. */
export function familyOf(model: string): PrinterFamily {
  if (/TM-?T88/i.test(model)) return "epson-t88";
  if (/TM-?(T20|T82|T70|m\d)/i.test(model)) return "epson-t20";
  if (/SRP|BIXOLON/i.test(model)) return "bixolon";
  if (/\b(XP|POS)-?[A-Z]?80/i.test(model)) return "pos-80";
  if (/\b(XP|POS)-?58/i.test(model)) return "pos-58";
  return /CT-?[SDE]\d/i.test(model) ? "citizen" : "unknown-clone";
}

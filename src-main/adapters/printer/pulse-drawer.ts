import { concatBytes } from "../../../src-shared/base/bytes.ts";
import { conditionTrouble, type PrinterCondition, type StatusQuery } from "../../core/print/escpos-status.ts";
import type { DrawerOutcome, DrawerPulse, PrinterTrouble } from "../../core/ports/printer.ts";
import type { LineState } from "./printer-line.ts";

/** What of a printer a pulse needs. */
export interface PulsedPrinter {
  state(): LineState;
  /** Asks once: true with the answer in the condition, undefined when it need not answer and is silent, or why not. */
  ask(query: StatusQuery): Promise<true | undefined | PrinterTrouble>;
  condition(): PrinterCondition;
  write(bytes: Uint8Array): Promise<"written" | "gone" | "stalled">;
}

/**
 * Opens the drawer. The printer is asked before, because bytes for one that is off may lie in a cable's buffer until it
 * is on, and after, because only an answer says that it took the pulse. One that never answers gets it blind.
 */
export async function pulseDrawer(printer: PulsedPrinter, pulse: DrawerPulse): Promise<DrawerOutcome> {
  const line = printer.state();
  if (line !== "open") return { kind: "not-started", reason: line === "connecting" ? "absent" : line };
  const isHeard = await hears(printer, pulse);
  if (typeof isHeard === "string") return { kind: "not-started", reason: isHeard };
  pulse.onStart();
  const cleared = pulse.isRealTime ? 0 : pulse.clearBytes;
  const written = await printer.write(concatBytes(new Uint8Array(cleared), pulse.command));
  if (written !== "written") return { kind: "unknown", reason: written === "gone" ? "vanished" : "stalled" };
  if (!isHeard) return { kind: "sent" };
  const after = await printer.ask(2);
  return typeof after === "string" ? { kind: "unknown", reason: after } : { kind: "opened" };
}

/** Whether it answers: false for one that need not. Or what keeps its drawer shut now. */
async function hears(printer: PulsedPrinter, { isRealTime }: DrawerPulse): Promise<boolean | PrinterTrouble> {
  // Paper is of no matter to a real-time pulse; which error it is, only query 3 knows.
  for (const query of isRealTime ? ([2, 3] as const) : ([2, 4, 3] as const)) {
    if (query === 3 && printer.condition().fault === undefined) continue;
    const answer = await printer.ask(query);
    if (typeof answer === "string") return answer;
    if (answer === undefined) return false;
  }
  // In an error a real-time pulse is ignored, by the manuals that say anything of it.
  return (isRealTime ? printer.condition().fault : conditionTrouble(printer.condition())) ?? true;
}

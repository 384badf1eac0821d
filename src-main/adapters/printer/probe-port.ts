import type { PrinterProbeFound, ProbeResult } from "../../../src-shared/printer/printer-search.ts";
import { NO_PRINTER_SETTINGS, type PrinterSettings } from "../../../src-shared/printer/printer-settings.ts";
import { createAnswerReader } from "../../core/print/escpos-answers.ts";
import { isPrinter, probeAbilities, PROBE_BAUDS, type ProbeLine } from "../../core/print/probe-printer.ts";
import type { LogPort } from "../../core/ports/log.ts";
import { printerTarget } from "../../core/ports/printer-target.ts";
import { createAwaitedAnswer } from "./awaited-answer.ts";
import { wireTo } from "./create-printer.ts";
import type { LineTrouble, OpenWire } from "./printer-line.ts";

/** Where to look. */
export type ProbedPort = Pick<PrinterSettings, "transport" | "path" | "identity">;

/** A write that isn't taken by then: nobody reads there. */
const WRITE_LIMIT_MS = 1_000;

/**
 * Looks for a printer at one port, a serial one at all speeds. It takes the port for itself: one that another process
 * has is not opened and not a byte goes there. `onSpeed` is told before each try. Rejects never.
 */
export async function probePort(
  port: ProbedPort,
  log: LogPort,
  onSpeed: (baudRate: number) => void,
): Promise<PrinterProbeFound | Exclude<ProbeResult, "found" | "office">> {
  const { transport, path, identity } = port;
  for (const baudRate of transport === "serial" ? PROBE_BAUDS : [NO_PRINTER_SETTINGS.baudRate]) {
    onSpeed(transport === "serial" ? baudRate : 0);
    const target = printerTarget({ ...NO_PRINTER_SETTINGS, ...port, baudRate });
    const line = target === undefined ? "absent" : await openProbeLine(wireTo(target, log));
    if (typeof line === "string") return line;
    try {
      if (await isPrinter(line)) return { transport, path, identity, baudRate, ...(await probeAbilities(line)) };
    } finally {
      await line.close();
    }
  }
  return "silent";
}

async function openProbeLine(open: OpenWire): Promise<ProbeLine | LineTrouble> {
  const reader = createAnswerReader();
  const awaited = createAwaitedAnswer();
  let isOpen = true;
  const wire = await open({
    onBytes: (bytes) => {
      for (const answer of reader.read(bytes)) awaited.onAnswer(answer);
    },
    onClose: () => (isOpen = false),
  });
  if (typeof wire === "string") return wire;
  return {
    ask: async (request, is, limitMs) => {
      if (!isOpen) return undefined;
      let found: Parameters<typeof is>[0] | undefined;
      awaited.expect((answer) => {
        const fits = is(answer);
        if (fits) found = answer;
        return fits;
      });
      const isTaken = await new Promise<boolean>((resolve) => {
        const limit = setTimeout(() => resolve(false), WRITE_LIMIT_MS);
        wire.write(request, (error) => {
          clearTimeout(limit);
          resolve(error === undefined);
        });
      });
      if (isTaken) await awaited.came(limitMs);
      return found;
    },
    close: () => wire.close(),
  };
}

import { unreachable } from "../../../src-shared/base/assert.ts";
import { portOf } from "../../core/print/port-identity.ts";
import type { LogPort } from "../../core/ports/log.ts";
import type { PrinterPort } from "../../core/ports/printer.ts";
import type { PrinterTarget } from "../../core/ports/printer-target.ts";
import { devicePorts } from "./device-ports.ts";
import { deviceWire } from "./device-wire.ts";
import { createLinePrinter, type LinePrinterOptions } from "./line-printer.ts";
import type { OpenWire } from "./printer-line.ts";
import { serialPorts } from "./serial-ports.ts";
import { serialWire } from "./serial-wire.ts";
import { tcpWire } from "./tcp-wire.ts";

export interface CreatePrinterOptions extends Omit<LinePrinterOptions, "open" | "bytesPerSecond"> {
  readonly target: PrinterTarget;
}

/** 8N1: a start bit, eight of data, a stop bit. */
const BITS_PER_BYTE = 10;
/**
 * Networks and USB are faster than any print head and would swallow a receipt at once, questions behind it. At this
 * pace a head of 250 mm/s still gets 32 bytes for each of its rows, and a question waits 10 ms.
 */
const FAST_BYTES_PER_SECOND = 64_000;
/** A question waits too while flow control stops the line: until a full buffer of 4 kB has been printed. */
const STOPPED_ANSWER_MS = 5_000;

/** A receipt printer wherever it is. It connects at once and again whenever it went away. */
export function createPrinter({ target, ...options }: CreatePrinterOptions): PrinterPort {
  const open = wireTo(target, options.log);
  const isStoppable = target.transport === "serial" && target.flow !== "none";
  const limits = { ...(isStoppable ? { answerMs: STOPPED_ANSWER_MS } : {}), ...options.limits };
  return createLinePrinter({ ...options, limits, open, bytesPerSecond: paceOf(target) });
}

/** What a line carries, in bytes per second. */
export function paceOf(target: PrinterTarget): number {
  return target.transport === "serial" ? target.baudRate / BITS_PER_BYTE : FAST_BYTES_PER_SECOND;
}

/** How the line to a printer is opened. The port is looked for at each opening, by its identity when it has one. */
export function wireTo(target: PrinterTarget, log: LogPort): OpenWire {
  switch (target.transport) {
    case "serial": {
      const path = async (): Promise<string> =>
        target.identity === "" ? target.path : portOf(await serialPorts(), target);
      return serialWire({ path, baudRate: target.baudRate, flow: target.flow, log });
    }
    case "tcp":
      return tcpWire(target);
    case "device":
      return deviceWire(async () => (target.identity === "" ? target.path : portOf(await devicePorts(), target)));
    default:
      return unreachable(target);
  }
}

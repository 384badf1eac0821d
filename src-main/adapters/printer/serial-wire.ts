import { SerialPort } from "serialport";
import type { FlowControl } from "../../../src-shared/printer/printer-settings.ts";
import type { LogPort } from "../../core/ports/log.ts";
import type { LineTrouble, OpenWire, Wire } from "./printer-line.ts";

/** Closing waits for nothing longer than this: a driver may never answer. */
const CLOSE_LIMIT_MS = 2_000;
/** How often a write that isn't taken is looked after: a line that goes on loses no more than this. */
const POKE_MS = 20;

export interface SerialWireOptions {
  /** Where the port is now: asked anew at each opening, because names change when cables do. */
  readonly path: () => Promise<string>;
  readonly baudRate: number;
  readonly flow: FlowControl;
  readonly log: LogPort;
}

/**
 * Serial ports, 8N1, each taken for this process alone. XON/XOFF is the system's own: the printer stops even what the
 * system already has. RTS/CTS is set and nothing more: no pty has those wires, so it was never tried.
 */
export function serialWire(options: SerialWireOptions): OpenWire {
  return async (events) => {
    const path = await options.path().catch(() => "");
    if (path === "") return "absent";
    const { baudRate, flow } = options;
    const isSoft = flow === "xon-xoff";
    const handshake = { xon: isSoft, xoff: isSoft, rtscts: flow === "rts-cts" };
    // Opening toggles DTR and RTS, which resets some printers: open once; and don't hang up at the end either.
    const port = new SerialPort({ path, baudRate, ...handshake, hupcl: false, lock: true, autoOpen: false });
    port.on("data", (bytes: Buffer) => events.onBytes(new Uint8Array(bytes)));
    // Without a listener an error would end the process; each is followed by a close or an open that failed.
    port.on("error", (error: Error) => options.log.log("warn", "printer.port-error", { message: error.message }));
    port.on("close", events.onClose);
    return new Promise((resolve) => {
      port.open((error) => resolve(error ? openTrouble(error) : wireOf(port)));
    });
  };
}

function wireOf(port: SerialPort): Wire {
  return {
    write: (bytes, done) => {
      const poke = setInterval(() => wakeWriter(port), POKE_MS);
      port.write(Buffer.from(bytes), (error) => {
        clearInterval(poke);
        done(error ?? undefined);
      });
    },
    close: () => endPort(port),
  };
}

/** UV_READABLE and UV_WRITABLE. */
const BOTH = 0b11;

/**
 * serialport 13 forgets a write that waits for a stopped line as soon as it waits for input too: its poller replaces
 * what it watches instead of adding to it (bindings-cpp, poller.cpp), and after XON nothing is written until the
 * printer says something. Watching both again costs nothing; a wake-up without a reason is ignored there.
 */
function wakeWriter(port: SerialPort): void {
  const binding = port.port;
  if (binding !== undefined && "poller" in binding && binding.isOpen) binding.poller.poll(BOTH);
}

/** Why a port didn't open, from the texts of serialport's bindings (they carry no codes). */
function openTrouble(error: Error): LineTrouble {
  if (/cannot lock|resource temporarily unavailable|access denied|EBUSY/i.test(error.message)) return "busy";
  if (/permission|EACCES|EPERM/i.test(error.message)) return "forbidden";
  return "absent";
}

/** Closes a port; resolves at the latest after the limit, whatever its driver does. */
function endPort(port: SerialPort): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, CLOSE_LIMIT_MS);
    limit.unref();
    const done = (): void => {
      clearTimeout(limit);
      resolve();
    };
    if (port.isOpen) port.close(done);
    else done();
  });
}

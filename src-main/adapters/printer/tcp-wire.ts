import { connect, type Socket } from "node:net";
import type { LineTrouble, OpenWire, Wire } from "./printer-line.ts";
import { lockPath, type PathLock } from "./path-lock.ts";

/** A printer in the shop's own network answers in milliseconds; one that is off never does. */
const CONNECT_LIMIT_MS = 3_000;
const KEEP_ALIVE_MS = 10_000;

/**
 * A network printer's raw port, usually 9100. One connection, kept: most printers take one at a time and refuse others
 * or leave them waiting. Another process of this machine is kept off before it connects.
 */
export function tcpWire(target: { readonly host: string; readonly port: number }): OpenWire {
  return async (events) => {
    const lock = await lockPath(`${target.host}:${target.port}`);
    if (lock === undefined) return "busy";
    const socket = connect({ ...target, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
    const trouble = await connected(socket);
    if (trouble !== undefined) {
      socket.destroy();
      await lock.release();
      return trouble;
    }
    socket.on("data", (bytes: Buffer) => events.onBytes(new Uint8Array(bytes)));
    socket.once("close", events.onClose);
    return wireOf(socket, lock);
  };
}

function wireOf(socket: Socket, lock: PathLock): Wire {
  return {
    write: (bytes, done) => void socket.write(bytes, (error) => done(error ?? undefined)),
    close: async () => {
      socket.destroy();
      await lock.release();
    },
  };
}

/** Undefined when it is connected. Its errors are listened to for good: each is followed by its close. */
function connected(socket: Socket): Promise<LineTrouble | undefined> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve("absent"), CONNECT_LIMIT_MS);
    const end = (trouble: LineTrouble | undefined): void => {
      clearTimeout(limit);
      resolve(trouble);
    };
    socket.once("connect", () => end(undefined));
    socket.on("error", (error) => {
      const code = "code" in error ? error.code : "";
      end(code === "ECONNREFUSED" ? "refused" : code === "EACCES" || code === "EPERM" ? "forbidden" : "absent");
    });
  });
}

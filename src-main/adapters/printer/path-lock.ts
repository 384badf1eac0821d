import { createHash } from "node:crypto";
import { createServer } from "node:net";

/** Ends with the process that holds it, however that ends. */
export interface PathLock {
  release(): Promise<void>;
}

/**
 * Takes `name` (a path, or host:port) for this process: undefined when another process of this machine has it. It is a
 * name of the system that only one may listen on, so a crash leaves nothing behind. Where there are no such names
 * (macOS) nothing is locked.
 */
export function lockPath(name: string): Promise<PathLock | undefined> {
  const key = `vafa-printer-${createHash("sha256").update(name).digest("hex").slice(0, 32)}`;
  const nothing: PathLock = { release: () => Promise.resolve() };
  if (process.platform !== "linux" && process.platform !== "win32") return Promise.resolve(nothing);
  // Linux: a name without a file. Windows: a named pipe.
  const path = process.platform === "linux" ? `\0${key}` : `\\\\?\\pipe\\${key}`;
  const server = createServer((socket) => socket.destroy());
  server.unref();
  return new Promise((resolve) => {
    server.once("error", (error) => {
      const isTaken = "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES");
      // A system that refuses such names altogether must not keep a shop from printing.
      resolve(isTaken ? undefined : nothing);
    });
    server.listen(path, () => resolve({ release: () => new Promise((done) => server.close(() => done())) }));
  });
}

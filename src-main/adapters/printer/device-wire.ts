import { constants } from "node:fs";
import { open, realpath, type FileHandle } from "node:fs/promises";
import type { LineTrouble, OpenWire, Wire, WireEvents } from "./printer-line.ts";
import { lockPath, type PathLock } from "./path-lock.ts";

/** A device that takes or gives nothing now is tried again after this. */
const AGAIN_MS = 10;
/** How often answers are looked for: a question waits 1.5 s. */
const READ_MS = 20;
const READ_MAX = 256;

/**
 * A device such as /dev/usb/lp0, or a plain file, which then grows. The device's driver or a lock of ours keeps other
 * processes off. Only a device is read from; nothing waits inside the system, because it is opened without blocking.
 */
export function deviceWire(path: () => Promise<string>): OpenWire {
  return async (events) => {
    const name = await path().catch(() => "");
    if (name === "") return "absent";
    const lock = await lockPath(await realpath(name).catch(() => name));
    if (lock === undefined) return "busy";
    try {
      const handle = await opened(name);
      const isDevice = (await handle.stat()).isCharacterDevice();
      return new DeviceWire(handle, lock, isDevice ? events : undefined);
    } catch (error) {
      await lock.release();
      return openTrouble(error);
    }
  };
}

class DeviceWire implements Wire {
  readonly #handle: FileHandle;
  readonly #lock: PathLock;
  readonly #events: WireEvents | undefined;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(handle: FileHandle, lock: PathLock, events: WireEvents | undefined) {
    this.#handle = handle;
    this.#lock = lock;
    this.#events = events;
    if (events !== undefined) this.#readLater();
  }

  write(bytes: Uint8Array, done: (error: Error | undefined) => void): void {
    // A job's command and a question beside it must not mix.
    this.#writing = this.#writing.then(() => this.#writeAndTell(bytes, done));
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#handle.close().catch(() => {});
    await this.#lock.release();
  }

  async #writeAndTell(bytes: Uint8Array, done: (error: Error | undefined) => void): Promise<void> {
    try {
      await this.#writeAll(bytes);
      done(undefined);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
      if (!this.#closed) this.#events?.onClose();
    }
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      if (this.#closed) throw new Error("the device was closed");
      try {
        at += (await this.#handle.write(bytes, at)).bytesWritten;
      } catch (error) {
        if (codeOf(error) !== "EAGAIN") throw error;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  #readLater(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.#read(), READ_MS);
  }

  async #read(): Promise<void> {
    try {
      const { bytesRead, buffer } = await this.#handle.read(new Uint8Array(READ_MAX), 0, READ_MAX, null);
      if (!this.#closed && bytesRead > 0) this.#events?.onBytes(buffer.slice(0, bytesRead));
    } catch (error) {
      // EIO, ENODEV: pulled out. A device that can only be written says EBADF or EINVAL, and then it is never read.
      const code = codeOf(error);
      if (code === "EBADF" || code === "EINVAL") return;
      if (code !== "EAGAIN") {
        if (!this.#closed) this.#events?.onClose();
        return;
      }
    }
    this.#readLater();
  }
}

/** For reading too where that is allowed; a plain file is written at its end and never created. */
async function opened(name: string): Promise<FileHandle> {
  const { O_APPEND, O_NOCTTY, O_NONBLOCK, O_RDWR, O_WRONLY } = constants;
  const flags = O_APPEND | O_NOCTTY | O_NONBLOCK;
  return open(name, flags | O_RDWR).catch((error: unknown) => {
    if (codeOf(error) !== "EACCES") throw error;
    return open(name, flags | O_WRONLY);
  });
}

function openTrouble(error: unknown): LineTrouble {
  const code = codeOf(error);
  if (code === "EBUSY") return "busy";
  return code === "EACCES" || code === "EPERM" ? "forbidden" : "absent";
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

import type { WebSocket } from "@fastify/websocket";
import { pageMessage, type ShellMessage } from "../../../src-shared/contract/wire.ts";
import type { PageLine, PageLines } from "../page-line.ts";

/** The largest frame of a page: a basket's line is far below it. */
const FRAME_MAX_BYTES = 256 * 1024;
/** The calls that carry a whole file: 20 million characters, two bytes each in Persian, and quoting. */
const IMPORTS: ReadonlySet<string> = new Set([
  "products.import-check",
  "products.import",
  "members.import-check",
  "members.import",
]);
export const IMPORT_MAX_BYTES = 44 * 1024 * 1024;
/** Messages at once, and a second: a scanner types 100 keys a second, a page asks for a dozen lists when it opens. */
const BURST = 400;
const PER_SECOND = 100;
/** What waits to be sent to a page that reads no longer; then its line ends, and a living page comes again. */
const UNSENT_MAX_BYTES = 64 * 1024 * 1024;
/** What a person does not see, and longer than the core takes from an answer to the state after it. */
const TOGETHER_MS = 4;
/** A page says ping every ten seconds. */
const SILENCE_MAX_MS = 60_000;

export interface SocketSetting {
  readonly isOnlyDisplay: boolean;
  readonly isFresh: boolean;
}

/** Joins one WebSocket to the lines. Whatever no page of ours sends ends the socket (1008). */
export function joinSocket(socket: WebSocket, lines: PageLines, setting: SocketSetting): void {
  const bucket = tokenBucket();
  const out = outbox(socket);
  const line: PageLine = lines.connect({
    ...setting,
    send: (message) => out.add(message),
    close: (why) => {
      out.flush();
      socket.close(1008, why);
    },
  });
  const silence = setTimeout(() => socket.terminate(), SILENCE_MAX_MS);
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    silence.refresh();
    if (!bucket.take()) return socket.close(1008, "too-many");
    const message = isBinary ? undefined : parsed(data);
    if (message === undefined || !mayBeSoLong(message, data.length)) return socket.close(1008, "bad-message");
    line.receive(message);
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    clearTimeout(silence);
    out.end();
    line.gone();
  });
}

/**
 * Sends messages in one frame with those that follow at once, in their order: an answer and the counter that it changed
 * come out of the core one after the other, and a page draws itself for each frame.
 */
function outbox(socket: WebSocket): { add(message: ShellMessage): void; flush(): void; end(): void } {
  let waiting: ShellMessage[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    const messages = waiting;
    waiting = [];
    if (messages.length === 0 || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > UNSENT_MAX_BYTES) return socket.terminate();
    // One alone stands without a list: a page of any build reads that it is out of date.
    socket.send(JSON.stringify(messages.length === 1 ? messages[0] : messages));
  };
  return {
    add: (message) => {
      waiting.push(message);
      if (waiting.length === 1) timer = setTimeout(flush, TOGETHER_MS);
    },
    flush,
    end: () => clearTimeout(timer),
  };
}

function parsed(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString("utf8"));
  } catch {
    return undefined;
  }
}

function mayBeSoLong(message: unknown, bytes: number): boolean {
  if (bytes <= FRAME_MAX_BYTES) return true;
  const checked = pageMessage.safeParse(message);
  return checked.success && checked.data.kind === "call" && IMPORTS.has(checked.data.name);
}

function tokenBucket(): { take(): boolean } {
  let tokens = BURST;
  let atMs = performance.now();
  return {
    take: () => {
      const nowMs = performance.now();
      tokens = Math.min(BURST, tokens + ((nowMs - atMs) / 1000) * PER_SECOND) - 1;
      atMs = nowMs;
      return tokens >= 0;
    },
  };
}

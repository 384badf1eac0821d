import type { PageMessage } from "../../src-shared/contract/wire.ts";
import type { LineEvents, Transport } from "./transport.ts";

/** At first at once again, because a core that restarts is back within a second; never rarer than every five. */
const WAITS_MS = [250, 500, 1000, 2000, 5000];
/** A dead line that nobody closed shows itself when a ping stays without its pong. */
const PING_EVERY_MS = 10_000;
const SILENCE_MAX_MS = 25_000;

/** Where a page asks whether it is still let in, and what it does when it is not. */
interface DoorCheck {
  readonly isShut: () => Promise<boolean>;
  readonly leave: () => void;
}

/**
 * The loopback line: a WebSocket to the address that served this page, opened again whenever it breaks. A program that
 * was started anew knows this page's session no longer and refuses every line: then the page leaves.
 */
export function webSocketLine(url: string = addressOf(location), door: DoorCheck = ownDoor): Transport {
  let socket: WebSocket | undefined;
  let events: LineEvents | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function connect(): void {
    const opened = new WebSocket(url);
    let heardAt = performance.now();
    socket = opened;
    const pings = setInterval(() => {
      if (performance.now() - heardAt > SILENCE_MAX_MS) opened.close();
      else if (opened.readyState === WebSocket.OPEN) opened.send(JSON.stringify({ kind: "ping" }));
    }, PING_EVERY_MS);
    let wasOpen = false;
    opened.addEventListener("open", () => {
      wasOpen = true;
      events?.up();
    });
    opened.addEventListener("message", ({ data }) => {
      heardAt = performance.now();
      failures = 0;
      // All of it in one task: the page is drawn once for what belongs together.
      for (const message of parsed(data)) events?.message(message);
    });
    opened.addEventListener("close", () => {
      clearInterval(pings);
      if (socket !== opened || events === undefined) return;
      events.down();
      if (!wasOpen) void leaveWhenShut();
      timer = setTimeout(connect, WAITS_MS[Math.min(failures, WAITS_MS.length - 1)]);
      failures += 1;
    });
  }

  async function leaveWhenShut(): Promise<void> {
    if ((await door.isShut()) && events !== undefined) door.leave();
  }

  return {
    open(listener) {
      events = listener;
      connect();
    },
    send(message: PageMessage) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close() {
      events = undefined;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

/** A browser does not say why a line was refused; this page's own address does. Loaded anew, it says so in words. */
const ownDoor: DoorCheck = {
  isShut: () =>
    fetch(location.pathname, { cache: "no-store" }).then(
      ({ status }) => status === 401,
      () => false,
    ),
  leave: () => location.reload(),
};

function addressOf({ protocol, host }: Location): string {
  return `${protocol === "https:" ? "wss:" : "ws:"}//${host}/ws`;
}

/** A frame holds one message or a list of them. */
function parsed(data: unknown): readonly unknown[] {
  try {
    const messages: unknown = typeof data === "string" ? JSON.parse(data) : undefined;
    return Array.isArray(messages) ? messages : [messages];
  } catch {
    return [];
  }
}

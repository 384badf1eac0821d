import type { ParentLink } from "./parent-link.ts";

/** The watchdog's question and answer. The property `vafa` marks our own frames; no other message has it. */
export interface PingFrame {
  readonly vafa: "ping" | "pong";
  readonly n: number;
}

/** Whether `message` is the watchdog's. */
export function isPingFrame(message: unknown): message is PingFrame {
  return hasMark(message) && (message.vafa === "ping" || message.vafa === "pong");
}

/** Whether `message` carries the mark of our own frames (watchdog or relay). */
export function hasMark(message: unknown): message is { readonly vafa: unknown } {
  return typeof message === "object" && message !== null && "vafa" in message;
}

/**
 * Answers the watchdog on `link` and returns a link without its frames. `onFirst` is called once, after the first
 * answer: what may block for ever begins there, because only from then on does the watchdog's short limit hold.
 */
export function answerPings(link: ParentLink, onFirst: () => void): ParentLink {
  const listeners: ((message: unknown) => void)[] = [];
  let first = true;
  link.onMessage((message) => {
    if (isPingFrame(message)) {
      if (message.vafa !== "ping") return;
      link.send({ vafa: "pong", n: message.n } satisfies PingFrame);
      if (first) onFirst();
      first = false;
      return;
    }
    for (const listener of listeners) listener(message);
  });
  return {
    send: (message) => link.send(message),
    onClose: (listener) => link.onClose(listener),
    onMessage: (listener) => {
      listeners.push(listener);
    },
  };
}

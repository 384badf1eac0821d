import type { PageMessage } from "../../src-shared/contract/wire.ts";
import type { Transport } from "./transport.ts";

/** What Electron's preload gives the page: one way in, one way out. Messages are those of the wire. */
export interface VafaBridge {
  /** Sends a message to the core. Fulfilled when the shell has it, refused when it could not be passed on. */
  invoke(message: PageMessage): Promise<unknown>;
  /** Calls `listener` with every message for this page; returns what ends that. */
  subscribe(listener: (message: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly vafa?: VafaBridge;
  }
}

/** The line through Electron's channel. The shell lives as long as the page, so it is never down. */
export function bridgeLine(bridge: VafaBridge): Transport {
  let end: (() => void) | undefined;
  let deliver: ((message: unknown) => void) | undefined;
  return {
    open(events) {
      deliver = events.message;
      end = bridge.subscribe(events.message);
      events.up();
    },
    send(message) {
      bridge.invoke(message).then(
        // A shell may answer in the reply itself instead of over the subscription.
        (reply) => (reply === undefined || reply === null ? undefined : deliver?.(reply)),
        () => {
          if (message.kind === "call")
            deliver?.({ kind: "fault", id: message.id, fault: "away", refusal: { refusal: "core-away" } });
        },
      );
    },
    close() {
      end?.();
      deliver = undefined;
    },
  };
}

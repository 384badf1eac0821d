/** A text for one phone. `id` is the same at every try, so that a gateway that knows ids drops a second one. */
export interface TextMessage {
  readonly id: string;
  /** 98XXXXXXXXXX. */
  readonly to: string;
  readonly text: string;
}

/**
 * What became of it: the gateway has taken it; it could not be reached, and the same message may be tried again; or it
 * will never take this one.
 */
export type MessageOutcome = "accepted" | "away" | "refused";

/** What messages go through; "none" until the shop has a gateway. */
export type Gateway = "none" | "fake-phone";

/** The way to members' phones. A call ends within `MESSAGE_WAIT_MS` by the caller's limit; what it throws is "away". */
export interface MessagePort {
  readonly gateway: Gateway;
  send(message: TextMessage): Promise<MessageOutcome>;
}

/** How long anybody waits for a gateway's answer. */
export const MESSAGE_WAIT_MS = 5_000;

/** No gateway yet: nothing can be sent, and whoever asks is told so. */
export const noGateway: MessagePort = { gateway: "none", send: () => Promise.resolve("refused") };

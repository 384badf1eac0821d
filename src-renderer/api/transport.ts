import type { PageMessage } from "../../src-shared/contract/wire.ts";

/** What a line tells its user. Messages are as they came: unchecked. */
export interface LineEvents {
  readonly up: () => void;
  readonly message: (message: unknown) => void;
  readonly down: () => void;
}

/** A line to the core that mends itself: after `down` comes another `up`, until it is closed. */
export interface Transport {
  open(events: LineEvents): void;
  /** Sends while the line is up; otherwise the message is lost, and the api asks again after the next `up`. */
  send(message: PageMessage): void;
  close(): void;
}

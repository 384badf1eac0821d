import { MESSAGE_WAIT_MS, type MessageOutcome, type MessagePort, type TextMessage } from "../ports/messages.ts";
import type { Terminal } from "../terminal/context.ts";

/** Sends one message. "late" when the gateway did not answer in time: it may arrive all the same. Never throws. */
export async function sendInTime(
  { timers, log }: Pick<Terminal, "timers" | "log">,
  messages: MessagePort,
  message: TextMessage,
): Promise<MessageOutcome | "late"> {
  let cancel = (): void => undefined;
  const elapsed = new Promise<"late">((resolve) => {
    cancel = timers.after(MESSAGE_WAIT_MS, () => resolve("late"));
  });
  try {
    return await Promise.race([messages.send(message), elapsed]);
  } catch (error) {
    // Its text may hold the message: only its kind goes into the log.
    log.log("warn", "message-failed", { kind: error instanceof Error ? error.name : "unknown" });
    return "away";
  } finally {
    cancel();
  }
}

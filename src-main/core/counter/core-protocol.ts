import { z } from "zod";
import type { CoreWords } from "../../../src-shared/words/core-words.ts";
import type { ChainState } from "../verify/check-chain-client.ts";
import type { CounterEvent } from "./counter.ts";

/** A request of the shell to its core process. `id` is the asker's number for the answer. */
export const coreRequest = z.strictObject({
  vafa: z.literal("core"),
  id: z.int().min(1),
  command: z.string(),
  by: z.strictObject({ command: z.string(), actor: z.string(), approver: z.exactOptional(z.string()) }),
  input: z.unknown(),
});
export type CoreRequest = z.infer<typeof coreRequest>;

/** How the core is: it sells, or it refuses to and says why. */
export type CoreHealth =
  | { readonly kind: "ready"; readonly startMs: number; readonly notices: readonly CoreWords[] }
  | { readonly kind: "refused"; readonly words: CoreWords; readonly detail: string };

/** From the core to the shell: the answer to a request, or news. */
export type CoreMessage =
  | { readonly vafa: "core"; readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | {
      readonly vafa: "core";
      readonly kind: "fault";
      readonly id: number;
      readonly fault: "bad-request" | "failed";
      readonly words: CoreWords;
    }
  | { readonly vafa: "core"; readonly kind: "event"; readonly event: CounterEvent }
  | { readonly vafa: "core"; readonly kind: "health"; readonly health: CoreHealth }
  /** How the check of the whole chain goes, in the background; a defect changes the health as well. */
  | { readonly vafa: "core"; readonly kind: "chain"; readonly chain: ChainState };

/** Whether a message of a core process is one of these; its sender is our own program of the same version. */
export function isCoreMessage(message: unknown): message is CoreMessage {
  return (
    typeof message === "object" && message !== null && "vafa" in message && message.vafa === "core" && "kind" in message
  );
}

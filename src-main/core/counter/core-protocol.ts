import { z } from "zod";
import type { PageEvent } from "../../../src-shared/contract/contract.ts";
import type { Refusal } from "../../../src-shared/contract/parts.ts";
import { approval } from "../../../src-shared/contract/wire.ts";
import type { CoreWords } from "../../../src-shared/words/core-words.ts";
import { shellCall } from "../desk/shell-calls.ts";
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

/** A page's call, carried by the shell as it came. `id` is the asker's number for the answer. */
export const coreCall = z.strictObject({
  vafa: z.literal("call"),
  id: z.int().min(1),
  name: z.string().max(60),
  input: z.unknown(),
  command: z.exactOptional(z.string().max(64)),
  approval: z.exactOptional(approval),
});
export type CoreCall = z.infer<typeof coreCall>;

/** What only the shell asks, for its side doors; answered as a request is. */
export const coreShellCall = z.strictObject({ vafa: z.literal("shell"), id: z.int().min(1), call: shellCall });
export type CoreShellCall = z.infer<typeof coreShellCall>;

/** What becomes of a page's call. "away": the core ended while it was under way; asked again, it is answered once. */
export type CoreReply =
  | { readonly kind: "answer"; readonly answer: unknown }
  | {
      readonly kind: "fault";
      readonly fault: "bad-request" | "failed" | "away";
      readonly refusal: Refusal | null;
    };

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
  | { readonly vafa: "core"; readonly kind: "reply"; readonly id: number; readonly reply: CoreReply }
  /** Other side doors are to be open than before, or displays were forgotten: the shell asks which. */
  | { readonly vafa: "core"; readonly kind: "doors" }
  /** The core asks to be started anew on the other folder: into training, or back to the shop. */
  | { readonly vafa: "core"; readonly kind: "switch"; readonly to: "training" | "shop" }
  /** For every page, unasked. */
  | { readonly vafa: "core"; readonly kind: "page"; readonly event: PageEvent }
  | { readonly vafa: "core"; readonly kind: "health"; readonly health: CoreHealth }
  /** How the check of the whole chain goes, in the background; a defect changes the health as well. */
  | { readonly vafa: "core"; readonly kind: "chain"; readonly chain: ChainState };

/** Whether a message of a core process is one of these; its sender is our own program of the same version. */
export function isCoreMessage(message: unknown): message is CoreMessage {
  return (
    typeof message === "object" && message !== null && "vafa" in message && message.vafa === "core" && "kind" in message
  );
}

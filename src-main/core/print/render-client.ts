import type { ReceiptDocument } from "../../../src-shared/receipt/document.ts";
import type { PaperProfile, ReceiptRenderPort, RenderedReceipt } from "../ports/printer.ts";
import type { ChildState, SuperviseOptions, SupervisedChild } from "../process/supervise-child.ts";
import { superviseChild } from "../process/supervise-child.ts";
import { renderReplySchema, type RenderRequest } from "./render-messages.ts";

/** A receipt takes 10 to 150 ms; a worker that just starts on a slow till a few seconds more. */
const RENDER_LIMIT_MS = 15_000;

/** The render worker as the core sees it. */
export interface RenderClient extends ReceiptRenderPort {
  /** Ends the worker. What was asked and not answered is rejected. */
  stop(): void;
}

/**
 * Starts the render worker and keeps it alive. A receipt that the worker dies over is rejected, not sent to the next
 * worker: the spool counts the tries.
 */
export function createRenderClient(
  parts: Omit<SuperviseOptions, "role" | "argument" | "onMessage" | "onState">,
): RenderClient {
  return new Client(parts);
}

interface Waiting {
  readonly request: RenderRequest;
  readonly resolve: (receipt: RenderedReceipt) => void;
  readonly reject: (error: Error) => void;
  readonly cancelLimit: () => void;
  sent: boolean;
}

class Client implements RenderClient {
  readonly #parts: Omit<SuperviseOptions, "role" | "argument" | "onMessage" | "onState">;
  readonly #waiting = new Map<number, Waiting>();
  readonly #child: SupervisedChild;
  #running = false;
  #lastId = 0;

  constructor(parts: Omit<SuperviseOptions, "role" | "argument" | "onMessage" | "onState">) {
    this.#parts = parts;
    this.#child = superviseChild({
      ...parts,
      role: "render",
      argument: {},
      onMessage: (message) => this.#heard(message),
      onState: (state) => this.#changed(state),
    });
  }

  render(document: ReceiptDocument, paper: PaperProfile): Promise<RenderedReceipt> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const cancelLimit = this.#parts.timers.after(RENDER_LIMIT_MS, () => this.#fail(id, "no answer within the limit"));
      const request: RenderRequest = { kind: "render", id, document, paper };
      const waiting: Waiting = { request, resolve, reject, cancelLimit, sent: false };
      this.#waiting.set(id, waiting);
      if (this.#running) this.#send(waiting);
    });
  }

  stop(): void {
    this.#child.stop();
    for (const id of this.#waiting.keys()) this.#fail(id, "the render worker was stopped");
  }

  #send(waiting: Waiting): void {
    waiting.sent = true;
    this.#child.send(waiting.request);
  }

  #changed(state: ChildState): void {
    this.#running = state.kind === "running";
    if (this.#running) {
      for (const waiting of this.#waiting.values()) if (!waiting.sent) this.#send(waiting);
      return;
    }
    for (const [id, waiting] of this.#waiting) if (waiting.sent) this.#fail(id, "the render worker ended");
  }

  #heard(message: unknown): void {
    const reply = renderReplySchema.safeParse(message);
    if (!reply.success) {
      this.#parts.log.log("error", "print.render-reply", { issue: reply.error.issues[0]?.message ?? "" });
      return;
    }
    if (reply.data.kind === "render-failed") {
      this.#fail(reply.data.id, reply.data.message);
      return;
    }
    this.#take(reply.data.id)?.resolve(reply.data.receipt);
  }

  #fail(id: number, message: string): void {
    this.#take(id)?.reject(new Error(message));
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.cancelLimit();
    return waiting;
  }
}

import { encodeReceipt } from "../../core/print/encode-receipt.ts";
import { renderRequestSchema, type RenderReply, type RenderRequest } from "../../core/print/render-messages.ts";
import type { ParentLink } from "../../core/process/parent-link.ts";
import { drawForPrinter } from "./receipt-canvas.ts";

/**
 * The render worker: draws and encodes what it is asked, one receipt per turn of the event loop. In one loop the
 * pictures before would not be freed (measured: 200 receipts, 1,350 MB against 175). `collect` is called after each
 * receipt: without it the engine keeps a hundred of their pictures (2,000 receipts: 317 MB against 201).
 */
export function runRenderHost(link: ParentLink, collect: () => void): void {
  const queue: unknown[] = [];
  const next = (): void => {
    link.send(answer(queue[0]));
    queue.shift();
    collect();
    if (queue.length > 0) setImmediate(next);
  };
  link.onMessage((message) => {
    queue.push(message);
    if (queue.length === 1) setImmediate(next);
  });
}

function answer(message: unknown): RenderReply {
  const request = renderRequestSchema.safeParse(message);
  if (!request.success) return { kind: "render-failed", id: idOf(message), message: "no receipt that can be drawn" };
  try {
    return rendered(request.data);
  } catch (error) {
    return { kind: "render-failed", id: request.data.id, message: String(error) };
  }
}

function rendered({ id, document, paper }: RenderRequest): RenderReply {
  const { bandRows, profile } = paper;
  const startMs = performance.now();
  const drawing = drawForPrinter(document, profile);
  const drawnMs = performance.now();
  const { commands, bandBytesMax } = encodeReceipt(drawing, profile, { bandRows });
  const times = { renderMs: drawnMs - startMs, encodeMs: performance.now() - drawnMs };
  const receipt = { commands: [...commands], bandBytesMax, heightDots: drawing.bitmap.heightDots, ...times };
  return { kind: "rendered", id, receipt };
}

function idOf(message: unknown): number {
  const named = typeof message === "object" && message !== null && "id" in message ? message.id : 0;
  return typeof named === "number" && Number.isInteger(named) ? named : 0;
}

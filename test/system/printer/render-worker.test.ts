import { afterEach, beforeEach, expect, test } from "vitest";
import { systemRandom } from "../../../src-main/adapters/node/time.ts";
import { drawForPrinter } from "../../../src-main/adapters/render/receipt-canvas.ts";
import { encodeReceipt } from "../../../src-main/core/print/encode-receipt.ts";
import { createRenderClient, type RenderClient } from "../../../src-main/core/print/render-client.ts";
import { nodeSpawn } from "../../../src-main/shell/node-spawn.ts";
import { nodeTimers } from "../../../src-main/shell/spawn-timers.ts";
import { printerProfile } from "../../../src-shared/printer/profile.ts";
import { sampleDocument, SAMPLES } from "../../main/print/samples.ts";

let render: RenderClient;

beforeEach(() => {
  const spawn = nodeSpawn({
    entries: { render: new URL("../../../src-main/shell/render-process.ts", import.meta.url) },
  });
  render = createRenderClient({ spawn, timers: nodeTimers, random: systemRandom, log: { log: () => {} } });
});
afterEach(() => render.stop());

test("the worker prints for the printer that it is told of", async () => {
  const document = sampleDocument("first");
  const clone = printerProfile({ family: "unknown-clone", overrides: { widthDots: 384 } });
  for (const profile of [printerProfile({ family: "epson-t88", overrides: { form: "smallest" } }), clone]) {
    const { commands } = await render.render(document, { bandRows: 8, profile });
    const expected = encodeReceipt(drawForPrinter(document, profile), profile, { bandRows: 8 });
    expect(Buffer.concat(commands).equals(Buffer.concat(expected.commands))).toBe(true);
  }
});

test("one canvas serves all receipts: what was drawn before leaves no dot in the next, whatever its width", async () => {
  const bytes = async (widthDots: number, at: number): Promise<string> => {
    const profile = printerProfile({ family: "unknown-clone", overrides: { widthDots } });
    const { commands } = await render.render(sampleDocument(SAMPLES[at] ?? "first"), { bandRows: 24, profile });
    return Buffer.concat(commands).toString("base64");
  };
  const first = await bytes(576, 0);
  const others = await Promise.all(SAMPLES.flatMap((_, at) => [bytes(384, at), bytes(576, at), bytes(512, at)]));
  expect(new Set(others).size).toBe(others.length);
  expect(await bytes(576, 0)).toBe(first);
});

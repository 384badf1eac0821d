import { readFileSync } from "node:fs";
import { must } from "../../src-shared/base/assert.ts";
import { printerProfile, type PrinterProfile } from "../../src-shared/printer/profile.ts";
import { drawForPrinter } from "../../src-main/adapters/render/receipt-canvas.ts";
import { encodeReceipt } from "../../src-main/core/print/encode-receipt.ts";
import { SAMPLES, sampleDocument } from "../main/print/samples.ts";
import { startVirtualPrinter } from "../virtual/printer/virtual-printer.ts";
import { percentile, type Bench, type Figure } from "./bench.ts";
import { farEnd } from "./far-end.ts";
import { printChain, renderWorker, type RenderWorker } from "./print-chain.ts";
import { workFolder } from "./work-folder.ts";

/** Receipts drawn in a row by one process, all six samples by turns. */
const IN_A_ROW = 2_000;
/** Of the first sample, after `WARM_UP` that don't count. */
const DRAWN = 200;
const WARM_UP = 20;
const SALES = 40;
const WIRE_BAUD = 115_200;
const BAND_ROWS = 24;
/** A printer that nothing is unknown of. */
const DEFAULT = printerProfile({ family: "epson-t20", overrides: {} });
const SMALLEST: PrinterProfile = { ...DEFAULT, form: "smallest" };

/**
 * Receipts on a printer of 576 dots. `render` and `encode` are told by the product's own render process; `rss-mb` is
 * the most that it ever held, after 2,000 receipts in a row. `bytes-default` and `bytes-smallest` are ratios to the
 * whole bitmap in one GS v 0; the first sample's stand without its name. `first-byte` goes from the end of the sale's
 * commit through spool, render process and a pty to ESC @ at the other end; `wire-s` from the first byte to the
 * printer's word that it has printed, on a line that carries 11,520 bytes a second.
 */
export const bench: Bench = {
  name: "printing",
  async *run(say) {
    yield* bytes();
    const worker = renderWorker();
    try {
      yield* await times(worker);
      yield* await inARow(worker, say);
    } finally {
      worker.client.stop();
    }
    yield* await firstByte();
    yield* await wire();
  },
};

function* bytes(): Generator<Figure> {
  for (const [form, profile] of Object.entries({ default: DEFAULT, smallest: SMALLEST })) {
    for (const name of SAMPLES) {
      const drawing = drawForPrinter(sampleDocument(name), profile);
      const { commands } = encodeReceipt(drawing, profile, { bandRows: BAND_ROWS });
      const sent = commands.reduce((sum, command) => sum + command.length, 0);
      const ratio = sent / (drawing.bitmap.bits.length + 8);
      const suffix = name === "first" ? "" : `-${name}`;
      yield { name: `bytes-${form}${suffix}`, value: ratio, unit: "ratio", ratio };
      yield { name: `bytes-${form}${suffix}-count`, value: sent, unit: "bytes" };
    }
  }
}

async function times({ client }: RenderWorker): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [suffix, profile] of [["", DEFAULT] as const, ["-smallest", SMALLEST] as const]) {
    const [render, encode]: [number[], number[]] = [[], []];
    for (let n = 0; n < WARM_UP + DRAWN; n++) {
      const paper = { bandRows: BAND_ROWS, profile };
      const { renderMs, encodeMs } = await client.render(sampleDocument("first"), paper);
      if (n < WARM_UP) continue;
      render.push(renderMs);
      encode.push(encodeMs);
    }
    figures.push(
      { name: `render${suffix}`, value: percentile(render, 50), unit: "ms" },
      { name: `render${suffix}-p95`, value: percentile(render, 95), unit: "ms" },
      { name: `encode${suffix}`, value: percentile(encode, 50), unit: "ms" },
      { name: `encode${suffix}-p95`, value: percentile(encode, 95), unit: "ms" },
    );
  }
  return figures;
}

/** As many at once as a queue holds: the worker itself draws one a turn. */
async function inARow({ client, pid }: RenderWorker, say: (text: string) => void): Promise<Figure[]> {
  const begun = performance.now();
  for (let n = 0; n < IN_A_ROW; n += 20) {
    const batch = Array.from({ length: 20 }, (_, at) => must(SAMPLES[(n + at) % SAMPLES.length], "six samples"));
    const paper = { bandRows: BAND_ROWS, profile: DEFAULT };
    await Promise.all(batch.map((name) => client.render(sampleDocument(name), paper)));
    if (n % 500 === 0) say(`${n} receipts, ${memoryMb(pid(), "VmRSS").toFixed(0)} MB`);
  }
  return [
    { name: "rss-mb", value: memoryMb(pid(), "VmHWM"), unit: "MB" },
    { name: "receipts-per-second", value: (IN_A_ROW * 1_000) / (performance.now() - begun), unit: "1/s" },
  ];
}

async function firstByte(): Promise<Figure[]> {
  const work = workFolder();
  const far = await farEnd(work.path, DEFAULT);
  const chain = printChain({ folder: work.path, port: far.port, baudRate: 921_600, profile: DEFAULT });
  const times: number[] = [];
  try {
    await chain.ready();
    for (let n = 0; n < WARM_UP / 4 + SALES; n++) {
      const [saleId, first] = [`sale.${n}`, far.nextReset()];
      const ended = chain.reached(saleId, ["printed", "sent", "unknown", "failed"]);
      const committedMs = chain.sell(saleId, sampleDocument("first"));
      const waitMs = (await first) - committedMs;
      if (n >= WARM_UP / 4) times.push(waitMs);
      await ended;
    }
  } finally {
    await chain.stop();
    far.stop();
    work.remove();
  }
  return [
    { name: "first-byte", value: percentile(times, 50), unit: "ms" },
    { name: "first-byte-p95", value: percentile(times, 95), unit: "ms" },
  ];
}

async function wire(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, profile] of [["wire-s", DEFAULT] as const, ["wire-s-smallest", SMALLEST] as const]) {
    const work = workFolder();
    const virtual = await startVirtualPrinter({ dir: work.path, bytesPerSecond: WIRE_BAUD / 10 });
    const chain = printChain({ folder: work.path, port: virtual.path, baudRate: WIRE_BAUD, profile });
    try {
      await chain.ready();
      const [sending, printed] = [chain.reached("sale", ["sending"]), chain.reached("sale", ["printed"])];
      chain.sell("sale", sampleDocument("first"));
      figures.push({ name, value: ((await printed) - (await sending)) / 1_000, unit: "s" });
      const { unknown } = await virtual.counts();
      if (unknown.length > 0) throw new Error(`the printer does not know ${unknown.join(", ")}`);
    } finally {
      await chain.stop();
      await virtual.stop();
      work.remove();
    }
  }
  return figures;
}

function memoryMb(pid: number, field: "VmRSS" | "VmHWM"): number {
  const kib = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return (Number(must(kib, "Linux tells a process's memory")) * 1024) / 1e6;
}

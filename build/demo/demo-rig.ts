import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Programme } from "../../src-shared/programme/document.ts";
import { CoreClient } from "../../src-main/shell/core-client.ts";
import { defaultKeyFile } from "../../src-main/shell/data-paths.ts";
import { foundData } from "../../src-main/shell/found-data.ts";
import { deliveredCard, type VirtualCard } from "../../test/virtual/card/virtual-card.ts";
import type { InsertedCard } from "../../test/virtual/card/insert-card.ts";
import { startVirtualPcsc, type VirtualPcsc } from "../../test/virtual/pcscd/virtual-pcsc.ts";
import { startVirtualPrinter, type VirtualPrinter } from "../../test/virtual/printer/virtual-printer.ts";
import type { Presence } from "../../src-main/core/counter/counter.ts";
import type { DemoOptions } from "./demo-options.ts";

/** A demo shop at work: a real core on a real pcscd and a real pty, with one virtual card and one virtual printer. */
export interface DemoRig {
  readonly folder: string;
  readonly dataFolder: string;
  readonly keyFile: string;
  readonly core: CoreClient;
  readonly printer: VirtualPrinter;
  readonly card: VirtualCard;
  /** Puts the card on the reader and waits until the counter shows what `wanted` says. */
  putCard<K extends Presence["kind"]>(wanted: K): Promise<Presence & { readonly kind: K }>;
  takeCard(): Promise<void>;
  stop(): Promise<void>;
}

const PRESENCE_LIMIT_MS = 20_000;

/** One tier, no welcome gift, no minimum, rounding down to 1 rial per sale. */
export function demoProgramme(earnBp: number): Programme {
  const cap = 2 ** 31 - 1;
  return {
    format: 1,
    asset: 0,
    tiers: [{ id: "base", name: { fa: "پایه", en: "base" }, from: 0, earnBp }],
    windowDays: 365,
    rounding: { mode: "down", step: 1 },
    base: "net-less-credit",
    redeem: { minimum: 0, step: 1 },
    purseCeiling: cap,
    limits: {
      perTap: cap,
      sinceContact: { classic: cap, ntag: cap, desfire: cap },
      unknownCard: 0,
      perTerminal: cap,
      age: [],
    },
  };
}

/** Founds a shop in a folder of its own and starts everything. Throws an Error in words when something is missing. */
export async function startDemoRig(options: DemoOptions): Promise<DemoRig> {
  const base = fileURLToPath(new URL("../../.vafa/", import.meta.url));
  mkdirSync(base, { recursive: true });
  const folder = mkdtempSync(join(base, "demo-"));
  const dataFolder = join(folder, "data");
  const keyFile = defaultKeyFile(dataFolder);
  const fa = options.locale === "fa";
  const settings = {
    name: fa ? "کافه وفا" : "Vafa Café",
    address: fa ? "تهران، خیابان ولی‌عصر، پلاک ۱۲" : "12 Valiasr Street, Tehran",
    phone: "021-88776655",
    footer: fa ? "از خرید شما سپاسگزاریم" : "Thank you",
    locale: options.locale,
    staffNames: { "1.1": fa ? "مریم رضایی" : "Maryam Rezaei" },
  };
  const founded = await foundData({ dataFolder, keyFile, programme: demoProgramme(options.earnBp), settings });
  if (!founded.ok) throw new Error(founded.error.detail);
  const pcsc = await startVirtualPcsc();
  const printer = await startVirtualPrinter({ dir: join(folder, "printer") });
  const core = new CoreClient({
    dataFolder,
    keyFile,
    // Fast, because a person waits and nothing here is about the line.
    printer: { path: printer.path, baudRate: 921_600, family: "epson-t20" },
    env: pcsc.env,
    play: true,
  });
  return new Rig({ folder, dataFolder, keyFile, core, printer, card: deliveredCard("04a1b2c3") }, pcsc);
}

class Rig implements DemoRig {
  readonly folder: string;
  readonly dataFolder: string;
  readonly keyFile: string;
  readonly core: CoreClient;
  readonly printer: VirtualPrinter;
  readonly card: VirtualCard;
  readonly #pcsc: VirtualPcsc;
  #inserted: InsertedCard | undefined;

  constructor(parts: Omit<DemoRig, "putCard" | "takeCard" | "stop">, pcsc: VirtualPcsc) {
    this.folder = parts.folder;
    this.dataFolder = parts.dataFolder;
    this.keyFile = parts.keyFile;
    this.core = parts.core;
    this.printer = parts.printer;
    this.card = parts.card;
    this.#pcsc = pcsc;
  }

  async putCard<K extends Presence["kind"]>(wanted: K): Promise<Presence & { readonly kind: K }> {
    const shown = this.#presence((presence): presence is Presence & { readonly kind: K } => presence.kind === wanted);
    this.#inserted = await this.#pcsc.insert(this.card);
    return shown;
  }

  async takeCard(): Promise<void> {
    const gone = this.#presence((presence) => presence.kind === "waiting" || presence.kind === "left");
    await this.#inserted?.remove();
    this.#inserted = undefined;
    await gone;
  }

  async stop(): Promise<void> {
    this.core.stop();
    await this.printer.stop();
    await this.#pcsc.stop();
  }

  #presence<P extends Presence>(is: (presence: Presence) => presence is P): Promise<P>;
  #presence(is: (presence: Presence) => boolean): Promise<Presence>;
  #presence(is: (presence: Presence) => boolean): Promise<Presence> {
    const seen = Promise.withResolvers<Presence>();
    let last = "nothing";
    const limit = setTimeout(() => {
      seen.reject(new Error(`the reader did not come to what was expected; last: ${last}`));
    }, PRESENCE_LIMIT_MS);
    const end = this.core.onEvent((event) => {
      if (event.kind !== "presence") return;
      last = JSON.stringify(event.presence);
      if (is(event.presence)) seen.resolve(event.presence);
    });
    return seen.promise.finally(() => {
      clearTimeout(limit);
      end();
    });
  }
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EntryName, InputOf, PageEvent, ValueOf } from "../../../src-shared/contract/contract.ts";
import type { Refusal } from "../../../src-shared/contract/parts.ts";
import type { Result } from "../../../src-shared/base/result.ts";
import { CoreClient, type CoreOptions } from "../../../src-main/shell/core-client.ts";
import { defaultKeyFile } from "../../../src-main/shell/data-paths.ts";

/** A data folder without a shop, and the real core processes that are started on it. */
export interface SetupRig {
  readonly folder: string;
  readonly dataFolder: string;
  readonly keyFile: string;
  start(more?: Partial<CoreOptions>): PageCore;
  remove(): void;
}

export function setupRig(): SetupRig {
  const folder = mkdtempSync(join(tmpdir(), "vafa-setup-"));
  const dataFolder = join(folder, "shop", "data");
  const keyFile = defaultKeyFile(dataFolder);
  const cores: PageCore[] = [];
  return {
    folder,
    dataFolder,
    keyFile,
    start: (more = {}) => {
      const env = { PCSCLITE_CSOCK_NAME: join(folder, "no-service"), ...more.env };
      const core = new PageCore({ dataFolder, keyFile, ...more, env }, `s${cores.length}`);
      cores.push(core);
      return core;
    },
    remove: () => {
      for (const core of cores) core.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A supervised core as pages see it. */
export class PageCore {
  readonly client: CoreClient;
  readonly events: PageEvent[] = [];
  readonly #prefix: string;
  #commands = 0;

  constructor(options: CoreOptions, prefix: string) {
    this.client = new CoreClient(options);
    this.client.onPageEvent((event) => this.events.push(event));
    this.#prefix = prefix;
  }

  /** The answer of a call; throws on a fault. */
  async ask<N extends EntryName>(
    name: N,
    input: InputOf<N>,
    approval?: { readonly staff: string; readonly pin: string },
  ): Promise<Result<ValueOf<N>, Refusal>> {
    const command = `${this.#prefix}-command-${++this.#commands}`;
    const reply = await this.client.call({ name, input, command, ...(approval === undefined ? {} : { approval }) });
    if (reply.kind === "fault") throw new Error(`${name}: ${reply.fault} ${reply.refusal?.refusal ?? ""}`);
    // Checked by the entry's schema in the core.
    return reply.answer as Result<ValueOf<N>, Refusal>;
  }

  /** The value of a call that must be granted. */
  async granted<N extends EntryName>(name: N, input: InputOf<N>): Promise<ValueOf<N>> {
    const answer = await this.ask(name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.error.refusal} ${answer.error.detail ?? ""}`);
    return answer.value;
  }

  /** The refusal of a call, or undefined. */
  async refused<N extends EntryName>(name: N, input: InputOf<N>): Promise<Refusal | undefined> {
    const answer = await this.ask(name, input);
    return answer.ok ? undefined : answer.error;
  }

  signIn(staff = "1.1", pin = OWNER_PIN): Promise<unknown> {
    return this.granted("session.sign-in", { staff, pin });
  }

  /** The latest event of a kind, once it satisfies `is`. */
  async seen<K extends PageEvent["kind"]>(
    kind: K,
    is: (event: Extract<PageEvent, { kind: K }>) => boolean,
  ): Promise<Extract<PageEvent, { kind: K }>> {
    const look = (): Extract<PageEvent, { kind: K }> | undefined => {
      const last = this.events.findLast((event): event is Extract<PageEvent, { kind: K }> => event.kind === kind);
      return last !== undefined && is(last) ? last : undefined;
    };
    const found = Promise.withResolvers<Extract<PageEvent, { kind: K }>>();
    const tryNow = (): void => {
      const event = look();
      if (event !== undefined) found.resolve(event);
    };
    const end = this.client.onPageEvent(tryNow);
    tryNow();
    return found.promise.finally(end);
  }

  stop(): void {
    this.client.stop();
  }
}

export const OWNER_PIN = "135790";

/** A shop as its owner types it, with Persian digits in the PIN. */
export const WISH: InputOf<"setup.found"> = {
  shopName: " کافه وفا ",
  ownerName: "مريم رضایی",
  ownerPin: "۱۳۵۷۹۰",
  display: { locale: "fa" },
  tiers: [
    { fa: "پایه", en: "Base", fromMinor: 0, earnBp: 300 },
    { fa: "طلایی", en: "Gold", fromMinor: 100_000_000, earnBp: 500 },
  ],
  redeemMinimumMinor: 100_000,
};

import { assert } from "../../src-shared/base/assert.ts";
import type { CoreWords } from "../../src-shared/words/core-words.ts";
import { systemRandom } from "../adapters/node/time.ts";
import type { CoreCommand, CoreInput } from "../core/counter/core-commands.ts";
import { isCoreMessage, type CoreHealth, type CoreMessage, type CoreRequest } from "../core/counter/core-protocol.ts";
import type { CounterEvent } from "../core/counter/counter.ts";
import type { ChainState } from "../core/verify/check-chain-client.ts";
import { relayingSpawn } from "../core/process/spawn-relay.ts";
import { superviseChild, type ChildState, type SupervisedChild } from "../core/process/supervise-child.ts";
import { nodeSpawn } from "./node-spawn.ts";
import { stderrLog } from "./stderr-log.ts";
import { nodeTimers } from "./spawn-timers.ts";

/** What a core is started with. Secrets are in the key file, never on a command line. */
export interface CoreOptions {
  readonly dataFolder: string;
  readonly keyFile: string;
  /** Where automatic backups go: a folder that exists, best on another disk. */
  readonly backups?: string;
  readonly printer?: { readonly path: string; readonly baudRate: number };
  /** Lets `office-away` cut the line to the head office: the demo and tests only. */
  readonly play?: boolean;
  /** Added to the environment of the core's children: where a private PC/SC service listens, for the demo and tests. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A fault of the core, not a refusal of a rule: it is ended, broken, or did not understand. */
export class CoreFault extends Error {
  override name = "CoreFault";
  readonly words: CoreWords | undefined;
  constructor(message: string, words?: CoreWords) {
    super(message);
    this.words = words;
  }
}

/** Why the process ended while a command was under way: whether it was carried out is asked by its command id. */
const ENDED = "the core ended while this was under way";

/** The shell's end of a supervised core process. */
export class CoreClient {
  readonly #child: SupervisedChild;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #events = new Set<(event: CounterEvent) => void>();
  readonly #healths = new Set<(health: CoreHealth) => void>();
  readonly #chains = new Set<(chain: ChainState) => void>();
  #health: CoreHealth | undefined;
  #lastId = 0;

  constructor(options: CoreOptions) {
    const entry = (file: string): URL => new URL(file, import.meta.url);
    const entries = {
      core: entry("core-process.ts"),
      reader: entry("reader-process.ts"),
      render: entry("render-process.ts"),
      verify: entry("verify-process.ts"),
      backup: entry("backup-process.ts"),
    };
    const spawn = nodeSpawn({ entries, ...(options.env === undefined ? {} : { env: options.env }) });
    this.#child = superviseChild({
      role: "core",
      argument: {
        data: options.dataFolder,
        keys: options.keyFile,
        play: options.play === true ? "yes" : "no",
        backups: options.backups ?? "",
        printer: options.printer?.path ?? "",
        baud: String(options.printer?.baudRate ?? 115_200),
      },
      spawn: relayingSpawn(spawn),
      timers: nodeTimers,
      random: systemRandom,
      log: stderrLog("shell"),
      onMessage: (message) => {
        if (isCoreMessage(message)) this.#heard(message);
      },
      onState: (state) => this.#onState(state),
    });
  }

  /** Sends a command and waits for its answer. Throws CoreFault. */
  command<C extends CoreCommand>(command: C, by: CoreRequest["by"], input: CoreInput<C>): Promise<unknown> {
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    const sent = this.#child.send({ vafa: "core", id, command, by, input } satisfies CoreRequest);
    if (!sent) {
      this.#waiting.delete(id);
      waiting.reject(new CoreFault("the core is not running"));
    }
    return waiting.promise;
  }

  onEvent(listener: (event: CounterEvent) => void): () => void {
    this.#events.add(listener);
    return () => this.#events.delete(listener);
  }

  /** Resolves with the core's health as soon as it is known. */
  health(): Promise<CoreHealth> {
    if (this.#health !== undefined) return Promise.resolve(this.#health);
    return new Promise((resolve) => {
      const once = (health: CoreHealth): void => {
        this.#healths.delete(once);
        resolve(health);
      };
      this.#healths.add(once);
    });
  }

  /** Calls `listener` at every later change of the health: a core that sells may have to stop. */
  onHealth(listener: (health: CoreHealth) => void): () => void {
    this.#healths.add(listener);
    return () => this.#healths.delete(listener);
  }

  /** Calls `listener` with the progress and the result of the check of the whole chain. */
  onChain(listener: (chain: ChainState) => void): () => void {
    this.#chains.add(listener);
    return () => this.#chains.delete(listener);
  }

  /** The core's process number while it runs. */
  pid(): number | undefined {
    const state = this.#child.state();
    return state.kind === "running" ? state.pid : undefined;
  }

  stop(): void {
    this.#child.stop();
    this.#reject();
  }

  #heard(message: CoreMessage): void {
    switch (message.kind) {
      case "answer":
        this.#waiting.get(message.id)?.resolve(message.value);
        this.#waiting.delete(message.id);
        return;
      case "fault":
        this.#waiting.get(message.id)?.reject(new CoreFault(message.fault, message.words));
        this.#waiting.delete(message.id);
        return;
      case "event":
        for (const listener of this.#events) listener(message.event);
        return;
      case "health":
        this.#health = message.health;
        for (const listener of this.#healths) listener(message.health);
        return;
      case "chain":
        for (const listener of this.#chains) listener(message.chain);
        return;
    }
  }

  #onState(state: ChildState): void {
    if (state.kind === "waiting") {
      this.#health = undefined;
      this.#reject();
    }
    assert(this.#waiting.size === 0 || state.kind !== "waiting", "no command waits for a core that is gone");
  }

  #reject(): void {
    for (const waiting of this.#waiting.values()) waiting.reject(new CoreFault(ENDED));
    this.#waiting.clear();
  }
}

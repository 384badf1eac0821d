import { assert } from "../../src-shared/base/assert.ts";
import type { PageEvent } from "../../src-shared/contract/contract.ts";
import type { Approval } from "../../src-shared/contract/wire.ts";
import type { PrinterFamily } from "../../src-shared/printer/profile.ts";
import type { CoreWords } from "../../src-shared/words/core-words.ts";
import { systemRandom } from "../adapters/node/time.ts";
import type { CoreCommand, CoreInput } from "../core/counter/core-commands.ts";
import {
  isCoreMessage,
  type CoreCall,
  type CoreHealth,
  type CoreMessage,
  type CoreReply,
  type CoreRequest,
  type CoreShellCall,
} from "../core/counter/core-protocol.ts";
import type { CounterEvent } from "../core/counter/counter.ts";
import type { ShellCall, ShellReplyTo } from "../core/desk/shell-calls.ts";
import type { ChainState } from "../core/verify/check-chain-client.ts";
import { relayingSpawn } from "../core/process/spawn-relay.ts";
import {
  SUPERVISE_LIMITS,
  superviseChild,
  type ChildState,
  type SupervisedChild,
  type SuperviseLimits,
} from "../core/process/supervise-child.ts";
import type { SpawnPort } from "../core/ports/spawn.ts";
import { coreEntries } from "./core-entries.ts";
import { nodeSpawn } from "./node-spawn.ts";
import { trainingPlace, type ShopPlace } from "./data-paths.ts";
import { stderrLog } from "./stderr-log.ts";
import { nodeTimers } from "./spawn-timers.ts";

/** What a core is started with. Secrets are in the key file, never on a command line. */
export interface CoreOptions {
  readonly dataFolder: string;
  readonly keyFile: string;
  /** Where automatic backups go: a folder that exists, best on another disk. */
  readonly backups?: string;
  readonly printer?: { readonly path: string; readonly baudRate: number; readonly family?: PrinterFamily };
  /** Lets `office-away` cut the line to the head office: the demo and tests only. */
  readonly play?: boolean;
  /** A folder in which messages to members lie as on a fake phone: the demo and tests only. */
  readonly phone?: string;
  /** A folder whose `class` and `usb` take the place of the system's lists of USB printers: tests only. */
  readonly devices?: string;
  /** Added to the environment of the core's children: where a private PC/SC service listens, for the demo and tests. */
  readonly env?: Readonly<Record<string, string>>;
  /** How this shell starts processes; Node's own way when left out. */
  readonly spawn?: SpawnPort;
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

/**
 * Ten seconds, where a reader has two: a busy disk makes the core wait for its writes, and killing it cures no disk.
 */
const CORE_LIMITS: SuperviseLimits = { ...SUPERVISE_LIMITS, silentPings: 20 };

/** Why the process ended while a command was under way: whether it was carried out is asked by its command id. */
const ENDED = "the core ended while this was under way";

/** A page's call without its number: the client numbers calls by itself. */
export interface PageCall {
  readonly name: string;
  readonly input: unknown;
  readonly command?: string;
  readonly approval?: Approval;
}

const AWAY: CoreReply = { kind: "fault", fault: "away", refusal: null };

/** The shell's end of a supervised core process. */
export class CoreClient {
  readonly #start: (place: ShopPlace) => SupervisedChild;
  readonly #place: ShopPlace;
  #child: SupervisedChild;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #calls = new Map<number, (reply: CoreReply) => void>();
  readonly #pageEvents = new Set<(event: PageEvent) => void>();
  /** The latest of each kind that says how things are, for a page that comes later. */
  readonly #shown = new Map<PageEvent["kind"], PageEvent>();
  readonly #events = new Set<(event: CounterEvent) => void>();
  readonly #healths = new Set<(health: CoreHealth) => void>();
  readonly #chains = new Set<(chain: ChainState) => void>();
  readonly #doors = new Set<() => void>();
  #health: CoreHealth | undefined;
  #lastId = 0;

  constructor(options: CoreOptions) {
    const env = options.env === undefined ? {} : { env: options.env };
    const spawn = options.spawn ?? nodeSpawn({ entries: coreEntries(), ...env });
    this.#place = { dataFolder: options.dataFolder, keyFile: options.keyFile };
    this.#start = ({ dataFolder, keyFile }) =>
      superviseChild({
        role: "core",
        argument: {
          data: dataFolder,
          keys: keyFile,
          play: options.play === true ? "yes" : "no",
          backups: options.backups ?? "",
          phone: options.phone ?? "",
          devices: options.devices ?? "",
          printer: options.printer?.path ?? "",
          baud: String(options.printer?.baudRate ?? 115_200),
          family: options.printer?.family ?? "unknown-clone",
        },
        spawn: relayingSpawn(spawn),
        timers: nodeTimers,
        random: systemRandom,
        limits: CORE_LIMITS,
        log: stderrLog("shell"),
        onMessage: (message) => {
          if (isCoreMessage(message)) this.#heard(message);
        },
        onState: (state) => this.#onState(state),
      });
    this.#child = this.#start(this.#place);
  }

  /** Sends a command and waits for its answer. Throws CoreFault. */
  command<C extends CoreCommand>(command: C, by: CoreRequest["by"], input: CoreInput<C>): Promise<unknown> {
    return this.#ask((id) => ({ vafa: "core", id, command, by, input }) satisfies CoreRequest);
  }

  /** Asks what only the shell may ask, for its side doors. Throws CoreFault. */
  async shellCall<C extends ShellCall>(call: C): Promise<ShellReplyTo<C>> {
    const reply = await this.#ask((id) => ({ vafa: "shell", id, call }) satisfies CoreShellCall);
    // Our own program of the same version: the core answers each kind with its reply.
    return reply as ShellReplyTo<C>;
  }

  /** Calls `listener` when other side doors are to be open than before, and when a core is ready. */
  onDoors(listener: () => void): () => void {
    this.#doors.add(listener);
    return () => this.#doors.delete(listener);
  }

  /** Carries a page's call to the core. Never throws: a core that is gone or goes is the fault "away". */
  call(call: PageCall): Promise<CoreReply> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#calls.set(id, resolve);
      if (this.#child.send({ vafa: "call", id, ...call } satisfies CoreCall)) return;
      this.#calls.delete(id);
      resolve(AWAY);
    });
  }

  /** What the core tells every page, unasked. */
  onPageEvent(listener: (event: PageEvent) => void): () => void {
    this.#pageEvents.add(listener);
    return () => this.#pageEvents.delete(listener);
  }

  /** How things are now, for a page that has just come: the latest event of each kind that is a state. */
  pageSnapshot(): readonly PageEvent[] {
    return [...this.#shown.values()];
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

  #ask(request: (id: number) => CoreRequest | CoreShellCall): Promise<unknown> {
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    if (!this.#child.send(request(id))) {
      this.#waiting.delete(id);
      waiting.reject(new CoreFault("the core is not running"));
    }
    return waiting.promise;
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
      case "reply":
        this.#calls.get(message.id)?.(message.reply);
        this.#calls.delete(message.id);
        return;
      case "page":
        this.#tellPages(message.event);
        return;
      case "event":
        for (const listener of this.#events) listener(message.event);
        return;
      case "switch":
        this.#switch(message.to);
        return;
      case "health":
        this.#health = message.health;
        for (const listener of this.#healths) listener(message.health);
        if (message.health.kind === "ready") this.#doorsChanged();
        return;
      case "doors":
        return this.#doorsChanged();
      case "chain":
        for (const listener of this.#chains) listener(message.chain);
        return;
    }
  }

  #doorsChanged(): void {
    for (const listener of this.#doors) listener();
  }

  /** Ends the core and starts it on the other folder: into training, or back to the shop. */
  #switch(to: "training" | "shop"): void {
    this.#child.stop();
    this.#away();
    this.#shown.clear();
    this.#tellPages({ kind: "health", health: "starting", refusal: null });
    this.#child = this.#start(to === "shop" ? this.#place : trainingPlace(this.#place));
  }

  #onState(state: ChildState): void {
    if (state.kind === "waiting") {
      this.#away();
      this.#tellPages({ kind: "health", health: "starting", refusal: null });
    }
    assert(this.#waiting.size === 0 || state.kind !== "waiting", "no command waits for a core that is gone");
  }

  #away(): void {
    this.#health = undefined;
    this.#reject();
  }

  #reject(): void {
    for (const waiting of this.#waiting.values()) waiting.reject(new CoreFault(ENDED));
    this.#waiting.clear();
    for (const resolve of this.#calls.values()) resolve(AWAY);
    this.#calls.clear();
  }

  #tellPages(event: PageEvent): void {
    // A sound and a refusal are over once told; everything else says how things are.
    if (event.kind !== "sound" && event.kind !== "refused") this.#shown.set(event.kind, event);
    for (const listener of this.#pageEvents) listener(event);
  }
}

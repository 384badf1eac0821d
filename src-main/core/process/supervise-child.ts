import { assert } from "../../../src-shared/base/assert.ts";
import type { RandomPort } from "../ports/clock.ts";
import type { LogPort } from "../ports/log.ts";
import type { ChildExit, ChildLink, ProcessRole, SpawnPort } from "../ports/spawn.ts";
import { isPingFrame, type PingFrame } from "./ping.ts";
import type { TimerPort } from "./timers.ts";

/** Why a child ended: by itself, silent to the watchdog, or never ready within the limit. */
export type EndCause = "exit" | "hung" | "slow-start" | "spawn-failed";

/** Where a supervised child is. `failures` counts ends without a stable run between them. */
export type ChildState =
  | { readonly kind: "starting"; readonly failures: number }
  | { readonly kind: "running"; readonly pid: number | undefined }
  | {
      readonly kind: "waiting";
      readonly failures: number;
      readonly delayMs: number;
      readonly cause: EndCause;
      readonly exit: ChildExit | null;
    }
  | { readonly kind: "stopped" };

/** The limits of supervision, each next to its reason. */
export interface SuperviseLimits {
  /** How often the watchdog asks. Counted in questions, not in time, so that a laptop's sleep is not a hang. */
  readonly pingEveryMs: number;
  /** Unanswered questions in a row that end a running child: with 500 ms, two seconds. */
  readonly silentPings: number;
  /** The same before its first answer: loading takes long on a slow till. */
  readonly startPings: number;
  /** The first delay before a restart; doubles with every failure. */
  readonly baseDelayMs: number;
  /** The longest delay: a reader plugged in again is back within it. A child is never given up. */
  readonly maxDelayMs: number;
  /** A run of this length clears the failures. */
  readonly stableMs: number;
}

/** What the product uses. */
export const SUPERVISE_LIMITS: SuperviseLimits = {
  pingEveryMs: 500,
  silentPings: 4,
  startPings: 40,
  baseDelayMs: 200,
  maxDelayMs: 15_000,
  stableMs: 20_000,
};

/** What to run, with what, and who is told. */
export interface SuperviseOptions {
  readonly role: ProcessRole;
  readonly argument: Readonly<Record<string, string>>;
  readonly spawn: SpawnPort;
  readonly timers: TimerPort;
  readonly random: RandomPort;
  readonly log: LogPort;
  readonly limits?: SuperviseLimits;
  readonly onMessage: (message: unknown) => void;
  /** Called at every change; not for the state at the beginning. */
  readonly onState: (state: ChildState) => void;
}

/** A child that is started again whenever it ends. */
export interface SupervisedChild {
  state(): ChildState;
  /**
   * Sends to the child that runs now, or to the one that starts now, as soon as it answers. False when there is none:
   * the message is dropped, never kept for the next one.
   */
  send(message: unknown): boolean;
  /** Ends the child and the supervision. */
  stop(): void;
}

/**
 * Starts the child of `role` and keeps it alive: a watchdog kills it when it stops answering (also while it spins in
 * native code), and an ended child starts again after a delay that doubles up to a maximum, with jitter so that several
 * machines or children do not hit a service in step.
 */
export function superviseChild(options: SuperviseOptions): SupervisedChild {
  return new Supervision(options);
}

class Supervision implements SupervisedChild {
  readonly #options: SuperviseOptions;
  readonly #limits: SuperviseLimits;
  #state: ChildState = { kind: "starting", failures: 0 };
  #link: ChildLink | undefined;
  #failures = 0;
  #unanswered = 0;
  #asked = 0;
  #killedFor: EndCause | undefined;
  /** For the child that starts now: a channel may lose what comes before its program listens. */
  #early: unknown[] = [];
  #cancels: (() => void)[] = [];

  constructor(options: SuperviseOptions) {
    this.#options = options;
    this.#limits = options.limits ?? SUPERVISE_LIMITS;
    this.#start();
  }

  state(): ChildState {
    return this.#state;
  }

  send(message: unknown): boolean {
    if (this.#link === undefined) return false;
    if (this.#state.kind === "running") this.#link.send(message);
    else this.#early.push(message);
    return true;
  }

  stop(): void {
    this.#cancelAll();
    const link = this.#link;
    this.#link = undefined;
    this.#change({ kind: "stopped" });
    link?.kill();
  }

  #start(): void {
    const { role, argument, spawn } = this.#options;
    this.#unanswered = 0;
    this.#killedFor = undefined;
    this.#early = [];
    let link: ChildLink;
    try {
      link = spawn.spawn(role, argument);
    } catch {
      // The shell could not start it (no memory, no file): the same as a child that ends at once.
      this.#ended("spawn-failed", null);
      return;
    }
    this.#link = link;
    link.onMessage((message) => {
      // A message of a child that was given up must not pass for the next one's.
      if (this.#link === link) this.#heard(link, message);
    });
    link.onExit((exit) => {
      if (this.#link !== link) return;
      this.#link = undefined;
      this.#ended(this.#killedFor ?? "exit", exit);
    });
    this.#ask(link);
  }

  #heard(link: ChildLink, message: unknown): void {
    if (!isPingFrame(message)) {
      this.#options.onMessage(message);
      return;
    }
    this.#unanswered = 0;
    if (this.#state.kind === "running") return;
    for (const early of this.#early.splice(0)) link.send(early);
    this.#change({ kind: "running", pid: link.pid });
    this.#later(this.#limits.stableMs, () => {
      this.#failures = 0;
    });
  }

  #ask(link: ChildLink): void {
    const limit = this.#state.kind === "running" ? this.#limits.silentPings : this.#limits.startPings;
    if (this.#unanswered >= limit) {
      this.#killedFor = this.#state.kind === "running" ? "hung" : "slow-start";
      link.kill();
      return;
    }
    this.#unanswered++;
    link.send({ vafa: "ping", n: ++this.#asked } satisfies PingFrame);
    this.#later(this.#limits.pingEveryMs, () => this.#ask(link));
  }

  #ended(cause: EndCause, exit: ChildExit | null): void {
    this.#cancelAll();
    const { role, log, random } = this.#options;
    const [byte = 0] = random.bytes(1);
    const whole = Math.min(this.#limits.maxDelayMs, this.#limits.baseDelayMs * 2 ** Math.min(this.#failures, 30));
    // Between half and all of it.
    const delayMs = Math.round(whole * (0.5 + byte / 510));
    this.#failures++;
    log.log("warn", "child-ended", {
      role,
      cause,
      failures: this.#failures,
      delayMs,
      code: exit?.code ?? "none",
      signal: exit?.signal ?? "none",
    });
    this.#later(delayMs, () => {
      this.#change({ kind: "starting", failures: this.#failures });
      this.#start();
    });
    this.#change({ kind: "waiting", failures: this.#failures, delayMs, cause, exit });
  }

  #later(delayMs: number, run: () => void): void {
    assert(delayMs >= 0, "a delay is not negative");
    const cancel = this.#options.timers.after(delayMs, () => {
      this.#cancels = this.#cancels.filter((other) => other !== cancel);
      run();
    });
    this.#cancels.push(cancel);
  }

  #cancelAll(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  #change(state: ChildState): void {
    if (this.#state.kind === "stopped") return;
    this.#state = state;
    this.#options.onState(state);
  }
}

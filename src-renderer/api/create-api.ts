import {
  answerSchema,
  CONTRACT,
  type CommandName,
  type EntryName,
  type InputOf,
  type PageEvent,
  type QueryName,
  type ValueOf,
  WIRE_VERSION,
} from "../../src-shared/contract/contract.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import type { Approval, PageMessage } from "../../src-shared/contract/wire.ts";
import { createMessageCheck, type HeardMessage } from "./check-message.ts";
import type { Transport } from "./transport.ts";

/** What is asked for, or why it was refused. */
export type Answer<N extends EntryName> =
  | { readonly ok: true; readonly value: ValueOf<N> }
  | {
      readonly ok: false;
      readonly error: Refusal;
      /** The core did not say this itself: whether the command was carried out is not known. */
      readonly isInDoubt?: true;
    };

/**
 * How the line stands. "seat-lost": another window has the till (`take` brings it back). "stale": the page is of an
 * older build and must be loaded anew.
 */
export type Connection = "connecting" | "ready" | "reconnecting" | "seat-lost" | "stale";

export interface CommandOptions {
  readonly approval?: Approval;
  /** The id of this command, kept by whoever asks again (after an approval, after a reload). */
  readonly id?: string;
}

export interface Api {
  /** Does something, once: after a broken line it is asked again with the same id. Refusals are values. */
  command<N extends CommandName>(name: N, input: InputOf<N>, options?: CommandOptions): Promise<Answer<N>>;
  query<N extends QueryName>(name: N, input: InputOf<N>): Promise<Answer<N>>;
  onEvent(listener: (event: PageEvent) => void): () => void;
  onConnection(listener: (connection: Connection) => void): () => void;
  readonly connection: () => Connection;
  /** Takes the till over from another window. */
  take(): void;
  close(): void;
}

export interface ApiSetting {
  readonly build: string;
  readonly view: "counter" | "display";
  readonly newId?: () => string;
  readonly after?: (work: () => void, ms: number) => void;
}

interface Pending {
  readonly message: Extract<PageMessage, { kind: "call" }>;
  readonly settle: (answer: unknown) => void;
  readonly name: EntryName;
  tries: number;
}

/** More at once is a page that asks in a loop. */
const PENDING_MAX = 200;
const AGAIN_AFTER_MS = 400;
/** About a minute: a core that has not come back by then is a matter for a person, and says so. */
const TRIES_MAX = 150;

/** The contract over a line: typed, checked on this side too, and safe to ask again. */
export function createApi(transport: Transport, setting: ApiSetting): Api {
  const newId = setting.newId ?? (() => crypto.randomUUID());
  const events = new Set<(event: PageEvent) => void>();
  const watchers = new Set<(connection: Connection) => void>();
  const checked = createMessageCheck();
  let state: Connection = "connecting";
  const calls = callBook(transport, () => state, setting.after ?? ((work, ms) => void setTimeout(work, ms)));

  const become = (next: Connection): void => {
    if (next === state) return;
    state = next;
    for (const watcher of watchers) watcher(next);
  };
  const hello = (take: boolean): void =>
    transport.send({ kind: "hello", contract: WIRE_VERSION, build: setting.build, view: setting.view, take });

  function hear(message: HeardMessage): void {
    switch (message.kind) {
      case "welcome":
        become("ready");
        return calls.sendAll();
      case "stale":
        become("stale");
        return calls.refuseAll("page-stale");
      case "seat-lost":
        become("seat-lost");
        return calls.refuseAll("seat-taken");
      case "answer":
        return calls.settle(message.id, message.answer);
      case "fault":
        if (message.fault === "away") return calls.askAgain(message.id);
        return calls.lose(message.id, message.refusal ?? { refusal: "defect" });
      case "event":
        for (const listener of events) listener(message.event);
        return;
      case "pong":
        return;
    }
  }

  transport.open({
    up: () => hello(false),
    message: (raw) => {
      const message = checked(raw);
      if (message === "counter-unknown") return hello(false);
      // What this build does not know can't be acted on; the handshake makes sure that it is not an answer.
      if (message !== undefined) hear(message);
    },
    down: () => (state === "ready" ? become("reconnecting") : undefined),
  });

  return {
    // Both shapes are those of the entry: its own schemas have just checked them.
    command: <N extends CommandName>(name: N, input: InputOf<N>, options: CommandOptions = {}) =>
      calls.ask(name, input, options.id ?? newId(), options.approval) as Promise<Answer<N>>,
    query: <N extends QueryName>(name: N, input: InputOf<N>) => calls.ask(name, input) as Promise<Answer<N>>,
    onEvent: (listener) => subscribed(events, listener),
    onConnection: (listener) => subscribed(watchers, listener),
    connection: () => state,
    take: () => hello(true),
    close: () => transport.close(),
  };
}

/** The calls under way. Each stays until its answer came, over as many lines as that takes. */
function callBook(transport: Transport, state: () => Connection, after: (work: () => void, ms: number) => void) {
  const pending = new Map<number, Pending>();
  let lastCall = 0;

  function ask(name: EntryName, input: unknown, command?: string, approval?: Approval): Promise<unknown> {
    const checked = CONTRACT[name].input.safeParse(input);
    if (!checked.success) return Promise.resolve(refused("request-unknown", `${name}: ${checked.error.message}`));
    if (state() === "stale") return Promise.resolve(refused("page-stale"));
    if (state() === "seat-lost") return Promise.resolve(refused("seat-taken"));
    if (pending.size >= PENDING_MAX) return Promise.resolve(refused("busy"));
    lastCall += 1;
    const kept = { ...(command === undefined ? {} : { command }), ...(approval === undefined ? {} : { approval }) };
    const message = { kind: "call" as const, id: lastCall, name, input: checked.data, ...kept };
    return new Promise((settled) => {
      pending.set(message.id, { message, settle: settled, name, tries: 0 });
      if (state() === "ready") transport.send(message);
    });
  }

  function settle(id: number, answer: unknown): void {
    const asked = pending.get(id);
    if (asked === undefined) return;
    pending.delete(id);
    const checked = answerSchema(asked.name).safeParse(answer);
    asked.settle(
      checked.success ? checked.data : refused("request-unknown", `${asked.name}: ${checked.error.message}`),
    );
  }

  /** There will be no answer to this call. */
  function lose(id: number, error: Refusal): void {
    const asked = pending.get(id);
    pending.delete(id);
    asked?.settle({ ok: false, error, isInDoubt: true });
  }

  function askAgain(id: number): void {
    const asked = pending.get(id);
    if (asked === undefined) return;
    asked.tries += 1;
    if (asked.tries > TRIES_MAX) return lose(id, { refusal: "core-away" });
    after(() => {
      if (state() === "ready" && pending.has(id)) transport.send(asked.message);
    }, AGAIN_AFTER_MS);
  }

  return {
    ask,
    settle,
    lose,
    askAgain,
    sendAll: () => pending.forEach(({ message }) => transport.send(message)),
    refuseAll: (refusal: "page-stale" | "seat-taken") => {
      for (const id of pending.keys()) lose(id, { refusal });
    },
  };
}

/** A refusal of this side: the core has said nothing. */
function refused(refusal: Refusal["refusal"], detail?: string): Answer<never> {
  const error = detail === undefined ? { refusal } : { refusal, detail: detail.slice(0, 300) };
  return { ok: false, error, isInDoubt: true };
}

function subscribed<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => void set.delete(listener);
}

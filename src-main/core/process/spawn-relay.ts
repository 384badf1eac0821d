import { assert } from "../../../src-shared/base/assert.ts";
import type { ChildExit, ChildLink, ProcessRole, SpawnPort } from "../ports/spawn.ts";
import type { ParentLink } from "./parent-link.ts";
import { hasMark } from "./ping.ts";

/**
 * From the process that asks (the core) to the shell. `id` is the asker's own number for the child, never used twice.
 */
export type RelayRequest =
  | {
      readonly vafa: "relay";
      readonly kind: "start";
      readonly id: number;
      readonly role: ProcessRole;
      readonly argument: Readonly<Record<string, string>>;
    }
  | { readonly vafa: "relay"; readonly kind: "to-child"; readonly id: number; readonly message: unknown }
  | { readonly vafa: "relay"; readonly kind: "kill"; readonly id: number };

/** From the shell back. */
export type RelayReport =
  | { readonly vafa: "relay"; readonly kind: "started"; readonly id: number; readonly pid: number | null }
  | { readonly vafa: "relay"; readonly kind: "from-child"; readonly id: number; readonly message: unknown }
  | { readonly vafa: "relay"; readonly kind: "ended"; readonly id: number; readonly exit: ChildExit };

/** Children that one process may have through the shell at once: a reader, a verifier and render workers, and room. */
export const RELAYED_CHILDREN_MAX = 16;

/** The roles that a child may ask for: never another core. */
const RELAYED_ROLES: readonly ProcessRole[] = ["reader", "render", "verify", "backup"];

/**
 * Wraps the shell's own SpawnPort so that the children it starts may ask for children of their own. Those end with the
 * process that asked for them. The returned links do not show the relay's frames.
 */
export function relayingSpawn(spawn: SpawnPort): SpawnPort {
  return { spawn: (role, argument) => hostRelay(spawn.spawn(role, argument), spawn) };
}

/** Inside the asking process: a SpawnPort through the parent, and the link without the relay's frames. */
export function relayedSpawn(parent: ParentLink): { readonly spawn: SpawnPort; readonly link: ParentLink } {
  const children = new Map<number, RelayedChild>();
  const listeners: ((message: unknown) => void)[] = [];
  let lastId = 0;
  parent.onMessage((message) => {
    if (isReport(message)) report(children, message);
    else for (const listener of listeners) listener(message);
  });
  parent.onClose(() => {
    for (const child of children.values()) child.ended({ code: null, signal: "SIGKILL" });
    children.clear();
  });
  const spawn = (role: ProcessRole, argument: Readonly<Record<string, string>>): ChildLink => {
    const child = new RelayedChild(++lastId, (request) => parent.send(request));
    children.set(child.id, child);
    parent.send({ vafa: "relay", kind: "start", id: child.id, role, argument } satisfies RelayRequest);
    return child;
  };
  const link: ParentLink = {
    send: (message) => parent.send(message),
    onClose: (listener) => parent.onClose(listener),
    onMessage: (listener) => {
      listeners.push(listener);
    },
  };
  return { spawn: { spawn }, link };
}

class RelayedChild implements ChildLink {
  readonly id: number;
  pid: number | undefined;
  readonly #ask: (request: RelayRequest) => void;
  readonly #messages: ((message: unknown) => void)[] = [];
  readonly #exits: ((exit: ChildExit) => void)[] = [];
  #over = false;

  constructor(id: number, ask: (request: RelayRequest) => void) {
    this.id = id;
    this.#ask = ask;
  }

  send(message: unknown): void {
    if (!this.#over) this.#ask({ vafa: "relay", kind: "to-child", id: this.id, message });
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#messages.push(listener);
  }

  onExit(listener: (exit: ChildExit) => void): void {
    this.#exits.push(listener);
  }

  kill(): void {
    if (!this.#over) this.#ask({ vafa: "relay", kind: "kill", id: this.id });
  }

  heard(message: unknown): void {
    for (const listener of this.#messages) listener(message);
  }

  ended(exit: ChildExit): void {
    if (this.#over) return;
    this.#over = true;
    for (const listener of this.#exits) listener(exit);
  }
}

function report(children: Map<number, RelayedChild>, message: RelayReport): void {
  const child = children.get(message.id);
  if (child === undefined) return;
  if (message.kind === "started") {
    child.pid = message.pid ?? undefined;
  } else if (message.kind === "from-child") {
    child.heard(message.message);
  } else {
    children.delete(message.id);
    child.ended(message.exit);
  }
}

function hostRelay(asker: ChildLink, spawn: SpawnPort): ChildLink {
  const children = new Map<number, ChildLink>();
  const listeners: ((message: unknown) => void)[] = [];
  let over = false;
  const tell = (message: RelayReport) => {
    if (!over) asker.send(message);
  };
  asker.onExit(() => {
    over = true;
    for (const child of children.values()) child.kill();
  });
  asker.onMessage((message) => {
    if (!isRequest(message)) {
      for (const listener of listeners) listener(message);
    } else if (message.kind === "start") {
      startFor(message, { children, spawn, tell });
    } else if (message.kind === "to-child") {
      children.get(message.id)?.send(message.message);
    } else {
      children.get(message.id)?.kill();
    }
  });
  return {
    get pid() {
      return asker.pid;
    },
    send: (message) => asker.send(message),
    onExit: (listener) => asker.onExit(listener),
    kill: () => asker.kill(),
    onMessage: (listener) => {
      listeners.push(listener);
    },
  };
}

function startFor(
  { id, role, argument }: RelayRequest & { readonly kind: "start" },
  host: {
    readonly children: Map<number, ChildLink>;
    readonly spawn: SpawnPort;
    readonly tell: (message: RelayReport) => void;
  },
): void {
  assert(!host.children.has(id), "a relayed child's number is used once");
  const refused: RelayReport = { vafa: "relay", kind: "ended", id, exit: { code: null, signal: null } };
  if (!RELAYED_ROLES.includes(role) || host.children.size >= RELAYED_CHILDREN_MAX) {
    host.tell(refused);
    return;
  }
  let child: ChildLink;
  try {
    child = host.spawn.spawn(role, argument);
  } catch {
    // To the asker a child that can't start is a child that ended at once.
    host.tell(refused);
    return;
  }
  host.children.set(id, child);
  host.tell({ vafa: "relay", kind: "started", id, pid: child.pid ?? null });
  child.onMessage((message) => host.tell({ vafa: "relay", kind: "from-child", id, message }));
  child.onExit((exit) => {
    host.children.delete(id);
    host.tell({ vafa: "relay", kind: "ended", id, exit });
  });
}

/** The other end is our own program of the same version; the mark and the kind tell a frame from other messages. */
function isRequest(message: unknown): message is RelayRequest {
  return isRelay(message, ["start", "to-child", "kill"]);
}

function isReport(message: unknown): message is RelayReport {
  return isRelay(message, ["started", "from-child", "ended"]);
}

function isRelay(message: unknown, kinds: readonly string[]): boolean {
  if (!hasMark(message) || message.vafa !== "relay") return false;
  return "kind" in message && typeof message.kind === "string" && kinds.includes(message.kind);
}

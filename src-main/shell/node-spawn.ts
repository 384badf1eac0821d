import { fork, type ChildProcess } from "node:child_process";
import { must } from "../../src-shared/base/assert.ts";
import type { ChildExit, ChildLink, ProcessRole, SpawnPort } from "../core/ports/spawn.ts";

/** Which file is the entry of which role, and what every child gets. */
export interface NodeSpawnOptions {
  readonly entries: Readonly<Partial<Record<ProcessRole, URL>>>;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Node's own options, such as `--import`. */
  readonly execArgv?: readonly string[];
}

/**
 * Processes by fork of the Node that runs now, with structured clones on the channel. The argument goes on the command
 * line, which other users can read: secrets go as messages. A child's standard output goes to this process's standard
 * error, because the standard output may be a machine's (`--json`). Children end with this process: by its exit, or
 * when their channel closes (see spawn-child.ts), which the kernel does even after a SIGKILL.
 */
export function nodeSpawn(options: NodeSpawnOptions): SpawnPort {
  return {
    spawn: (role, argument) => {
      const entry = must(options.entries[role], `no entry file for the role ${role}`);
      const child = fork(entry, [JSON.stringify(argument)], {
        serialization: "advanced",
        execArgv: [...(options.execArgv ?? [])],
        env: { ...process.env, ...options.env },
        stdio: ["ignore", 2, 2, "ipc"],
      });
      // Not only when the channel closes: at a normal exit no child may outlive this process by even a moment.
      if (running.size === 0) process.once("exit", killRunning);
      running.add(child);
      return new NodeChild(child, () => {
        running.delete(child);
        if (running.size === 0) process.off("exit", killRunning);
      });
    },
  };
}

const running = new Set<ChildProcess>();

function killRunning(): void {
  for (const child of running) child.kill("SIGKILL");
}

class NodeChild implements ChildLink {
  readonly pid: number | undefined;
  readonly #child: ChildProcess;
  readonly #exits: ((exit: ChildExit) => void)[] = [];
  #exit: ChildExit | undefined;

  constructor(child: ChildProcess, onEnd: () => void) {
    this.pid = child.pid;
    this.#child = child;
    const end = (exit: ChildExit) => {
      if (this.#exit !== undefined) return;
      this.#exit = exit;
      onEnd();
      for (const listener of this.#exits) listener(exit);
    };
    child.once("exit", (code, signal) => end({ code, signal }));
    child.once("error", () => {
      // Not started at all: there will be no exit event.
      if (child.pid === undefined) end({ code: null, signal: null });
    });
  }

  send(message: unknown): void {
    // A message to a child that has just ended is lost, as one that it did not read any more would be.
    if (this.#child.connected && isMessage(message)) this.#child.send(message, () => {});
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#child.on("message", listener);
  }

  onExit(listener: (exit: ChildExit) => void): void {
    this.#exits.push(listener);
    if (this.#exit !== undefined) listener(this.#exit);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

/** Node sends objects and texts; all of ours are objects. */
function isMessage(message: unknown): message is object {
  return typeof message === "object" && message !== null;
}

import { fileURLToPath } from "node:url";
import { type UtilityProcess, utilityProcess } from "electron";
import type { ChildExit, ChildLink, ProcessRole, SpawnPort } from "../../core/ports/spawn.ts";

/** Processes as Electron's utility processes: under the fuses a Node process can't be forked. See node-spawn.ts. */
export function utilitySpawn(entries: Readonly<Record<ProcessRole, URL>>): SpawnPort {
  return {
    spawn: (role, argument) => {
      const options = { serviceName: `Vafa ${role}`, stdio: "inherit" as const };
      return new UtilityChild(utilityProcess.fork(fileURLToPath(entries[role]), [JSON.stringify(argument)], options));
    },
  };
}

class UtilityChild implements ChildLink {
  readonly #child: UtilityProcess;
  readonly #exits: ((exit: ChildExit) => void)[] = [];
  #exit: ChildExit | undefined;

  constructor(child: UtilityProcess) {
    this.#child = child;
    child.once("exit", (code) => {
      this.#exit = { code, signal: null };
      for (const listener of this.#exits) listener(this.#exit);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  send(message: unknown): void {
    if (this.#exit === undefined) this.#child.postMessage(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#child.on("message", listener);
  }

  onExit(listener: (exit: ChildExit) => void): void {
    this.#exits.push(listener);
    if (this.#exit !== undefined) listener(this.#exit);
  }

  kill(): void {
    const { pid } = this.#child;
    // Electron's own `kill` asks politely, which a loop in native code never hears.
    if (pid === undefined) this.#child.kill();
    else if (this.#exit === undefined) endAtOnce(pid);
  }
}

function endAtOnce(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has just ended by itself; the exit event follows.
  }
}

import { Worker } from "node:worker_threads";
import { assert, must } from "../../src-shared/base/assert.ts";
import type { ParentLink } from "../core/process/parent-link.ts";

/** The argument that the parent gave to SpawnPort.spawn. */
export function childArgument(): Readonly<Record<string, string>> {
  const parsed: unknown = JSON.parse(must(process.argv[2], "a child is started with its argument"));
  assert(typeof parsed === "object" && parsed !== null, "the argument is an object of texts");
  return Object.fromEntries(
    Object.entries(parsed).map(([key, value]: [string, unknown]) => {
      assert(typeof value === "string", "the argument is an object of texts");
      return [key, value];
    }),
  );
}

/** This process's channel to the parent that forked it. */
export function parentLink(): ParentLink {
  const send = must(process.send?.bind(process), "this program is started by another one, with a channel");
  return {
    send: (message) => {
      // The callback takes the error of a parent that has just gone; `disconnect` tells of that.
      if (process.connected) send(message, undefined, undefined, () => {});
    },
    onMessage: (listener) => {
      process.on("message", listener);
    },
    onClose: (listener) => {
      process.once("disconnect", listener);
    },
  };
}

/**
 * Ends this process when its parent is gone: by the closed channel, and, because a loop in native code would never see
 * that, by a thread of its own that looks whether the parent still lives. Call it first.
 */
export function endWithParent(): void {
  process.once("disconnect", () => process.exit(0));
  const guard = new Worker(new URL("./spawn-guard-thread.ts", import.meta.url), {
    workerData: { parentPid: process.ppid },
    stdout: false,
    stderr: false,
  });
  guard.unref();
}

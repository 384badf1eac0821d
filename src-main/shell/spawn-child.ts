import { Worker } from "node:worker_threads";
import { assert, must } from "../../src-shared/base/assert.ts";
import type { ParentLink } from "../core/process/parent-link.ts";
import { ownFile } from "./own-file.ts";

/** The argument that the parent gave to SpawnPort.spawn. */
export function childArgument(): Readonly<Record<string, string>> {
  const parsed: unknown = JSON.parse(must(process.argv.at(-1), "a child is started with its argument"));
  assert(typeof parsed === "object" && parsed !== null, "the argument is an object of texts");
  return Object.fromEntries(
    Object.entries(parsed).map(([key, value]: [string, unknown]) => {
      assert(typeof value === "string", "the argument is an object of texts");
      return [key, value];
    }),
  );
}

/** This process's channel to the parent that started it: a fork of Node's, or Electron's utility process. */
export function parentLink(): ParentLink {
  const port = utilityPort();
  if (port !== undefined) return linkOf(port);
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
  const guard = new Worker(ownFile("spawn-guard-thread.ts", import.meta.url), {
    workerData: { parentPid: process.ppid },
    stdout: false,
    stderr: false,
  });
  guard.unref();
}

/** What Electron gives a utility process in the place of a channel. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): unknown;
}

function utilityPort(): UtilityPort | undefined {
  // Only Electron sets it; Node's own types don't know it.
  return "parentPort" in process ? ((process.parentPort as UtilityPort | null) ?? undefined) : undefined;
}

function linkOf(port: UtilityPort): ParentLink {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on("message", ({ data }) => listener(data)),
    // A utility process ends with its parent, at once: there is nobody left to be told.
    onClose: () => undefined,
  };
}

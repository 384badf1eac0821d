import { workerData } from "node:worker_threads";
import { assert } from "../../src-shared/base/assert.ts";

/** How often the thread looks: an orphan lives at most this long. */
const LOOK_EVERY_MS = 500;

const data: unknown = workerData;
assert(typeof data === "object" && data !== null && "parentPid" in data, "the guard is told its parent");
const { parentPid } = data;

setInterval(() => {
  if (process.ppid !== parentPid || !isAlive(process.ppid)) process.kill(process.pid, "SIGKILL");
}, LOOK_EVERY_MS);

/** Windows keeps the number of a dead parent, so it is asked for as well. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { err, ok, type Result } from "../../src-shared/base/result.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { isBackupReport, type BackupOrder } from "./backup-messages.ts";
import type { SpawnPort } from "./ports/spawn.ts";
import type { TimerPort } from "./process/timers.ts";

/** A copy and its proof of a large shop take seconds; after this the target is taken to hang (a network disk). */
const LIMIT_MS = 10 * 60_000;

/** A backup that was made. */
export interface MadeBackup {
  readonly folder: string;
  readonly bytes: number;
}

/** Makes one backup in a process of its own, so that no sale waits for a disk. */
export function runBackup(
  ports: { readonly spawn: SpawnPort; readonly timers: TimerPort },
  order: Omit<BackupOrder, "vafa">,
): Promise<Result<MadeBackup, StorageFailure>> {
  return new Promise((resolve) => {
    const child = ports.spawn.spawn("backup", {});
    const end = (result: Result<MadeBackup, StorageFailure>): void => {
      cancel();
      resolve(result);
      child.kill();
    };
    const failed = (detail: string): void => end(err({ refusal: "backup-unreachable", detail }));
    const cancel = ports.timers.after(LIMIT_MS, () => failed("the backup did not end in time"));
    child.onMessage((message) => {
      if (!isBackupReport(message)) return;
      if (message.kind === "done") end(ok({ folder: message.folder, bytes: message.bytes }));
      else end(err({ refusal: message.refusal, detail: message.detail }));
    });
    child.onExit(() => failed("the backup process ended"));
    child.send({ vafa: "backup", ...order } satisfies BackupOrder);
  });
}

import { z } from "zod";
import type { StorageRefusal } from "../../src-shared/words/storage-words.ts";

/** What the core asks of a backup process: one backup, as a message, because it has the key in it. */
export const backupOrder = z.strictObject({
  vafa: z.literal("backup"),
  path: z.string(),
  key: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  target: z.string(),
  keep: z.int().min(1).max(1000),
});
export type BackupOrder = z.infer<typeof backupOrder>;

/** What came of it. */
export type BackupReport =
  | { readonly vafa: "backup"; readonly kind: "done"; readonly folder: string; readonly bytes: number }
  | { readonly vafa: "backup"; readonly kind: "failed"; readonly refusal: StorageRefusal; readonly detail: string };

/** Whether a message of a backup process is its report; the sender is our own program of the same version. */
export function isBackupReport(message: unknown): message is BackupReport {
  return (
    typeof message === "object" &&
    message !== null &&
    "vafa" in message &&
    message.vafa === "backup" &&
    "kind" in message
  );
}

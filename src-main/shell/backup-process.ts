import { systemClock } from "../adapters/node/time.ts";
import { createBackup } from "../adapters/sqlite/backup.ts";
import { backupOrder, type BackupReport } from "../core/backup-messages.ts";
import { endWithParent, parentLink } from "./spawn-child.ts";

/** The entry of the role "backup": makes the one backup that its parent asks for, and reports. */
endWithParent();
const link = parentLink();
link.onMessage((message) => {
  const order = backupOrder.safeParse(message);
  if (!order.success) return;
  const { path, key, target, keep } = order.data;
  const made = createBackup({ path, key, target, keep, nowMs: systemClock.wallMs() });
  const report: BackupReport = made.ok
    ? { vafa: "backup", kind: "done", folder: made.value.folder, bytes: made.value.manifest.database.bytes }
    : { vafa: "backup", kind: "failed", refusal: made.error.refusal, detail: made.error.detail };
  link.send(report);
});

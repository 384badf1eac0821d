import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";
import { machineSettings, putMachineSettings } from "../terminal/machine-settings.ts";
import { noteAct } from "../terminal/note-act.ts";
import { asPermitted, type DeskCall } from "./desk-parts.ts";
import type { Answered, DeskRefused } from "./handlers.ts";
import type { SettingsParts } from "./settings-parts.ts";

/** Findings that a page lists; the command `verify` shows all. */
const FINDINGS_MAX = 50;
/** Backups that a page lists; a folder keeps fewer. */
const BACKUPS_MAX = 100;
/** The contract's bound of a refusal's detail. */
const DETAIL_MAX = 300;

/** Makes a backup now. */
export function backupCall(parts: SettingsParts, call: DeskCall): Promise<Answered<"data.backup">> {
  const { terminal } = parts;
  type Made = { readonly folder: string; readonly bytes: number };
  return asPermitted<Made, DeskRefused>(parts, call, { act: "backup" }, async (by) => {
    if (parts.isTraining) return err({ refusal: "not-in-training" });
    const made = await parts.machine.backup();
    if (!made.ok) return storageAnswer(made);
    terminal.store.transaction((tx) => noteAct(terminal, tx, by, { act: "backup-made" }));
    return made;
  });
}

/** Writes the recovery sheet to a file that only this user can read; its text never leaves the machine. */
export function recoverySheetCall(parts: SettingsParts, call: DeskCall): Promise<Answered<"data.recovery-sheet">> {
  const { terminal } = parts;
  return asPermitted<{ readonly file: string }, DeskRefused>(parts, call, { act: "owner-keys" }, async (by) => {
    if (parts.isTraining) return err({ refusal: "not-in-training" });
    const made = await parts.machine.recoverySheet();
    if (!made.ok) return storageAnswer(made);
    terminal.store.transaction((tx) => {
      noteAct(terminal, tx, by, { act: "sheet-made" });
      putMachineSettings(tx, { ...machineSettings(tx), sheetMadeAtMs: terminal.clock.wallMs() });
    });
    return made;
  });
}

/** Proves all data, beside the selling. */
export function checkDataCall(parts: SettingsParts, call: DeskCall): Promise<Answered<"data.check">> {
  type Verdict = { readonly isSound: boolean; readonly events: number; readonly findings: readonly string[] };
  return asPermitted<Verdict, DeskRefused>(parts, call, { act: "backup" }, async () => {
    const verdict = await parts.machine.check();
    if (verdict === undefined) return err({ refusal: "check-failed" });
    return ok({ ...verdict, findings: verdict.findings.slice(0, FINDINGS_MAX) });
  });
}

/** The backups in the chosen folder, newest first. */
export function backupsCall(parts: SettingsParts, call: DeskCall): Promise<Answered<"data.backups">> {
  return asPermitted(parts, call, { act: "backup" }, () => {
    return ok({ backups: parts.machine.backups().slice(0, BACKUPS_MAX) });
  });
}

/** A storage failure as a page gets it. */
export function storageAnswer<T>(result: Result<T, StorageFailure>): Result<T, DeskRefused> {
  if (result.ok) return result;
  return err({ refusal: result.error.refusal, detail: result.error.detail.slice(0, DETAIL_MAX) });
}

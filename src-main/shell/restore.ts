import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { err, ok, type Result } from "../../src-shared/base/result.ts";
import { readRecoverySheet, type RecoveryFault } from "../../src-shared/recovery/recovery-sheet.ts";
import { CORE_NOTICES } from "../../src-shared/words/core-notices.ts";
import { RECOVERY_WORDS } from "../../src-shared/words/recovery-words.ts";
import { STORAGE_WORDS, type StorageFailure } from "../../src-shared/words/storage-words.ts";
import { openKeyFile } from "../adapters/keychain/key-file.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { systemClock, systemRandom } from "../adapters/node/time.ts";
import { restoreBackup } from "../adapters/sqlite/restore.ts";
import { loadSecrets, newSecrets, storeSecrets, type Secrets } from "../core/terminal/secrets.ts";
import { DATABASE_FILE } from "./compose-terminal.ts";
import { defaultKeyFile } from "./data-paths.ts";

const USAGE = `usage: restore <backup folder> <data folder> [--sheet FILE] [--keys FILE]
  --sheet  the typed recovery sheet, needed on a new machine
  --keys   the key file (default: beside the data folder)`;

/** Brings a backup back: on a new machine with the recovery sheet, on the same one with its own keys. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { sheet: { type: "string" }, keys: { type: "string" } },
});
const [backup, data] = positionals;
if (backup === undefined || data === undefined || positionals.length > 2) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  const dataFolder = resolve(data);
  const keyFile = values.keys ?? defaultKeyFile(dataFolder);
  const outcome = await restore({ backup: resolve(backup), dataFolder, keyFile, sheet: values.sheet });
  process.stdout.write(`${outcome.ok ? outcome.value : outcome.error}\n`);
  process.exitCode = outcome.ok ? 0 : 1;
}

async function restore(of: {
  readonly backup: string;
  readonly dataFolder: string;
  readonly keyFile: string;
  readonly sheet: string | undefined;
}): Promise<Result<string, string>> {
  mkdirSync(of.dataFolder, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(of.keyFile), { recursive: true, mode: 0o700 });
  const keychain = openKeyFile({ path: of.keyFile, dataFolder: of.dataFolder });
  const secrets = of.sheet === undefined ? await ownSecrets(of) : sheetSecrets(of.sheet);
  if (!secrets.ok) return secrets;
  const { databaseKey } = secrets.value;
  const path = join(of.dataFolder, DATABASE_FILE);
  const done = restoreBackup({ folder: of.backup, path, key: databaseKey, nowMs: systemClock.wallMs() });
  if (!done.ok) return err(inWords(done.error));
  const kept = await storeSecrets(keychain, secrets.value);
  if (!kept.ok) return err(inWords(kept.error));
  const { fa, en } =
    CORE_NOTICES[done.value.record.timesHere > 1 || done.value.record.elsewhere > 0 ? "restored-again" : "restored"];
  const aside = done.value.replaced === undefined ? "" : `\n${done.value.replaced}`;
  return ok(`${fa}\n${en}${aside}`);
}

async function ownSecrets(of: {
  readonly dataFolder: string;
  readonly keyFile: string;
}): Promise<Result<Secrets, string>> {
  const own = await loadSecrets(openKeyFile({ path: of.keyFile, dataFolder: of.dataFolder }));
  return own.ok ? own : err(inWords(own.error));
}

/** The secrets of a sheet, with new device keys: the old ones stay with the old machine. */
function sheetSecrets(file: string): Result<Secrets, string> {
  if (!existsSync(file))
    return err(`برگهٔ بازیابی پیدا نشد. چیزی عوض نشد.\nThe recovery sheet was not found. Nothing changed: ${file}`);
  const entries = readRecoverySheet(nodeCrypto, readFileSync(file, "utf8"));
  if (!entries.ok) return err(sheetFault(entries.error));
  const bytes = (name: string): Uint8Array | undefined => entries.value.find((entry) => entry.name === name)?.bytes;
  const [databaseKey, accessMaster, recordMaster] = [
    bytes("database-key"),
    bytes("card-access-master"),
    bytes("card-record-master-1"),
  ];
  if (!databaseKey || !accessMaster || !recordMaster) return err(sheetFault({ kind: "empty" }));
  return ok({ ...newSecrets(systemRandom), databaseKey, accessMaster, recordMaster });
}

/** The catalogue's sentence in both languages, with the numbers of this fault. */
function sheetFault(fault: RecoveryFault): string {
  const { code, fa, en } = RECOVERY_WORDS[fault.kind];
  const fill = (text: string): string => {
    if (fault.kind === "lines") return text.replace("{lines}", fault.lines.join(", "));
    if (fault.kind !== "count") return text;
    return text.replace("{given}", String(fault.given)).replace("{expected}", String(fault.expected));
  };
  return `${code} ${fill(fa)}\n${code} ${fill(en)}`;
}

function inWords(failure: StorageFailure): string {
  const words = STORAGE_WORDS[failure.refusal];
  return `${words.code} ${words.fa}\n${words.code} ${words.en}\n(${failure.detail})`;
}

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { err, ok, type Result } from "../../src-shared/base/result.ts";
import type { RecoveryFault } from "../../src-shared/recovery/recovery-sheet.ts";
import { CORE_NOTICES } from "../../src-shared/words/core-notices.ts";
import { RECOVERY_WORDS } from "../../src-shared/words/recovery-words.ts";
import { SETUP_WORDS } from "../../src-shared/words/setup-words.ts";
import { STORAGE_WORDS, type StorageFailure } from "../../src-shared/words/storage-words.ts";
import { defaultKeyFile } from "./data-paths.ts";
import { restoreShop, type RestoreFailure } from "./restore-shop.ts";

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
  if (of.sheet !== undefined && !existsSync(of.sheet)) {
    const en = `The recovery sheet was not found. Nothing changed: ${of.sheet}`;
    return err(`برگهٔ بازیابی پیدا نشد. چیزی عوض نشد.\n${en}`);
  }
  const sheet = of.sheet === undefined ? undefined : readFileSync(of.sheet, "utf8");
  const done = await restoreShop({ ...of, sheet });
  if (!done.ok) return err(failureText(done.error));
  const { record, replaced } = done.value;
  const { fa, en } = CORE_NOTICES[record.timesHere > 1 || record.elsewhere > 0 ? "restored-again" : "restored"];
  const aside = replaced === undefined ? "" : `\n${replaced}`;
  return ok(`${fa}\n${en}${aside}`);
}

function failureText(failure: RestoreFailure): string {
  switch (failure.kind) {
    case "sheet":
      return sheetFault(failure.fault);
    case "storage":
      return inWords(failure.failure);
    case "other-shop": {
      const { code, fa, en } = SETUP_WORDS["setup-other-shop"];
      return `${code} ${fa}\n${code} ${en}`;
    }
  }
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

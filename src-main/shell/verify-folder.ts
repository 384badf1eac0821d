import { existsSync } from "node:fs";
import { join } from "node:path";
import { STORAGE_WORDS } from "../../src-shared/words/storage-words.ts";
import { openKeyFile } from "../adapters/keychain/key-file.ts";
import { probeEvents, probeTables, type Damage } from "../adapters/sqlite/probe-damage.ts";
import { storageFailureOf } from "../adapters/sqlite/storage-errors.ts";
import { loadSecrets } from "../core/terminal/secrets.ts";
import type { Finding } from "../core/verify/finding.ts";
import { DATABASE_FILE } from "./compose-terminal.ts";
import { proveFolder } from "./prove-folder.ts";

/**
 * What was found of a data folder. `code`: 0 proven, 1 not proven, 2 it could not be looked at. `lines` are for people.
 */
export interface Verdict {
  readonly code: 0 | 1 | 2;
  readonly verified: boolean;
  readonly events?: number;
  readonly journals?: number;
  readonly unknownEvents?: number;
  readonly findings?: readonly Finding[];
  readonly damage?: Damage;
  readonly firstUnreadableSeq?: number;
  readonly lines: readonly string[];
}

/**
 * Proves a data folder, read only: every page authenticates, every chain holds from its genesis to where this machine
 * remembers it, every amount balances, and the stored balances equal a fresh fold of the events.
 */
export async function verifyFolder(dataFolder: string, keyFile: string): Promise<Verdict> {
  const path = join(dataFolder, DATABASE_FILE);
  if (!existsSync(path)) return refused("missing", path);
  const secrets = await loadSecrets(openKeyFile({ path: keyFile, dataFolder }));
  if (!secrets.ok) return refused(secrets.error.refusal, secrets.error.detail);
  const file = { path, key: secrets.value.databaseKey };
  const damage = probeTables(file);
  if (damage.kind !== "fine") return damaged(file, damage);
  try {
    const proof = await proveFolder(dataFolder, keyFile);
    if (!proof.ok) return refused(proof.error.refusal, proof.error.detail);
    const { findings, ...counts } = proof.value;
    const verified = findings.length === 0;
    return { code: verified ? 0 : 1, verified, ...counts, findings, lines: proofLines(counts, findings) };
  } catch (error) {
    // A page may go bad between the probe and the proof, as on a dying disk.
    const failure = storageFailureOf(error);
    if (failure === undefined) throw error;
    return refused(failure.refusal, failure.detail);
  }
}

function refused(refusal: keyof typeof STORAGE_WORDS, detail: string): Verdict {
  const words = STORAGE_WORDS[refusal];
  return { code: 2, verified: false, lines: [`${words.code} ${words.fa}`, `${words.code} ${words.en}`, `(${detail})`] };
}

function damaged(file: Parameters<typeof probeTables>[0], damage: Exclude<Damage, { kind: "fine" }>): Verdict {
  const gap = damage.kind === "tables" ? probeEvents(file) : undefined;
  const tables = damage.kind === "tables" ? damage.tables.map((table) => table.table) : ["schema"];
  const where = gap === undefined ? "" : `; journal ${gap.journalNo}: first unreadable event ${gap.firstUnreadableSeq}`;
  const { code, fa, en } = STORAGE_WORDS.damaged;
  return {
    code: 1,
    verified: false,
    damage,
    ...(gap === undefined ? {} : { firstUnreadableSeq: gap.firstUnreadableSeq }),
    lines: [`${code} ${fa}`, `${code} ${en}`, `damaged: ${tables.join(", ")}${where} (${damage.detail})`],
  };
}

function proofLines(
  counts: { readonly events: number; readonly journals: number; readonly unknownEvents: number },
  findings: readonly Finding[],
): string[] {
  const what = `${counts.events} events in ${counts.journals} journals, ${counts.unknownEvents} of unknown types`;
  if (findings.length === 0) {
    return [
      `دفتر اثبات شد: زنجیره‌ها کامل‌اند، جمع همهٔ ثبت‌ها صفر است و مانده‌ها با رویدادها می‌خوانند.`,
      `Proven: the chains hold, all postings sum to zero, the balances follow from the events (${what}).`,
    ];
  }
  return [
    `دفتر سالم نیست. با آن نفروشید؛ پشتیبان را بازیابی کنید یا با پشتیبانی تماس بگیرید.`,
    `NOT proven. Don't sell with it: restore a backup or call support (${what}).`,
    ...findings.map(findingLine),
  ];
}

function findingLine(finding: Finding): string {
  switch (finding.kind) {
    case "event":
      return `  journal ${finding.journal}: event ${finding.seq} is not as it was written (${finding.what})`;
    case "head":
      return `  journal ${finding.journal}: its end is not where its head says; first missing event ${finding.seq}`;
    case "journal":
      return `  journal ${finding.journal}: ${finding.what}`;
    case "orphans":
      return `  ${finding.count} events belong to no journal`;
    case "sum":
      return `  asset ${finding.asset}: all balances sum to ${finding.sumMinor}, not to 0`;
    case "negative":
      return `  account ${finding.account} is ${finding.balanceMinor}, and may not be below 0`;
    case "projection":
      return `  table ${finding.table}, row ${finding.key}: ${finding.what}`;
  }
}

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeCrypto } from "../../src-main/adapters/node/crypto.ts";
import { makeMemberDirectory } from "../../src-main/adapters/sqlite/member-directory.ts";
import { openDatabase, type OpenedDatabase } from "../../src-main/adapters/sqlite/open-database.ts";
import { generateProfiles } from "./member-generator.ts";

/** The key of the benches' databases: they hold generated people only. */
export const BENCH_KEY = new Uint8Array(32).fill(0xb3);

const BUILD = fileURLToPath(new URL("../../.build/bench", import.meta.url));
const SOURCES = ["member-generator.ts", "names.ts"].map((file) => new URL(file, import.meta.url));

/**
 * The path of a database with `count` generated members, made once and kept under `.build/bench`; its folder is
 * named after everything that decides its content. Migrations that came since bring it up to date, as they do a shop's.
 * Copy it before writing to it.
 */
export function memberDatabase(options: { count: number; seed: number; say: (text: string) => void }): string {
  const hash = createHash("sha256").update(`${options.count} ${options.seed}`);
  for (const source of SOURCES) hash.update(readFileSync(source));
  const name = `members-${options.count}-${hash.digest("hex").slice(0, 12)}`;
  const path = join(BUILD, name, "vafa.db");
  mkdirSync(BUILD, { recursive: true });
  if (readdirSync(BUILD).includes(name)) {
    openBenchDatabase(path).close();
    return path;
  }
  const making = join(BUILD, `making-${process.pid}`);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making);
  options.say(`making a database of ${options.count} members`);
  const db = openBenchDatabase(join(making, "vafa.db"));
  const made = makeMemberDirectory(db.sqlite, nodeCrypto).insertMany(generateProfiles(options));
  if (made !== options.count) throw new Error(`${made} members were made`);
  db.close();
  // An older generation of the same size is of no use any more, and large.
  for (const old of readdirSync(BUILD)) {
    if (old.startsWith(`members-${options.count}-`)) rmSync(join(BUILD, old), { recursive: true, force: true });
  }
  renameSync(making, join(BUILD, name));
  return path;
}

/** Opens a bench's database; throws when it does not open. */
export function openBenchDatabase(path: string): OpenedDatabase {
  const opened = openDatabase({ path, key: BENCH_KEY });
  if (!opened.ok) throw new Error(`${opened.error.refusal}: ${opened.error.detail}`);
  return opened.value;
}

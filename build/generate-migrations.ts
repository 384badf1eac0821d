import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * Writes the terminal's migrations from the Drizzle schemas in src-main/adapters/sqlite/schema:
 *
 *   node build/generate-migrations.ts <name>     the next migration NNNN-<name>.sql, when the schemas have changed
 *   node build/generate-migrations.ts --fresh    one new 0001-init.sql from nothing (only before the first release)
 *   node build/generate-migrations.ts --check    fails when the schemas and the migrations differ
 *
 * drizzle-kit cannot say STRICT and WITHOUT ROWID, so both are added here: STRICT to every table, WITHOUT ROWID to
 * those that a schema module lists in its export `withoutRowid`. A module's export `extraStatements` (triggers,
 * partial indexes) is appended once; `meta/extra.json` remembers which are in.
 */
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SCHEMA = join(ROOT, "src-main/adapters/sqlite/schema");
const MIGRATIONS = join(ROOT, "migrations");
const TERMINAL = join(MIGRATIONS, "terminal");
const OUT = `.build/drizzle-terminal-${process.pid}`;
const STAGE = join(ROOT, OUT);

try {
  await main(process.argv.slice(2));
} finally {
  rmSync(STAGE, { recursive: true, force: true });
}

async function main(args: readonly string[]): Promise<void> {
  const fresh = args.includes("--fresh");
  const check = args.includes("--check");
  const name = fresh ? "init" : check ? "check" : args[0];
  if (name === undefined || !/^[a-z][a-z0-9-]*$/.test(name)) throw new Error("a name for the migration is expected");
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(STAGE, { recursive: true });
  if (!fresh && existsSync(join(TERMINAL, "meta")))
    cpSync(join(TERMINAL, "meta"), join(STAGE, "meta"), { recursive: true });
  const before = extrasIn(STAGE);
  // drizzle-kit takes every file in meta for a snapshot, and ends quietly, with nothing made, when one is not.
  rmSync(join(STAGE, "meta/extra.json"), { force: true });
  const extras = await readModules();
  const sql = [
    generated(name),
    extras.statements
      .filter((one) => !before.includes(one))
      .map(closed)
      .join("\n"),
  ];
  const gone = before.filter((one) => !extras.statements.includes(one));
  if (gone.length > 0) throw new Error(`write a migration by hand: a statement has gone from the schemas: ${gone[0]}`);
  const text = sql.filter((part) => part !== "").join("\n");
  if (check) return reportCheck(text);
  if (text === "") return report("the schemas have not changed");
  write({ fresh, name, text: strict(text, extras.withoutRowid), statements: extras.statements });
}

/** Everything the modules of the schema folder say beside their tables. */
async function readModules(): Promise<{ withoutRowid: readonly string[]; statements: readonly string[] }> {
  const withoutRowid: string[] = [];
  const statements: string[] = [];
  for (const file of readdirSync(SCHEMA)
    .filter((one) => one.endsWith(".ts"))
    .toSorted()) {
    const module: Record<string, unknown> = await import(pathToFileURL(join(SCHEMA, file)).href);
    withoutRowid.push(...texts(module["withoutRowid"], file));
    statements.push(...texts(module["extraStatements"], file).map((one) => one.trim()));
  }
  return { withoutRowid, statements };
}

function texts(value: unknown, file: string): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  throw new Error(`${file}: withoutRowid and extraStatements are lists of strings`);
}

/** What drizzle-kit adds to the staged history; "" when nothing has changed. */
function generated(name: string): string {
  const kit = join(ROOT, "node_modules/drizzle-kit/bin.cjs");
  const args = ["generate", "--dialect=sqlite", `--schema=${SCHEMA}/*.ts`, `--out=${OUT}`, `--name=${name}`];
  const before = new Set(readdirSync(STAGE));
  execFileSync(process.execPath, [kit, ...args], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  const added = readdirSync(STAGE).filter((file) => file.endsWith(".sql") && !before.has(file));
  if (added.length > 1) throw new Error("drizzle-kit wrote more than one file");
  return added[0] === undefined ? "" : readFileSync(join(STAGE, added[0]), "utf8");
}

/** Adds STRICT and WITHOUT ROWID, and drops what belongs to the runner (foreign_keys is switched outside). */
function strict(text: string, withoutRowid: readonly string[]): string {
  const found = new Set<string>();
  const lines = text
    .replaceAll("--> statement-breakpoint", "")
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => !/^PRAGMA foreign_keys\s*=/.test(line));
  let table = "";
  const out = lines.map((line) => {
    const head = /^CREATE TABLE `(?:__new_)?([a-z0-9_]+)` \($/.exec(line);
    if (head) table = head[1] ?? "";
    if (line !== ");" || table === "") return line;
    const bare = withoutRowid.includes(table);
    if (bare) found.add(table);
    table = "";
    return bare ? ") STRICT, WITHOUT ROWID;" : ") STRICT;";
  });
  const known = new Set([...text.matchAll(/CREATE TABLE `(?:__new_)?([a-z0-9_]+)`/g)].map((match) => match[1] ?? ""));
  for (const one of withoutRowid)
    if (known.has(one) && !found.has(one)) throw new Error(`${one} was not made WITHOUT ROWID`);
  return `${out
    .join("\n")
    .replaceAll(/\n{2,}/g, "\n")
    .trim()}\n`;
}

function write(made: { fresh: boolean; name: string; text: string; statements: readonly string[] }): void {
  if (made.fresh) rmSync(TERMINAL, { recursive: true, force: true });
  mkdirSync(join(TERMINAL, "meta"), { recursive: true });
  const number = readdirSync(TERMINAL).filter((file) => /^\d{4}-.*\.sql$/.test(file)).length + 1;
  const file = `${String(number).padStart(4, "0")}-${made.name}.sql`;
  writeFileSync(join(TERMINAL, file), made.text);
  cpSync(join(STAGE, "meta"), join(TERMINAL, "meta"), { recursive: true });
  writeFileSync(join(TERMINAL, "meta/extra.json"), `${JSON.stringify(made.statements, null, 2)}\n`);
  writeFileSync(join(MIGRATIONS, "CHECKSUMS"), checksums());
  report(`migrations/terminal/${file}`);
}

/** One line per migration of every folder, as sha256sum writes it. */
function checksums(): string {
  const lines: string[] = [];
  for (const folder of readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const files = readdirSync(join(MIGRATIONS, folder.name)).filter((file) => /^\d{4}-.*\.sql$/.test(file));
    for (const file of files.toSorted()) {
      const sha256 = createHash("sha256")
        .update(readFileSync(join(MIGRATIONS, folder.name, file)))
        .digest("hex");
      lines.push(`${sha256}  ${folder.name}/${file}\n`);
    }
  }
  return lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join("");
}

function extrasIn(folder: string): readonly string[] {
  const path = join(folder, "meta/extra.json");
  return existsSync(path) ? texts(JSON.parse(readFileSync(path, "utf8")), "meta/extra.json") : [];
}

function closed(statement: string): string {
  return statement.endsWith(";") ? statement : `${statement};`;
}

function reportCheck(text: string): void {
  if (text === "") return report("the migrations are what the schemas say");
  process.stderr.write(`the schemas have changed since the last migration:\n${text}\n`);
  process.exitCode = 1;
}

function report(text: string): void {
  process.stdout.write(`${text}\n`);
}

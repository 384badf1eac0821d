import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./tree.ts";
import { pathsUnder } from "./tree.ts";

/**
 * `migrations/CHECKSUMS` holds one line per migration file, as sha256sum writes it: `<sha-256 hex>  <path>`. A
 * migration that has run on somebody's database can't be changed by editing it, so its line is written once and then
 * only read.
 */
const FILE = "migrations/CHECKSUMS";
/** The generator's list of migrations grows with every new one; the migrations it names are what is frozen. */
const GROWING = /(^|\/)_journal\.json$/;

/** Every migration without a line, with another content than its line says, or with a line and no file. */
export function checksumFindings(root: string): Finding[] {
  const known = readChecksums(root);
  const paths = migrationPaths(root);
  const finding = (path: string, message: string): Finding => ({ path, line: 0, rule: "migration", message });
  const found: Finding[] = [];
  for (const path of paths) {
    const expected = known.get(path);
    if (expected === undefined) found.push(finding(path, "has no line in migrations/CHECKSUMS (npm run migrations)"));
    else if (expected !== checksum(root, path))
      found.push(finding(path, "was edited after it landed: write a new one"));
  }
  for (const path of known.keys()) if (!paths.includes(path)) found.push(finding(path, "is gone; migrations stay"));
  return found;
}

/** Appends a line for every migration that has none, and returns their paths. Lines that exist are never touched. */
export function addChecksums(root: string): string[] {
  const known = readChecksums(root);
  const added = migrationPaths(root).filter((path) => !known.has(path));
  for (const path of added) appendFileSync(join(root, FILE), `${checksum(root, path)}  ${path}\n`);
  return added;
}

function migrationPaths(root: string): string[] {
  if (!existsSync(join(root, "migrations"))) return [];
  return pathsUnder(root, "migrations").filter((path) => path !== FILE && !GROWING.test(path) && !path.endsWith(".md"));
}

function readChecksums(root: string): Map<string, string> {
  if (!existsSync(join(root, FILE))) return new Map();
  const lines = readFileSync(join(root, FILE), "utf8").split("\n");
  return new Map(lines.filter((line) => line !== "").map((line) => [line.slice(66), line.slice(0, 64)]));
}

function checksum(root: string, path: string): string {
  return createHash("sha256")
    .update(readFileSync(join(root, path)))
    .digest("hex");
}

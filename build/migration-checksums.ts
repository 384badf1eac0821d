import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./tree.ts";
import { pathsUnder } from "./tree.ts";

/** Every `migrations/**.sql` without a line in CHECKSUMS, with another content than its line says, or gone. */
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

function migrationPaths(root: string): string[] {
  return existsSync(join(root, "migrations"))
    ? pathsUnder(root, "migrations").filter((path) => path.endsWith(".sql"))
    : [];
}

/**
 * Path from the project's root -> SHA-256. `migrations/CHECKSUMS` holds one line per migration as sha256sum writes it,
 * `<sha-256 hex>  <path from migrations>`. A migration that has run on somebody's database can't be changed by editing
 * it, so its line is written once, by the generator, and then only read: here, and by the program before it migrates.
 */
function readChecksums(root: string): Map<string, string> {
  const file = join(root, "migrations", "CHECKSUMS");
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, "utf8").split("\n");
  return new Map(
    lines.filter((line) => line !== "").map((line) => [`migrations/${line.slice(66)}`, line.slice(0, 64)]),
  );
}

function checksum(root: string, path: string): string {
  return createHash("sha256")
    .update(readFileSync(join(root, path)))
    .digest("hex");
}

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A text file of the project: its path from the root with `/`, and its lines without line ends. */
export interface TreeFile {
  readonly path: string;
  readonly lines: readonly string[];
}

/** What a rule found: `line` counts from 1, 0 means the file as a whole. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** Folders that are made by tools and never read as the project's own text. */
const MADE_BY_TOOLS = new Set(["node_modules", ".git", ".toolchain", ".build", ".vafa", "test-results", "dist", "out"]);
const TEXT =
  /\.(ts|tsx|mts|mjs|js|cjs|json|jsonc|yml|yaml|md|sh|sql|css|html|c|txt)$|(^|\/)(CHECKSUMS|run|\.gitignore)$/;

/** Every text file under `root`, in the order of their paths; package-lock.json, which no person wrote, is left out. */
export function readTree(root: string): TreeFile[] {
  return pathsUnder(root, "")
    .filter((path) => TEXT.test(path) && path !== "package-lock.json")
    .map((path) => ({ path, lines: readFileSync(join(root, path), "utf8").split(/\r?\n/) }));
}

/** The paths of all files under `root/folder`, sorted, with `/`, from `root`. */
export function pathsUnder(root: string, folder: string): string[] {
  const paths: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !MADE_BY_TOOLS.has(entry.name)) paths.push(...pathsUnder(root, path));
    else if (entry.isFile()) paths.push(path);
  }
  return paths.sort();
}

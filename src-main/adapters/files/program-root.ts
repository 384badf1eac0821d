import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder that holds this program with its `package.json` and its migrations: the project's own while sources run,
 * the built program's otherwise. Throws when there is none.
 */
export function programRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) throw new Error("this program lies in no folder with a package.json");
  }
}

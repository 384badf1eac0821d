import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyShop } from "./shop-database.ts";

/** A folder for copies of the benches' databases, on the project's own disk, removed at the end. */
export interface WorkFolder {
  readonly path: string;
  /** Copies a shop into a folder of its own and returns the copy's path. */
  copy(shop: string, name: string): string;
  remove(): void;
}

/** Makes a work folder. It also goes with the process when that is interrupted. */
export function workFolder(): WorkFolder {
  const base = fileURLToPath(new URL("../../.build/bench-work", import.meta.url));
  mkdirSync(base, { recursive: true });
  const path = mkdtempSync(join(base, "run-"));
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  const interrupted = (): never => process.exit(130);
  process.once("exit", remove);
  process.once("SIGINT", interrupted);
  return {
    path,
    copy: (shop, name) => {
      const folder = join(path, name);
      mkdirSync(folder);
      const copy = join(folder, "vafa.db");
      copyShop(shop, copy);
      return copy;
    },
    remove: () => {
      process.off("SIGINT", interrupted);
      process.off("exit", remove);
      remove();
    },
  };
}

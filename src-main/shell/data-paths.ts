import { basename, dirname, join, resolve } from "node:path";

/** Where the key file of a data folder lies when nothing else was said: beside the folder, never in it. */
export function defaultKeyFile(dataFolder: string): string {
  const folder = resolve(dataFolder);
  return join(dirname(folder), `${basename(folder)}-keys`, "keys.json");
}

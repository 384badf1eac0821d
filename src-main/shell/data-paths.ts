import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

/** Where a shop is, or is to be. */
export interface ShopPlace {
  readonly dataFolder: string;
  readonly keyFile: string;
}

/** Where the key file of a data folder lies when nothing else was said: beside the folder, never in it. */
export function defaultKeyFile(dataFolder: string): string {
  const folder = resolve(dataFolder);
  return join(dirname(folder), `${basename(folder)}-keys`, "keys.json");
}

/** Where programs of this user keep their data (XDG, or what the system calls that): the same for every shell. */
export function defaultDataFolder(): string {
  const { XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === "win32" && LOCALAPPDATA !== undefined) return join(LOCALAPPDATA, "Vafa", "shop");
  return join(XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "vafa");
}

/** Where the training shop of a data folder is: beside it, with a key file of its own. */
export function trainingPlace({ dataFolder }: Pick<ShopPlace, "dataFolder">): ShopPlace {
  const shop = resolve(dataFolder);
  const folder = join(dirname(shop), `${basename(shop)}-training`);
  return { dataFolder: folder, keyFile: defaultKeyFile(folder) };
}

import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { writeFileDurably } from "../adapters/files/durable-file.ts";
import { takeDataLock } from "../adapters/sqlite/data-lock.ts";

/** How the running till is reached: with the secret it gives a second start a link of its own. */
const seat = z.strictObject({
  pid: z.int().min(1),
  /** Empty where the till has a window of its own and no address. */
  url: z.string().max(100),
  secret: z.string().max(100),
});
export type RunningSeat = z.infer<typeof seat>;

/** The one program that works on a data folder. */
export interface OwnFolder {
  readonly kind: "own";
  /** Says where this program is reached, in a file that only this user can read. */
  publish(found: RunningSeat): void;
  release(): void;
}

/** Another program has the folder; `seat` is missing while that one starts. */
export interface TakenFolder {
  readonly kind: "taken";
  readonly seat: RunningSeat | undefined;
}

/** Two cores on one folder must never be: whoever starts takes the folder first, or learns who has it. */
export function takeFolder(dataFolder: string): OwnFolder | TakenFolder {
  const folder = runFolder(dataFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "seat.json");
  const lock = takeDataLock(join(folder, "seat"));
  if (lock === undefined) return { kind: "taken", seat: readSeat(file) };
  // What the last one left behind says nothing about this one.
  rmSync(file, { force: true });
  return {
    kind: "own",
    publish: (found) => writeFileDurably(file, JSON.stringify(found), 0o600),
    release: () => {
      rmSync(file, { force: true });
      lock.release();
    },
  };
}

/** Beside the data folder and not in it: a copy of the data must not bring a lock along. */
function runFolder(dataFolder: string): string {
  const folder = resolve(dataFolder);
  return join(dirname(folder), `${basename(folder)}-run`);
}

function readSeat(file: string): RunningSeat | undefined {
  try {
    return seat.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    // It is being written, or the other one has not come that far.
    return undefined;
  }
}

/** Asks the running till for a link. Undefined when it doesn't answer as ours does. */
export async function askForLink({ url, secret }: RunningSeat): Promise<string | undefined> {
  if (url === "") return undefined;
  try {
    const answer = await fetch(`${url}/second-start`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}` },
      signal: AbortSignal.timeout(5000),
    });
    const held = z.strictObject({ link: z.string() }).safeParse(await answer.json());
    return held.success && held.data.link.startsWith(`${url}/`) ? held.data.link : undefined;
  } catch {
    return undefined;
  }
}

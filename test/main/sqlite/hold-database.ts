import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { makeMemberDirectory } from "../../../src-main/adapters/sqlite/member-directory.ts";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { newProfile, seededRandom } from "../../bench/member-generator.ts";
import { openTestDatabase } from "./temp-database.ts";

/**
 * A process of its own for tests: opens the database of the folder in argv[2] and prints "open". "hold" keeps it
 * open until it is killed; "forget" does so without a reference to it, after a collection; "fill" inserts members,
 * printing the number of each acknowledged one, until a statement fails, and prints the failure's code.
 */
const [folder = "", mode = "hold"] = process.argv.slice(2);
if (mode === "forget") {
  openTestDatabase(folder);
  setFlagsFromString("--expose-gc");
  // The collector's function, by Node's own way to reach it; finalizers run in a later turn.
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  await delay(50);
  process.stdout.write("open\n");
  await delay(600_000);
}
const db = openTestDatabase(folder);
process.stdout.write("open\n");
if (mode === "hold") setInterval(() => undefined, 1_000);
else {
  const directory = makeMemberDirectory(db.sqlite, nodeCrypto);
  const random = seededRandom(1);
  try {
    for (let serial = 1; ; serial++) {
      directory.insert(newProfile(2 ** 32 + serial, { groups: [], address: "x".repeat(400) }, random));
      process.stdout.write(`${serial}\n`);
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    process.stdout.write(`${code} ${join(folder, "vafa.db")}\n`);
  }
  // The handle must still close, and what was acknowledged must be there on the same full disk.
  const kept = db.sqlite.prepare<[], { n: number }>("SELECT count(*) AS n FROM member_profile").get();
  process.stdout.write(`kept ${kept?.n}\n`);
}

import { join } from "node:path";
import { backupWarnings, createBackup } from "../../../src-main/adapters/sqlite/backup.ts";
import { TEST_KEY } from "./temp-database.ts";

/** A process of its own for tests: one backup of the data folder argv[2] into argv[3]; prints what came of it. */
const [data = "", target = ""] = process.argv.slice(2);
const place = { path: join(data, "vafa.db"), key: TEST_KEY, target, nowMs: Date.now() };
const made = createBackup({ ...place, keep: 3 });
const device = backupWarnings(place).includes("same-device") ? "same-device" : "different-device";
process.stdout.write(`${made.ok ? `made ${device}` : made.error.refusal}\n`);

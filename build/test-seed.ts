import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";

/** What decides a test: the program, its tests, its packages. */
const SOURCES = [
  "src-main",
  "src-renderer",
  "src-server",
  "src-shared",
  "migrations",
  "test",
  "build",
  "package-lock.json",
];

/**
 * The seed of a whole run's random cases, a whole number of 31 bits: the same for the same code, another for changed
 * code. So a run on one machine says what the run on the next one will, and still every change meets cases of its own.
 * `wanted` (VAFA_TEST_SEED) goes before it, to play a run again. Throws when `wanted` is no such number.
 */
export function testSeed(root: string, wanted: string | undefined): number {
  if (wanted !== undefined && wanted !== "") return readSeed(wanted);
  return createHash("sha256").update(sourceIds(root)).digest().readInt32BE(0) & 0x7f_ff_ff_ff;
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 0x7f_ff_ff_ff) throw new Error(`VAFA_TEST_SEED is a whole number, not "${text}".`);
  return seed;
}

/** Git's own ids of the files; where there is no git (a tree from an archive) every run has one and the same seed. */
function sourceIds(root: string): string {
  try {
    return execFileSync("git", ["ls-files", "-s", "--", ...SOURCES], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 1 << 26,
    });
  } catch {
    return "";
  }
}

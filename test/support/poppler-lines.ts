import { spawnSync } from "node:child_process";

/**
 * The lines of a PDF as poppler's pdftotext reads them (a Debian package, see build/setup.sh), in the order in which a
 * person reads: NFKC, without marks of direction, one space for many. Poppler turns the ligature of lam and alef round,
 * so no word with it is looked for; and of two texts of opposite direction it may write either first.
 */
export function popplerLines(file: Uint8Array): string[] {
  const { stdout, error } = spawnSync("pdftotext", ["-layout", "-", "-"], { input: file, encoding: "utf8" });
  if (error !== undefined) throw error;
  return stdout.split("\n").map((line) =>
    line
      .normalize("NFKC")
      .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
}

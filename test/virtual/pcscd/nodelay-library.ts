import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("accept-nodelay.c", import.meta.url));
const FOLDER = fileURLToPath(new URL("../../../.build/virtual-pcsc/", import.meta.url));

/**
 * The path of the library that makes pcscd's virtual reader fast, compiled when it is missing or older than its source;
 * undefined without a C compiler: everything works then, at some 45 ms for each APDU.
 */
export function nodelayLibrary(): string | undefined {
  const library = `${FOLDER}accept-nodelay.so`;
  if (existsSync(library) && statSync(library).mtimeMs >= statSync(SOURCE).mtimeMs) return library;
  mkdirSync(FOLDER, { recursive: true });
  // Renamed into place, because several test files may compile it at once.
  const fresh = `${library}.${process.pid}`;
  try {
    execFileSync("cc", ["-shared", "-fPIC", "-O2", "-o", fresh, SOURCE, "-ldl"], { stdio: "ignore" });
    renameSync(fresh, library);
    return library;
  } catch {
    rmSync(fresh, { force: true });
    return undefined;
  }
}

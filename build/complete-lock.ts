import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * `node build/complete-lock.ts`, after each `npm install` that changes package-lock.json: adds what npm left out.
 *
 * Packages with native code bring one optional package per platform. npm leaves out of the lock file those that the
 * registry at hand doesn't serve (a mirror may lag behind), and then `npm ci` refuses that lock file everywhere. The
 * entry says version and platform, which is all that `npm ci` needs to pass over it on another platform; on its own
 * platform npm fetches it by its exact version.
 */
interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const CPUS = new Map([
  ["arm64", "arm64"],
  ["aarch64", "arm64"],
  ["x64", "x64"],
  ["x86_64", "x64"],
  ["ia32", "ia32"],
  ["x86", "ia32"],
  ["arm", "arm"],
  ["ppc64", "ppc64"],
  ["riscv64", "riscv64"],
  ["s390x", "s390x"],
]);
const SYSTEMS = new Map([
  ["linux", "linux"],
  ["darwin", "darwin"],
  ["macos", "darwin"],
  ["win32", "win32"],
  ["windows", "win32"],
  ["android", "android"],
  ["freebsd", "freebsd"],
  ["openharmony", "openharmony"],
]);

main(join(process.argv[2] ?? join(import.meta.dirname, ".."), "package-lock.json"));

function main(path: string): void {
  // npm's own file: only the fields named in LockEntry are read.
  const lock = JSON.parse(readFileSync(path, "utf8")) as { packages: Record<string, LockEntry> };
  const added: string[] = [];
  for (const owner of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
      if (Object.keys(lock.packages).some((key) => key.endsWith(`node_modules/${name}`))) continue;
      lock.packages[`node_modules/${name}`] = entryOf(name, version, owner.dev === true);
      added.push(`${name}@${version}`);
    }
  }
  // npm's order: by path, the project itself ("") first.
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
  if (added.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`${added.length} packages of other platforms added to the lock file\n`);
}

function entryOf(name: string, version: string, dev: boolean): LockEntry & Readonly<Record<string, unknown>> {
  const words = (name.split("/")[1] ?? "").split("-");
  const system = words.map((word) => SYSTEMS.get(word)).find((one) => one !== undefined);
  const cpu = words.map((word) => CPUS.get(word)).find((one) => one !== undefined);
  if (system === undefined || cpu === undefined) throw new Error(`${name}: not a name of a platform; lock it by hand`);
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${name}@${version}: an exact version was expected`);
  const musl = words.some((word) => word.startsWith("musl"));
  const libc = system === "linux" ? { libc: [musl ? "musl" : "glibc"] } : {};
  return { version, cpu: [cpu], ...libc, ...(dev ? { dev } : {}), optional: true, os: [system] };
}

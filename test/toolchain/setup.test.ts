import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PlantedTree } from "./planted-tree.ts";
import { plainEnvironment, plantTree, repository } from "./planted-tree.ts";

let tree: PlantedTree;
beforeEach(() => {
  tree = plantTree();
});
afterEach(() => tree.remove());

/** Runs set-up with an npm that only writes down how it was called, and returns those calls. */
function setUp(): { status: number | null; calls: string[]; said: string } {
  tree.write("bin/npm", `#!/bin/sh\nmkdir -p node_modules\necho "$*" >>${tree.root}/calls\n`);
  tree.write("calls", "");
  chmodSync(join(tree.root, "bin/npm"), 0o755);
  const env = { ...plainEnvironment(), PATH: `${tree.root}/bin:${process.env["PATH"] ?? ""}` };
  const { status, stderr, stdout } = spawnSync("bash", ["build/setup.sh"], { cwd: tree.root, env, encoding: "utf8" });
  expect(stdout).toBe("");
  return { status, calls: tree.read("calls").split("\n").filter(Boolean), said: stderr };
}

const debian = existsSync("/usr/bin/dpkg-query");

test.skipIf(!debian)("set-up installs the packages once, and again only when the lock file has changed", () => {
  rmSync(join(tree.root, "node_modules"));
  tree.write("package-lock.json", '{ "lockfileVersion": 3 }\n');
  const first = setUp();
  expect(first.status, first.said).toBe(0);
  expect(first.calls).toEqual([expect.stringMatching(/^ci /)]);
  expect(setUp()).toEqual({ status: 0, calls: [], said: "" });
  tree.write("package-lock.json", '{ "lockfileVersion": 3, "packages": {} }\n');
  expect(setUp().calls).toEqual([expect.stringMatching(/^ci /)]);
});

test("package-lock.json has an entry for every platform's package, so that npm ci accepts it everywhere", () => {
  const { packages } = readLock(join(import.meta.dirname, "../../package-lock.json"));
  const missing = Object.values(packages)
    .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    .filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)));
  expect(missing, "run: node build/complete-lock.ts").toEqual([]);
});

test("completing the lock file adds what npm left out, with its platform, and nothing the second time", () => {
  const folder = mkdtempSync(join(tmpdir(), "vafa-lock-"));
  try {
    const canvas = {
      version: "1.1.1",
      optionalDependencies: { "@x/canvas-linux-x64-musl": "1.1.1", "@x/canvas-macos-aarch64": "1.1.1" },
    };
    const lock = { lockfileVersion: 3, packages: { "": {}, "node_modules/@x/canvas": { ...canvas, dev: true } } };
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
    expect(repository("build/complete-lock.ts", folder).output).toMatch(/^2 packages /);
    expect(readLock(join(folder, "package-lock.json")).packages).toMatchObject({
      "node_modules/@x/canvas-linux-x64-musl": {
        version: "1.1.1",
        os: ["linux"],
        cpu: ["x64"],
        libc: ["musl"],
        optional: true,
        dev: true,
      },
      "node_modules/@x/canvas-macos-aarch64": {
        version: "1.1.1",
        os: ["darwin"],
        cpu: ["arm64"],
        optional: true,
        dev: true,
      },
    });
    expect(repository("build/complete-lock.ts", folder).output).toMatch(/^0 packages /);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function readLock(path: string): { packages: Record<string, { optionalDependencies?: Record<string, string> }> } {
  return JSON.parse(readFileSync(path, "utf8")) as ReturnType<typeof readLock>;
}

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PlantedTree } from "./planted-tree.ts";
import { plainEnvironment, plantTree } from "./planted-tree.ts";

let tree: PlantedTree;
beforeEach(() => {
  tree = plantTree();
});
afterEach(() => tree.remove());

/** Starts the launcher under `node`, as an npm script does. */
function launch(node: string, ...args: readonly string[]) {
  return spawnSync(node, ["build/run.mjs", ...args], { cwd: tree.root, env: plainEnvironment(), encoding: "utf8" });
}

/** A Node on PATH that is older than the project's, as a machine has it that nobody prepared. */
function olderNode(): string | undefined {
  const paths = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "node"));
  return paths.find((path) => existsSync(path) && majorOf(path) < 24);
}

function majorOf(node: string): number {
  return Number(spawnSync(node, ["-p", "process.versions.node.split('.')[0]"], { encoding: "utf8" }).stdout);
}

test("an unknown script, and one that is not written yet, get a sentence on standard error and nothing else", () => {
  const unknown = launch(process.execPath, "dmeo");
  expect([unknown.status, unknown.stdout]).toEqual([1, ""]);
  expect(unknown.stderr).toMatch(/^There is no script "dmeo"\. There are: check, .*demo.*\.\n$/);
  const missing = launch(process.execPath, "demo");
  expect([missing.status, missing.stdout]).toEqual([1, ""]);
  expect(missing.stderr).toBe('"demo" is not there yet: build/demo.ts does not exist in this version.\n');
});

test("a script gets its arguments, its output is its own, and its exit code comes back", () => {
  tree.write("build/demo.ts", "console.log(JSON.stringify(process.argv.slice(2)));\nprocess.exitCode = 7;\n");
  const { status, stdout, stderr } = launch(process.execPath, "demo", "--json", "--bills", "1,2");
  expect({ status, stdout, stderr }).toEqual({ status: 7, stdout: '["--json","--bills","1,2"]\n', stderr: "" });
});

test("a signal that the launcher gets reaches the script", async () => {
  const lines = [
    'process.on("SIGTERM", () => process.exit(3));',
    "setInterval(() => {}, 1000);",
    'console.log("ready");',
  ];
  tree.write("build/demo.ts", `${lines.join("\n")}\n`);
  const env = plainEnvironment();
  const launcher = spawn(process.execPath, ["build/run.mjs", "demo"], {
    cwd: tree.root,
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    await once(launcher.stdout, "data");
    launcher.kill("SIGTERM");
    expect(await once(launcher, "exit")).toEqual([3, null]);
  } finally {
    launcher.kill("SIGKILL");
  }
});

test.skipIf(olderNode() === undefined)(
  "under an older Node the script runs under the project's, and so do its children",
  () => {
    const program =
      "console.log(process.versions.node.split('.')[0], execFileSync('node', ['--version'], { encoding: 'utf8' }));";
    tree.write("build/demo.ts", `import { execFileSync } from "node:child_process";\n\n${program}\n`);
    const old = olderNode() ?? "";
    const without = launch(old, "demo");
    expect([without.status, without.stdout]).toEqual([1, ""]);
    expect(without.stderr).toMatch(/^Vafa needs Node 24, this is v\d+\.\d+\.\d+\. Run: bash build\/setup\.sh\n$/);
    // The project's Node is the one that runs this test; set-up puts it, or brings it, there.
    tree.write(".toolchain/node_modules/node/readme.md", "");
    symlinkSync(dirname(process.execPath), join(tree.root, ".toolchain/node_modules/node/bin"), "dir");
    const { status, stdout } = launch(old, "demo");
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${majorOf(process.execPath)} ${process.version}\n\n` });
  },
);

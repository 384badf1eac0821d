import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { pathsUnder } from "../../build/tree.ts";

/** The folders between which imports have a direction. */
export const FOLDERS = [
  "src-shared",
  "src-main/core",
  "src-main/adapters",
  "src-main/shell",
  "src-server",
  "src-renderer",
  "test",
] as const;
export type Folder = (typeof FOLDERS)[number];

/** Folder -> the folders that it may import. All other pairs must be refused. */
export const MAY_IMPORT: Readonly<Record<Folder, readonly Folder[]>> = {
  "src-shared": [],
  "src-main/core": ["src-shared"],
  "src-main/adapters": ["src-shared", "src-main/core"],
  "src-main/shell": ["src-shared", "src-main/core", "src-main/adapters"],
  "src-server": ["src-shared"],
  "src-renderer": ["src-shared"],
  test: ["src-shared", "src-main/core", "src-main/adapters", "src-main/shell", "src-server", "src-renderer"],
};

/** How a tool ended, and what it wrote; `output` is standard output, then standard error. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly output: string;
}

/** A small project in a temporary folder, judged by this repository's own tools and settings. */
export interface PlantedTree {
  /** The absolute path of its root folder. */
  readonly root: string;
  write(path: string, text: string): void;
  read(path: string): string;
  /** Runs a script of the tree, or a tool of node_modules, under this Node. */
  run(...args: readonly string[]): Ended;
  remove(): void;
}

const ROOT = join(import.meta.dirname, "../..");
const TOOLS = [
  "run.mjs",
  "check.ts",
  "check-words.ts",
  "tidy.ts",
  "tree.ts",
  "migration-checksums.ts",
  "run-tests.ts",
  "test-report.ts",
  "test-seed.ts",
  "vitest.config.ts",
  "setup.sh",
];

/** A tree in which nothing is wrong: every folder has a module, and imports the modules of all that it may import. */
export function plantTree(): PlantedTree {
  const root = mkdtempSync(join(tmpdir(), "vafa-planted-"));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const path of settings()) cpSync(join(ROOT, path), join(root, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"), "dir");
  for (const folder of FOLDERS) {
    write(`${folder}/value.ts`, "export const marker = 1;\n");
    write(`${folder}/type.ts`, "export type Marker = 1;\n");
    write(`${folder}/index.ts`, importsOf(folder));
  }
  write("test/toolchain/index.ts", "export type {};\n");
  plantWords(write);
  // The generator is judged by its own tests; here it only has to be a step that can fail.
  write("build/generate-migrations.ts", 'if (process.env["PLANT"] === "migrations") process.exitCode = 1;\n');
  return {
    root,
    write,
    read: (path) => readFileSync(join(root, path), "utf8"),
    run: (...args) => runIn(root, args),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Catalogues of one message each, and a page that says it. */
export function plantWords(
  write: (path: string, text: string) => void,
  area: { readonly fa: string; readonly en: string; readonly page: string } = {
    fa: '{ name: "نام {n}" }',
    en: '{ name: "Name {n}" }',
    page: '"kit.name"',
  },
): void {
  write("src-renderer/words/fa.ts", `export const FA = { kit: ${area.fa} } as const;\n`);
  write("src-renderer/words/en.ts", `export const EN = { kit: ${area.en} } as const;\n`);
  write("src-renderer/main.tsx", `export const said = ${area.page};\n`);
  write(
    "test/toolchain/words.config.ts",
    'export const read = ["src-renderer/words/fa.ts", "src-renderer/words/en.ts"];\n',
  );
}

/** Runs a tool in this repository itself. */
export function repository(...args: readonly string[]): Ended {
  return runIn(ROOT, args);
}

/** The environment without colours, and without what the test runner itself adds for its workers. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$|FORCE_COLOR$)/.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: "1" };
}

/** The specifier by which a file directly in `from` imports the file `name` of `to`. */
export function specifier(from: string, to: string, name: string): string {
  return posix.join(posix.relative(from, to), name).replace(/^(?!\.)/, "./");
}

function runIn(cwd: string, args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: plainEnvironment(),
    encoding: "utf8",
  });
  return { status, stdout, output: stdout + stderr };
}

function settings(): string[] {
  const configs = pathsUnder(ROOT, "").filter((path) => /(^|\/)tsconfig(\.base)?\.json$/.test(path));
  const own = ["package.json", ".oxlintrc.json", ".oxfmtrc.json", "test/support/seeded-cases.ts"];
  return [...own, ...configs, ...TOOLS.map((name) => `build/${name}`)];
}

function importsOf(folder: Folder): string {
  const lines = [folder, ...MAY_IMPORT[folder]].flatMap((to, i) => [
    `export type Type${i} = Marker${i};`,
    `export const value${i} = marker${i};`,
    `import { marker as marker${i} } from "${specifier(folder, to, "value.ts")}";`,
    `import type { Marker as Marker${i} } from "${specifier(folder, to, "type.ts")}";`,
  ]);
  return `${lines.toReversed().join("\n")}\n`;
}

/** A file with one violation, and the rule of the tool that must find it. */
export interface Plant {
  readonly path: string;
  readonly text: string;
  readonly rule: string;
}

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join("");

/** What the compiler must refuse: the code of its error is the rule. */
export const TYPE_PLANTS: readonly Plant[] = [
  ...["src-shared", "src-main/core"].flatMap((folder): Plant[] => [
    { path: `${folder}/uses-document.ts`, text: "export const title = document.title;\n", rule: "TS2584" },
    { path: `${folder}/uses-process.ts`, text: "export const args = process.argv;\n", rule: "TS2591" },
    { path: `${folder}/uses-buffer.ts`, text: "export const bytes = Buffer.alloc(1);\n", rule: "TS2591" },
    { path: `${folder}/uses-timer.ts`, text: "setTimeout(() => undefined, 1);\n", rule: "TS2304" },
    { path: `${folder}/uses-node.ts`, text: 'export { readFileSync } from "node:fs";\n', rule: "TS2591" },
  ]),
  {
    path: "src-shared/index-unchecked.ts",
    text: "export const first = (list: readonly number[]): number => list[0];\n",
    rule: "TS2322",
  },
  {
    path: "src-renderer/wrong-child.tsx",
    text: "export function Wrong() {\n  return <p tabIndex={[]}>1</p>;\n}\n",
    rule: "TS2322",
  },
  { path: "src-renderer/unknown-core.tsx", text: 'import "../src-main/core/nothing.ts";\n', rule: "TS2882" },
  { path: "src-shared/has-enum.ts", text: "export enum Colour {\n  Red,\n}\n", rule: "TS1294" },
];

/** What the linter must refuse, with a module that exists, so that the compiler says nothing. */
export const LINT_PLANTS: readonly Plant[] = [
  ...["src-shared", "src-main/core"].flatMap((folder): Plant[] => [
    { path: `${folder}/reads-clock.ts`, text: "export const now = Date.now();\n", rule: "no-restricted-properties" },
    { path: `${folder}/rolls-dice.ts`, text: "export const dice = Math.random();\n", rule: "no-restricted-properties" },
    {
      path: `${folder}/uses-process.ts`,
      text: "export const args = process.argv;\n",
      rule: "no-restricted-globals",
    },
    {
      path: `${folder}/uses-performance.ts`,
      text: "export const now = performance.now();\n",
      rule: "no-restricted-globals",
    },
    { path: `${folder}/imports-node.ts`, text: 'export { sep } from "node:path";\n', rule: "no-restricted-imports" },
    { path: `${folder}/imports-bare-node.ts`, text: 'export { sep } from "path";\n', rule: "no-nodejs-modules" },
  ]),
  ...["src-shared", "src-main/core", "src-main/adapters", "src-renderer", "src-server"].map((folder): Plant => ({
    path: `${folder}/imports-electron.ts`,
    text: 'import type { App } from "electron";\n\nexport type Wrong = App;\n',
    rule: "no-restricted-imports",
  })),
  ...["src-shared", "src-main/core", "src-main/adapters", "src-main/shell", "src-renderer"].flatMap(
    (folder): Plant[] => [
      {
        path: `${folder}/imports-sqlite.ts`,
        text: 'import Database from "better-sqlite3";\n\nexport const wrong = Database;\n',
        rule: "no-restricted-imports",
      },
      {
        path: `${folder}/imports-drizzle.ts`,
        text: 'import type { SQL } from "drizzle-orm";\n\nexport type Wrong = SQL;\n',
        rule: "no-restricted-imports",
      },
      { path: `${folder}/prints.ts`, text: 'console.log("a customer\'s name");\n', rule: "no-console" },
    ],
  ),
  { path: "src-renderer/prints-too.tsx", text: 'console.log("a customer\'s name");\n', rule: "no-console" },
  { path: "src-renderer/default-page.tsx", text: "export default 1;\n", rule: "no-default-export" },
  { path: "src-renderer/CamelPage.tsx", text: "export const wrong = 1;\n", rule: "filename-case" },
  {
    path: "src-renderer/imports-core.tsx",
    text: 'import { marker } from "../src-main/core/value.ts";\n\nexport const wrong = marker;\n',
    rule: "no-restricted-imports",
  },
  {
    path: "src-renderer/has-its-own-button.tsx",
    text: 'import { Button } from "react-aria-components";\n\nexport const wrong = Button;\n',
    rule: "no-restricted-imports",
  },
  {
    path: "src-renderer/long-component.tsx",
    text: `export function Long(list: number[]): void {\n${lines(69, (i) => `  list.push(${i});`)}}\n`,
    rule: "max-lines-per-function",
  },
  { path: "src-server/prints.ts", text: 'console.error("a customer\'s name");\n', rule: "no-console" },
  { path: "src-shared/has-any.ts", text: "export const wrong: any = 1;\n", rule: "no-explicit-any" },
  { path: "src-shared/in-a-cycle.ts", text: 'import "./in-a-cycle-too.ts";\n', rule: "no-cycle" },
  { path: "src-shared/in-a-cycle-too.ts", text: 'import "./in-a-cycle.ts";\n', rule: "no-cycle" },
  {
    path: "src-shared/floats.ts",
    text: "async function work(): Promise<void> {}\n\nexport function start(): void {\n  work();\n}\n",
    rule: "no-floating-promises",
  },
  {
    path: "src-shared/promise-as-condition.ts",
    text: "export const wrong = (asked: Promise<boolean>): number => (asked ? 1 : 2);\n",
    rule: "no-misused-promises",
  },
  {
    path: "src-shared/forgets-a-member.ts",
    text: [
      'export function code(kind: "a" | "b"): number {',
      "  switch (kind) {",
      '    case "a":',
      "      return 1;",
      "  }",
      "  return 0;",
      "}",
      "",
    ].join("\n"),
    rule: "switch-exhaustiveness-check",
  },
  {
    path: "src-shared/imports-type-as-value.ts",
    text: 'import { Marker } from "./type.ts";\n\nexport type Wrong = Marker;\n',
    rule: "consistent-type-imports",
  },
  {
    path: "src-shared/insists.ts",
    text: "export const sure = (text?: string): string => text!;\n",
    rule: "no-non-null-assertion",
  },
  { path: "src-shared/default-export.ts", text: "export default 1;\n", rule: "no-default-export" },
  {
    path: "src-shared/loose.ts",
    text: "export const same = (a: number, b: number): boolean => a == b;\n",
    rule: "eqeqeq",
  },
  { path: "src-shared/old.ts", text: "export var old = 1;\n", rule: "no-var" },
  {
    path: "src-shared/never-changes.ts",
    text: "export function two(): number {\n  let two = 2;\n  return two;\n}\n",
    rule: "prefer-const",
  },
  { path: "src-shared/camelCase.ts", text: "export const wrong = 1;\n", rule: "filename-case" },
  { path: "src-shared/long-file.ts", text: lines(401, (i) => `export const x${i} = ${i};`), rule: "max-lines" },
  {
    path: "src-shared/long-function.ts",
    text: `export function long(list: number[]): void {\n${lines(69, (i) => `  list.push(${i});`)}}\n`,
    rule: "max-lines-per-function",
  },
  {
    path: "test/long-function.ts",
    text: `export function long(list: number[]): void {\n${lines(119, (i) => `  list.push(${i});`)}}\n`,
    rule: "max-lines-per-function",
  },
];

/** What only build/tidy.ts sees. Some words are put together here so that this file does not hold them itself. */
export const TIDY_PLANTS: readonly Plant[] = [
  { path: "src-shared/now.ts", text: "export const now = new Date();\n", rule: "clock" },
  { path: "src-shared/now-bare.ts", text: "export const now = +new Date;\n", rule: "clock" },
  { path: "src-main/core/now-text.ts", text: "export const now = Date();\n", rule: "clock" },
  {
    path: "src-shared/local-hour.ts",
    text: "export const hour = (at: Date): number => at.getHours();\n",
    rule: "time-zone",
  },
  { path: "src-shared/barrel.ts", text: 'export * from "./value.ts";\n', rule: "barrel" },
  { path: "src-main/adapters/all-columns.ts", text: 'export const sql = "SELECT * FROM sale";\n', rule: "columns" },
  { path: "src-shared/ignored.ts", text: `// ${"@ts"}-ignore\nexport const x: string = 1;\n`, rule: "silenced" },
  { path: "test/expected.ts", text: `// ${"@ts"}-expect-error\nexport const x: string = 1;\n`, rule: "silenced" },
  { path: "src-shared/unlinted.ts", text: `/* ${"oxlint"}-disable */\nexport const x = 1;\n`, rule: "silenced" },
  { path: "test/alone.test.ts", text: `test.${"only"}("one", () => {});\n`, rule: "only" },
  { path: "src-shared/left-over.ts", text: `// ${"FIX"}ME: later\nexport const x = 1;\n`, rule: "left-over" },
  { path: "docs/where.md", text: `Look in ${"/ho"}me/someone/vafa.\n`, rule: "machine-path" },
  { path: "src-shared/wide.ts", text: `// ${"و".repeat(118)}\nexport const x = 1;\n`, rule: "line-length" },
  { path: "src-renderer/dead-page.tsx", text: "export const dead = 1;\n", rule: "dead-file" },
  { path: "src-renderer/barrel.tsx", text: 'export * from "./value.ts";\n', rule: "barrel" },
  { path: "src-shared/dead.ts", text: "export const dead = 1;\n", rule: "dead-file" },
  { path: "migrations/terminal/0002-unlisted.sql", text: "SELECT 1;\n", rule: "migration" },
];

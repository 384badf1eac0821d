import { posix, resolve } from "node:path";
import { checksumFindings } from "./migration-checksums.ts";
import type { Finding, TreeFile } from "./tree.ts";
import { readTree } from "./tree.ts";

/**
 * `node build/tidy.ts [root]`: the house rules that neither the compiler nor the linter can see. Prints one line per
 * finding and ends with 1 when there is any. test/toolchain plants a violation of each rule and expects it to be found.
 */
interface LineRule {
  readonly rule: string;
  /** Which files it judges. */
  readonly files: RegExp;
  /** What a line must not hold. */
  readonly banned: RegExp;
  readonly message: string;
}

const CODE = /^(src-[a-z]+|test|build)\/.*\.(ts|tsx|mjs|sh|c)$/;
const PRODUCT = /^src-[a-z]+\/.*\.tsx?$/;
const PURE = /^(src-shared|src-main\/core)\/.*\.ts$/;
/** Sentences for people stay in one piece: whoever translates them reads them as they are. */
const LIMITED = /^(?!src-(shared|renderer)\/words\/)(src-[a-z]+|test|build)\/.*\.(ts|tsx|mjs|sh|c)$/;
const COLUMNS_MAX = 120;
/** A text for people or a test's title is one literal, which the formatter can't break: it may run on a little. */
const TEXT_COLUMNS_MAX = 150;
const LONG_TEXT = /(["'`])[^"'`]{40,}\1/;

// A class around one letter keeps a pattern from finding itself in this file.
const LINE_RULES: readonly LineRule[] = [
  {
    rule: "clock",
    files: PURE,
    banned: /\bnew Date\b(?!\s*\()|\bnew Date\(\s*\)/,
    message: "time comes in as an argument",
  },
  { rule: "clock", files: PURE, banned: /(?<!new )(?<![\w.])Date\(/, message: "time comes in as an argument" },
  {
    rule: "time-zone",
    files: PURE,
    banned: /\.[gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)\(/,
    message: "reads the machine's time zone: use the UTC methods and an offset that comes in",
  },
  {
    rule: "barrel",
    files: PRODUCT,
    banned: /^export (type )?(\*|\{[^}]*\}) from /,
    message: "import from the file itself",
  },
  { rule: "columns", files: /^(src-main|src-server)\//, banned: /\bselect\s+\*/i, message: "SQL names its columns" },
  { rule: "silenced", files: CODE, banned: /[@]ts-(ignore|nocheck)/, message: "mend the type instead" },
  { rule: "silenced", files: CODE, banned: /[@]ts-expect-error\s*$/, message: "say why it must not compile" },
  {
    rule: "silenced",
    files: CODE,
    banned: /(eslin[t]|oxlin[t])-disable(?!.* -- \S)/,
    message: "a silenced rule says why: -- reason",
  },
  {
    rule: "only",
    files: /^test\//,
    banned: /\b(test|describe|it)\.only[(]/,
    message: "runs one test and hides the others",
  },
  { rule: "left-over", files: CODE, banned: /\b(FIXM[E]|XX[X])\b/, message: "mend it or write an issue" },
  {
    rule: "machine-path",
    files: /./,
    banned: /(^|[\s"'`(=:])\/(wor[k]|roo[t]|hom[e]\/\w+|User[s]\/\w+)\//,
    message: "a path of one machine",
  },
];

/** Files that nobody names because a person starts them, or a tool reads the whole folder. */
const ENTRIES = /(^|\/)(index|main)\.tsx?$|\.(test|config)\.tsx?$|\.d\.ts$|\/sqlite\/schema\//;

main(resolve(process.argv[2] ?? posix.join(import.meta.dirname, "..")));

function main(root: string): void {
  const tree = readTree(root);
  const found = [...tree.flatMap(lineFindings), ...deadFiles(tree), ...checksumFindings(root)];
  for (const { path, line, rule, message } of found) process.stdout.write(`${path}:${line}: ${rule}: ${message}\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

function lineFindings({ path, lines }: TreeFile): Finding[] {
  const rules = LINE_RULES.filter(({ files }) => files.test(path));
  return lines.flatMap((text, i) => {
    const at = (rule: string, message: string): Finding => ({ path, line: i + 1, rule, message });
    const found = rules.filter(({ banned }) => banned.test(text)).map(({ rule, message }) => at(rule, message));
    // Counted in code points: a Persian letter is one column, whatever it takes in bytes.
    const columns = LIMITED.test(path) ? Array.from(text).length : 0;
    const most = LONG_TEXT.test(text) ? TEXT_COLUMNS_MAX : COLUMNS_MAX;
    return columns > most ? [...found, at("line-length", `${columns} columns, at most ${most}`)] : found;
  });
}

/** Code files that no other file names, be it in an import or in the place that starts it as a process. */
function deadFiles(tree: readonly TreeFile[]): Finding[] {
  const exact = new Set<string>();
  const endings: { readonly text: string; readonly by: string }[] = [];
  for (const { path, lines } of tree) {
    for (const [, text = ""] of lines.join("\n").matchAll(/["'`\s(]([\w./@-]+\.tsx?)\b/g)) {
      if (!text.startsWith(".")) endings.push({ text, by: path });
      else if (posix.join(posix.dirname(path), text) !== path) exact.add(posix.join(posix.dirname(path), text));
    }
  }
  const named = (path: string): boolean =>
    exact.has(path) || endings.some(({ text, by }) => by !== path && `/${path}`.endsWith(`/${text}`));
  return tree
    .filter(({ path }) => CODE.test(path) && /\.tsx?$/.test(path) && !ENTRIES.test(path) && !named(path))
    .map(({ path }) => ({ path, line: 0, rule: "dead-file", message: "nothing imports or starts it" }));
}

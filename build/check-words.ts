import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";
import type { TreeFile } from "./tree.ts";
import { readTree } from "./tree.ts";

/**
 * `node build/check-words.ts [root]`: the catalogues of the pages. Every message is in both languages, parses as ICU
 * and takes the same arguments; no key is missing, and none is left over that no page uses. A line for each finding.
 */
const LANGUAGES = ["fa", "en"] as const;
/** Options of i18next's `t`: an argument of such a name never reaches the message. */
const TAKEN_NAMES = new Set(["ns", "lng", "count", "context", "defaultValue"]);
const EXPORTS = { fa: "FA", en: "EN" } as const;

type Messages = ReadonlyMap<string, string>;

const root = resolve(process.argv[2] ?? join(import.meta.dirname, ".."));
const [fa, en] = await Promise.all(LANGUAGES.map((language) => catalogue(language)));
const found = [...sameKeys(fa ?? new Map(), en ?? new Map()), ...unused(fa ?? new Map(), readTree(root))];
for (const line of found) process.stdout.write(`${line}\n`);
process.exitCode = found.length === 0 ? 0 : 1;

async function catalogue(language: (typeof LANGUAGES)[number]): Promise<Messages> {
  const file = join(root, "src-renderer", "words", `${language}.ts`);
  // A module of this shape is what the compiler has seen; anything else throws below.
  const module = (await import(pathToFileURL(file).href)) as Record<string, Record<string, Record<string, string>>>;
  const areas = Object.entries(module[EXPORTS[language]] ?? {});
  return new Map(
    areas.flatMap(([area, messages]) =>
      Object.entries(messages).map(([key, text]) => [`${area}.${key}`, text] as const),
    ),
  );
}

function sameKeys(persian: Messages, english: Messages): string[] {
  const lines: string[] = [];
  for (const key of new Set([...persian.keys(), ...english.keys()])) {
    const [inFa, inEn] = [persian.get(key), english.get(key)];
    if (inFa === undefined || inEn === undefined) {
      lines.push(`${key}: missing in ${inFa === undefined ? "fa" : "en"}`);
      continue;
    }
    const [ofFa, ofEn] = [argumentsOf(inFa), argumentsOf(inEn)];
    if (typeof ofFa === "string") lines.push(`${key}: fa is no ICU message: ${ofFa}`);
    else if (typeof ofEn === "string") lines.push(`${key}: en is no ICU message: ${ofEn}`);
    else lines.push(...differences(key, ofFa, ofEn));
    if (inFa.trim() === "" || inEn.trim() === "") lines.push(`${key}: empty`);
  }
  return lines;
}

function differences(key: string, ofFa: ReadonlyMap<string, TYPE>, ofEn: ReadonlyMap<string, TYPE>): string[] {
  const lines: string[] = [];
  for (const [name, type] of [...ofFa, ...ofEn]) {
    if (TAKEN_NAMES.has(name)) lines.push(`${key}: no argument may be called ${name}`);
    if (type === TYPE.date || type === TYPE.time)
      lines.push(`${key}: {${name}} is a date: give it as text, in the zone`);
  }
  const names = (of: ReadonlyMap<string, TYPE>): string => [...of.keys()].toSorted().join(", ");
  if (names(ofFa) !== names(ofEn)) lines.push(`${key}: fa takes {${names(ofFa)}}, en {${names(ofEn)}}`);
  return lines;
}

/** The arguments of a message with their types, or what is wrong with it. */
function argumentsOf(message: string): ReadonlyMap<string, TYPE> | string {
  try {
    const names = new Map<string, TYPE>();
    collect(parse(message), names);
    return names;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function collect(elements: readonly MessageFormatElement[], into: Map<string, TYPE>): void {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    if (element.type === TYPE.tag) collect(element.children, into);
    else into.set(element.value, element.type);
    if (element.type === TYPE.plural || element.type === TYPE.select)
      for (const option of Object.values(element.options)) collect(option.value, into);
  }
}

/** Keys that stand in no string of a page, nor begin as a `keyOf("…")` does. */
function unused(messages: Messages, tree: readonly TreeFile[]): string[] {
  const pages = tree.filter(({ path }) => /^src-renderer\/(?!words\/(fa|en)).*\.tsx?$/.test(path));
  const text = pages.map(({ lines }) => lines.join("\n")).join("\n");
  const said = new Set(Array.from(text.matchAll(/["'`]([a-z][\w-]*\.[\w-]+)["'`]/g), ([, key]) => key));
  const prefixes = Array.from(text.matchAll(/\bkeyOf\(\s*["']([\w.-]+)["']/g), ([, prefix = ""]) => prefix);
  return [...messages.keys()]
    .filter((key) => !said.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))
    .map((key) => `${key}: no page uses it`);
}

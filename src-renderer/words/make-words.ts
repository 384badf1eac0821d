import type { ParseKeys, TFunction } from "i18next";
import { IntlMessageFormat } from "intl-messageformat";
import type { DisplaySettings, Locale } from "../../src-shared/words/format.ts";
import { EN } from "./en.ts";
import { FA } from "./fa.ts";

/** i18next gives the types alone: its program would be a tenth of the first load and most of a message's time. */
declare module "i18next" {
  /** Keys and the arguments of their messages are checked against the Persian catalogue. */
  interface CustomTypeOptions {
    defaultNS: "words";
    resources: { words: typeof FA };
    parseInterpolation: "icu";
  }
}

/** `area.key` of a message. */
export type WordKey = ParseKeys<"words">;
export type Translate = TFunction<"words">;
type Numbers = Pick<DisplaySettings, "digits" | "calendar">;

const CATALOGUES: Readonly<Record<Locale, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  fa: FA,
  en: EN,
};
/** One per language and kind of digits; all there can be is eight. */
const made = new Map<string, Translate>();

/** Messages of one language, with numbers in the shop's digits. A key that is missing throws: no raw key is shown. */
export function makeWords(locale: Locale, numbers: Numbers): Translate {
  const tag = localeTag(locale, numbers);
  const known = made.get(tag) ?? wordsOf(locale, tag);
  made.set(tag, known);
  return known;
}

type Args = Parameters<IntlMessageFormat["format"]>[0];

function wordsOf(locale: Locale, tag: string): Translate {
  const formats = new Map<string, IntlMessageFormat>();
  const plain = new Map<string, string>();
  const formatOf = (key: string): IntlMessageFormat => {
    const made = formats.get(key) ?? compiled(messageOf(locale, key), tag, key);
    formats.set(key, made);
    return made;
  };
  const say = (key: string, args?: Args): string => {
    if (args !== undefined) return said(formatOf(key), args, key);
    // Without arguments it never changes, and most have none.
    const text = plain.get(key) ?? said(formatOf(key), undefined, key);
    plain.set(key, text);
    return text;
  };
  // The compiler checks keys and arguments by i18next's type; what it holds beyond a function is a mark without value.
  return say as unknown as Translate;
}

function messageOf(locale: Locale, key: string): string {
  const dot = key.indexOf(".");
  return CATALOGUES[locale][key.slice(0, dot)]?.[key.slice(dot + 1)] ?? fail(new Error("no such message"), key);
}

function compiled(message: string, tag: string, key: string): IntlMessageFormat {
  try {
    return new IntlMessageFormat(message, tag, undefined, { ignoreTag: true });
  } catch (error) {
    return fail(error, key);
  }
}

function said(format: IntlMessageFormat, args: Args, key: string): string {
  try {
    return String(format.format(args));
  } catch (error) {
    return fail(error, key);
  }
}

/** The BCP 47 tag that `Intl` and React Aria are given: `fa-IR-u-ca-persian-nu-arabext`. */
export function localeTag(locale: Locale, { digits, calendar }: Numbers): string {
  const region = locale === "fa" ? "fa-IR" : "en-GB";
  const nu = digits === "persian" ? "arabext" : "latn";
  return `${region}-u-ca-${calendar === "solar-hijri" ? "persian" : "gregory"}-nu-${nu}`;
}

/**
 * A key put together from a fixed beginning and one of a closed set of endings: `keyOf("strip.shift-", state)`. Every
 * combination must be a key; build/check-words.ts counts all keys with that beginning as used.
 */
export function keyOf<P extends string, S extends string>(
  prefix: P,
  ending: `${P}${S}` extends WordKey ? S : never,
): `${P}${S}` {
  return `${prefix}${ending}`;
}

function fail(cause: unknown, key: string): never {
  throw new Error(`The message ${key} can't be shown: ${cause instanceof Error ? cause.message : ""}`, { cause });
}

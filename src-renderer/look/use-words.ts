import type { Digits, Locale } from "../../src-shared/words/format.ts";
import { showDigits } from "../../src-shared/words/format.ts";
import { makeWords, type Translate } from "../words/make-words.ts";
import { useLook } from "./look-store.ts";

/** A sentence of a shared catalogue (src-shared/words): both languages and the technician's code. */
export interface SharedWords {
  readonly code: string;
  readonly fa: string;
  readonly en: string;
}

/** The messages of the pages in the language of this screen: `const { t } = useWords(); t("counter.title")`. */
export function useWords(): { readonly t: Translate; readonly locale: Locale } {
  const locale = useLook((look) => look.display.locale);
  const digits = useLook((look) => look.display.digits);
  const calendar = useLook((look) => look.display.calendar);
  return { t: makeWords(locale, { digits, calendar }), locale };
}

/** A proper name in a sentence: from LRI to PDI (UAX #9). */
const NAME = /(\u2066[^\u2069]*\u2069)/;

/**
 * Says a text of src-shared/words in the language and digits of this screen. What stands isolated in it is a name, such
 * as a printer's model, and keeps the digits that stand on the thing itself.
 */
export function useShared(): (words: { readonly fa: string; readonly en: string }) => string {
  const locale = useLook((look) => look.display.locale);
  const digits = useLook((look) => look.display.digits);
  return (words) => sayShared(words[locale], digits);
}

function sayShared(text: string, digits: Digits): string {
  return text
    .split(NAME)
    .map((part) => (NAME.test(part) ? part : showDigits(part, digits)))
    .join("");
}

import { create } from "zustand";
import type { Display } from "../../src-shared/contract/settings-contract.ts";
import { defaultDisplay, type Locale } from "../../src-shared/words/format.ts";

/** What this screen chose for itself, beside what the shop has set. Nothing secret: it may be kept in the browser. */
export interface OwnLook {
  readonly locale?: Locale;
  readonly theme?: Display["theme"];
}

interface LookStore {
  readonly shop: Display;
  readonly own: OwnLook;
  /** What is shown: the shop's settings under this screen's own choices. */
  readonly display: Display;
}

const KEPT = "vafa.look";
const START: Display = { locale: "fa", ...defaultDisplay("fa"), theme: "light" };

export const useLook = create<LookStore>(() => ({ shop: START, own: {}, display: START }));

/** The shop's settings came, or changed; a change of the shop's language or theme ends this screen's own choice. */
export function setShopLook(shop: Display, isChange: boolean): void {
  useLook.setState(({ shop: before, own }) => {
    const kept = isChange && (before.locale !== shop.locale || before.theme !== shop.theme) ? {} : own;
    return { shop, own: kept, display: shownWith(shop, kept) };
  });
}

/** This screen's own language or theme, kept until it changes again. */
export function chooseLook(choice: OwnLook): void {
  useLook.setState(({ shop, own }) => {
    const next = { ...own, ...choice };
    keep(next);
    return { own: next, display: shownWith(shop, next) };
  });
}

/** Takes up what this screen chose before it was loaded anew. */
export function recallLook(): void {
  const own = kept();
  useLook.setState(({ shop }) => ({ own, display: shownWith(shop, own) }));
}

/** Digits and dates go with the language, unless it is the shop's own, for which the shop has chosen them. */
export function shownWith(shop: Display, own: OwnLook): Display {
  const locale = own.locale ?? shop.locale;
  const theme = own.theme ?? shop.theme;
  if (locale === shop.locale) return { ...shop, theme };
  const { digits, calendar } = defaultDisplay(locale);
  return { ...shop, locale, digits, calendar, theme };
}

function keep(own: OwnLook): void {
  try {
    globalThis.localStorage?.setItem(KEPT, JSON.stringify(own));
  } catch {
    // A browser that keeps nothing shows the shop's own look at the next start.
  }
}

function kept(): OwnLook {
  try {
    const held: unknown = JSON.parse(globalThis.localStorage?.getItem(KEPT) ?? "{}");
    if (typeof held !== "object" || held === null) return {};
    const locale = "locale" in held && (held.locale === "fa" || held.locale === "en") ? { locale: held.locale } : {};
    const theme = "theme" in held && (held.theme === "light" || held.theme === "dark") ? { theme: held.theme } : {};
    return { ...locale, ...theme } as OwnLook; // Both are narrowed by the lines above.
  } catch {
    return {};
  }
}

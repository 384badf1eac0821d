import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";

/** Gives the components their language, calendar and digits: a tag such as `fa-IR-u-ca-persian-nu-arabext`. */
export function KitLocale({ tag, children }: { readonly tag: string; readonly children: ReactNode }) {
  return <I18nProvider locale={tag}>{children}</I18nProvider>;
}

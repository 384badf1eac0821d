import { DOOR_TEXTS, DOOR_WORDS, type DoorRefusal } from "../../../src-shared/words/shell-words.ts";
import type { CoreWords } from "../../../src-shared/words/core-words.ts";

/** A page without script and style: a refusal in both languages, Persian first. */
export function plainPage({ code, fa, en }: CoreWords): string {
  return page(`<p>${escaped(fa)}</p>`, `<p>${escaped(en)}</p>`, `<p><small>${escaped(code)}</small></p>`);
}

/** The page where a customer display says its code; after a wrong one it says so. */
export function pairPage(refusal?: DoorRefusal): string {
  const { pairTitle, pairHint, pairButton } = DOOR_TEXTS;
  const half = (locale: "fa" | "en"): string =>
    `<h1>${pairTitle[locale]}</h1>${refusal === undefined ? "" : `<p>${escaped(DOOR_WORDS[refusal][locale])}</p>`}` +
    `<p><label for="code">${pairHint[locale]}</label></p>`;
  const form =
    `<form method="post" action="/pair"><input id="code" name="code" inputmode="numeric" autocomplete="off" ` +
    `dir="ltr" maxlength="12" required autofocus> <button>${pairButton.fa} · ${pairButton.en}</button></form>`;
  return page(half("fa"), half("en"), form);
}

function page(fa: string, en: string, end: string): string {
  return (
    `<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>وفا</title></head>` +
    `<body><main>${fa}<div lang="en" dir="ltr">${en}</div>${end}</main></body></html>`
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

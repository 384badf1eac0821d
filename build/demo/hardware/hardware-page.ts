import type { Locale } from "../../../src-shared/words/format.ts";
import type { CounterRig } from "../../../test/support/counter-rig.ts";
import { DEMO_PINS } from "../../../test/support/counter-rig.ts";
import { demoBarcode } from "../../../test/support/demo-goods.ts";
import { HARDWARE_WORDS, type HardwareWord } from "./hardware-words.ts";

const STYLE = `
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:60rem}
section{border:1px solid #9aa;border-radius:.5rem;padding:.5rem 1rem;margin-block:1rem}
button,input{font:inherit;min-height:48px;padding:.25rem 1rem;margin:.25rem}
#phone{list-style:none;margin:0;padding:0;max-height:24rem;overflow:auto}
#phone li{border:1px solid #9aa;border-radius:1rem;padding:.5rem 1rem;margin-block:.5rem;max-width:24rem}
#phone p{margin:0;white-space:pre-line}
#phone small{color:#455}
img{border:1px solid #9aa;background:#fff;max-width:20rem;margin:.5rem}
`;

/** Buttons send their act and value; paper and phone are asked for every second. No library, no state of its own. */
const SCRIPT = `
const said = document.querySelector("output");
async function act(name, value) {
  const answer = await fetch("act", { method: "POST", body: JSON.stringify({ name, value }) });
  const told = await answer.json();
  if (told.link) location.href = told.link;
  said.textContent = told.error ?? said.dataset.done;
}
document.addEventListener("click", ({ target }) => {
  const { act: name, value, from } = target.dataset;
  if (name) void act(name, from ? document.getElementById(from).value : value ?? "");
});
let shown = "";
setInterval(async () => {
  const paper = await (await fetch("paper")).json();
  if (paper.join() === shown) return;
  shown = paper.join();
  document.getElementById("paper").replaceChildren(...paper.map((name) => {
    const image = document.createElement("img");
    image.src = "paper/" + name;
    image.alt = name;
    return image;
  }));
}, 1000);
let texts = 0;
setInterval(async () => {
  const phone = await (await fetch("phone")).json();
  if (phone.length === 0 || phone.at(-1).n === texts) return;
  texts = phone.at(-1).n;
  document.getElementById("phone").replaceChildren(...phone.reverse().map(({ to, text }) => {
    const item = document.createElement("li");
    const number = document.createElement("small");
    number.dir = "ltr";
    number.textContent = "+" + to;
    const words = document.createElement("p");
    words.dir = "auto";
    words.textContent = text;
    item.append(number, words);
    return item;
  }));
}, 1000);
`;

/** The page of virtual hardware, whole. */
export function hardwarePage(rig: Pick<CounterRig, "cards">, locale: Locale): string {
  const words = HARDWARE_WORDS[locale];
  const button = (act: string, word: HardwareWord, more = ""): string =>
    `<button data-act="${act}" ${more}>${escaped(words[word])}</button>`;
  const cards = rig.cards.map(({ id, kind, name }) => {
    const whose = kind === "member" ? name : words[kind];
    return `<li>${escaped(whose)} ${button("put", "put", `data-value="${id}"`)}</li>`;
  });
  const parts = [
    section(words.pins, [
      `<ul><li>${words.owner} ${DEMO_PINS.owner}</li><li>${words.manager} ${DEMO_PINS.manager}</li>`,
      `<li>${words.cashier} ${DEMO_PINS.cashier}</li></ul>`,
      button("link", "counter"),
    ]),
    section(words.cards, [
      `<ul>${cards.join("")}</ul>`,
      button("take", "take"),
      `<label>${words.tear} <input id="apdus" type="number" min="1" value="20"></label>`,
      button("tear", "tear", `data-from="apdus"`),
    ]),
    section(words.phone, [
      button("phone-off", "phone-off"),
      button("phone-on", "phone-on"),
      `<ul id="phone"><li>${words["no-texts"]}</li></ul>`,
    ]),
    section(words.scanner, [
      `<input id="code" aria-label="${words.scanner}" value="${demoBarcode(1)}">`,
      button("scan", "scan", `data-from="code"`),
    ]),
    section(words.reader, [button("unplug", "unplug"), button("plug", "plug")]),
    section(words.printer, [
      ...PRINTER_ACTS.map((act) => button(act, act)),
      button("tear-off", "tear-off"),
      `<div id="paper"></div>`,
    ]),
    section(words.core, [
      button("kill-core", "kill-core"),
      button("office-away", "office-away"),
      button("office-back", "office-back"),
    ]),
  ];
  const direction = locale === "fa" ? "rtl" : "ltr";
  return [
    `<!doctype html><html lang="${locale}" dir="${direction}"><meta charset="utf-8"><title>${words.title}</title>`,
    `<style>${STYLE}</style><h1>${words.title}</h1><output data-done="${words.done}"></output>`,
    ...parts,
    `<script>${SCRIPT}</script></html>`,
  ].join("\n");
}

const PRINTER_ACTS = [
  "paper-out",
  "paper-in",
  "paper-low",
  "paper-full",
  "cover-open",
  "cover-shut",
  "power-off",
  "power-on",
  "cutter-jam",
  "cutter-clear",
  "head-hot",
  "head-cool",
  "cable-out",
  "cable-in",
] as const;

function section(title: string, parts: readonly string[]): string {
  return `<section><h2>${escaped(title)}</h2>${parts.join("\n")}</section>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

import { onlyDigits } from "../kit/typed-digits.ts";

/** Everything beside digits that a key of the counter does. Each has a button too. */
export type CounterAct =
  | "cash"
  | "bank-card"
  | "all-credit"
  | "round-credit"
  | "credit"
  | "mobile"
  | "forget"
  | "enrol"
  | "search"
  | "discount"
  | "waiting"
  | "customer-left"
  | "pays-otherwise"
  | "undo"
  | "drawer"
  | "help"
  | "more"
  | "less"
  | "quantity"
  | "up"
  | "down";

export type CounterKey =
  | { readonly kind: "digits"; readonly digits: string }
  | { readonly kind: "back" }
  | { readonly kind: "clear" }
  | { readonly kind: "enter" }
  | { readonly kind: "escape" }
  | { readonly kind: "act"; readonly act: CounterAct };

interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
}

/** The letters, by where the key lies, so that they work under a Persian layout too. */
export const ACT_LETTERS = {
  cash: "C",
  "bank-card": "B",
  "all-credit": "A",
  "round-credit": "R",
  credit: "V",
  mobile: "M",
  forget: "N",
  enrol: "E",
  search: "S",
  discount: "D",
  waiting: "W",
  "customer-left": "X",
  "pays-otherwise": "P",
  undo: "U",
  // O would look like the zero of the pad beside it; "kick" is what opening a drawer is called, and کشو is a drawer.
  drawer: "K",
} as const satisfies Partial<Record<CounterAct, string>>;

// Object.entries widens the keys of the object above, whose type is exact.
const BY_CODE = new Map(
  (Object.entries(ACT_LETTERS) as [CounterAct, string][]).map(([act, letter]) => [`Key${letter}`, act]),
);

const BY_KEY: Readonly<Record<string, CounterKey>> = {
  Backspace: { kind: "back" },
  Delete: { kind: "clear" },
  Enter: { kind: "enter" },
  Escape: { kind: "escape" },
  ArrowUp: { kind: "act", act: "up" },
  ArrowDown: { kind: "act", act: "down" },
  "+": { kind: "act", act: "more" },
  "-": { kind: "act", act: "less" },
  "*": { kind: "act", act: "quantity" },
  "×": { kind: "act", act: "quantity" },
  "/": { kind: "act", act: "search" },
  "?": { kind: "act", act: "help" },
  "؟": { kind: "act", act: "help" },
};

/** What a key press means at the counter; null for keys that mean nothing here. */
export function counterKey(pressed: Pressed): CounterKey | null {
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.isComposing) return null;
  if (pressed.code === "NumpadDecimal" && pressed.key.length === 1) return { kind: "digits", digits: "000" };
  if (pressed.key.length === 1) {
    const digits = onlyDigits(pressed.key);
    if (digits !== "") return { kind: "digits", digits };
  }
  const known = BY_KEY[pressed.key];
  if (known !== undefined) return known;
  const act = pressed.shiftKey ? undefined : BY_CODE.get(pressed.code);
  return act === undefined ? null : { kind: "act", act };
}

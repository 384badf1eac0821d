import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";

/** What an import did. */
interface Done {
  readonly kind: "members" | "products";
  readonly added: number;
  readonly changed: number;
  readonly balances: number;
}

/** Says in a sentence what an import did. */
export function useDoneWords(): (done: Done) => string {
  const { t } = useWords();
  const digits = useDigits();
  return ({ kind, added, changed, balances }) =>
    kind === "members"
      ? t("imports.done-members", { added: digits.integer(added), balances: digits.integer(balances) })
      : t("imports.done-products", { added: digits.integer(added), changed: digits.integer(changed) });
}

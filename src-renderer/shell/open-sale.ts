import { goTo } from "./router.ts";

/** Shows a sale, by the journal and number of its event. */
export function openSale({ journal, seq }: { readonly journal: string; readonly seq: number }): void {
  goTo("sales", journal, String(seq));
}

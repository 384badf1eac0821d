import type { BillState, CounterState } from "../../src-shared/contract/counter-state.ts";
import type { CounterPart } from "../../src-shared/contract/wire.ts";

type Line = BillState["lines"][number];
type Texts<K> = ReadonlyMap<K, string>;

/**
 * What one page has been told of the counter. Every key press brings the counter again, and a page at a slow till must
 * not read all of it anew for the one line that changed.
 */
export class ToldCounter {
  /** How many parts it was told since it was told all; undefined when it must be told all. */
  #count: number | undefined;
  #ids: number[] = [];
  #lines: Texts<number> = new Map();
  #parts: Texts<string> = new Map();

  /** What this page does not know yet of the counter; undefined when it knows nothing: tell it all. */
  partOf(state: CounterState): CounterPart | undefined {
    const { bill, ...others } = state;
    const [on, lines, parts, knownIds] = [this.#count, this.#lines, this.#parts, this.#ids];
    this.#count = on === undefined ? 0 : on + 1;
    this.#ids = bill.lines.map(({ id }) => id);
    this.#lines = new Map(bill.lines.map((line) => [line.id, JSON.stringify(line)]));
    this.#parts = new Map(Object.entries(others).map(([name, part]) => [name, JSON.stringify(part)]));
    if (on === undefined) return undefined;
    const isKnown = ({ id }: Line): boolean => lines.get(id) === this.#lines.get(id);
    const isSameOrder = this.#ids.length === knownIds.length && this.#ids.every((id, at) => id === knownIds[at]);
    const news = Object.entries(others).filter(([name]) => parts.get(name) !== this.#parts.get(name));
    return {
      kind: "counter-part",
      on,
      state: { ...Object.fromEntries(news), bill: { ...bill, lines: [] } },
      order: isSameOrder ? null : this.#ids,
      changed: bill.lines.filter((line) => !isKnown(line)),
    };
  }

  /** The page begins anew: the next time it is told all. */
  forget(): void {
    this.#count = undefined;
  }
}

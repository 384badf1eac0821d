import { createStore, type StoreApi } from "zustand/vanilla";
import type { BillState } from "../../src-shared/contract/counter-state.ts";
import { useCounter } from "../stores/event-stores.ts";
import { linesNow } from "./bill-now.ts";
import { lineOfSlot, ROW_PX, ROWS_AHEAD, type RowWindow, rowWindow, scrolledTo } from "./row-window.ts";
import { useTill } from "./till-store.ts";

/** A row on the page. */
export interface RowSlot {
  readonly id: string;
  readonly store: StoreApi<RowState>;
}

/** What a row shows now: a line of the bill, which stands at `at` there. */
interface RowState {
  readonly line: BillState["lines"][number] | null;
  readonly at: number;
  readonly isChosen: boolean;
}

/** The rows of the basket: as many as the screen needs, however long the bill is. */
export interface ShownRows {
  readonly slots: StoreApi<readonly RowSlot[]>;
  /** Where the chosen line stands in the bill; -1 when none is chosen. */
  readonly chosen: StoreApi<{ readonly at: number }>;
  /** Keeps them after the bill, the chosen line and the scrolling of `box`, whose one child is `list`. */
  follow(box: HTMLElement, list: HTMLElement): () => void;
}

/**
 * Rows that are never made anew while the list is scrolled: making one costs more than all else of an arrow key. What
 * comes into view is written into the row that went out of it (see `lineOfSlot`), in the same frame.
 */
export function createShownRows(): ShownRows {
  const slots = createStore<readonly RowSlot[]>(() => []);
  const chosen = createStore(() => ({ at: -1 }));

  function fill(window: RowWindow): void {
    const lines = linesNow();
    const { line: chosenId } = useTill.getState();
    const chosenAt = lines.findIndex(({ id }) => id === chosenId);
    const held = slots.getState();
    const isSame = held.length === window.slots;
    const shown = isSame ? held : Array.from({ length: window.slots }, (_, n) => held[n] ?? emptySlot(n));
    shown.forEach(({ store }, n) => {
      const at = lineOfSlot(n, window);
      const line = lines[at] ?? null;
      const isChosen = at === chosenAt;
      const now = store.getState();
      if (now.line !== line || now.at !== at || now.isChosen !== isChosen) store.setState({ line, at, isChosen });
    });
    if (!isSame) slots.setState(shown, true);
    if (chosen.getState().at !== chosenAt) chosen.setState({ at: chosenAt });
  }

  return { slots, chosen, follow: (box, list) => followRows(box, list, fill) };
}

function emptySlot(n: number): RowSlot {
  return { id: `basket-row-${n}`, store: createStore<RowState>(() => ({ line: null, at: -1, isChosen: false })) };
}

/** Tells `fill` what is to be drawn; scrolls to the chosen line, or else to the newest, whenever that is another. */
function followRows(box: HTMLElement, list: HTMLElement, fill: (window: RowWindow) => void): () => void {
  let [scrollPx, viewPx, count, shown, owned] = [box.scrollTop, box.clientHeight, -1, "", ""];
  let [seenLines, seenChosen]: unknown[] = [];
  let ahead: number = ROWS_AHEAD.byKeys;

  // Asks the browser for nothing: it would have to lay the page out at once, and then again for what is written here.
  function look(): void {
    const lines = linesNow();
    if (count !== lines.length) list.style.blockSize = `${lines.length * ROW_PX}px`;
    count = lines.length;
    const beforePx = scrollPx;
    const { at, key } = wantedLine();
    if (key !== shown && viewPx > 0) scrollPx = scrolledTo(at, { scrollPx, viewPx });
    if (viewPx > 0) shown = key;
    const window = rowWindow({ scrollPx, viewPx, count, ahead });
    fill(window);
    const turned = `${window.first} ${window.slots}`;
    if (turned !== owned) list.setAttribute("aria-owns", ownedRows(window));
    owned = turned;
    if (scrollPx !== beforePx) box.scrollTop = scrollPx;
  }
  /** Most changes are another digit's, which leave the lines and the chosen one as they are. */
  function changed(): void {
    const [lines, { line }] = [linesNow(), useTill.getState()];
    if (lines === seenLines && line === seenChosen) return;
    [seenLines, seenChosen] = [lines, line];
    look();
  }
  function scrolled(): void {
    const { scrollTop } = box;
    // What was scrolled here comes back as it was asked for, but for a part of a dot.
    if (Math.abs(scrollTop - scrollPx) >= 1) ahead = ROWS_AHEAD.byHand;
    scrollPx = scrollTop;
    look();
  }
  const sizes = new ResizeObserver(() => {
    // A page that was hidden has lost its place.
    if (viewPx === 0) shown = "";
    viewPx = box.clientHeight;
    scrolled();
  });

  changed();
  sizes.observe(box);
  box.addEventListener("scroll", scrolled, { passive: true });
  const stops = [useCounter, useTill].map((store) => store.subscribe(changed));
  return () => {
    sizes.disconnect();
    box.removeEventListener("scroll", scrolled);
    for (const stop of stops) stop();
  };
}

/** For screen readers, which would read the rows as they stand on the page: the topmost may be anywhere there. */
function ownedRows(window: RowWindow): string {
  const rows = Array.from({ length: window.slots }, (_, n) => ({ n, at: lineOfSlot(n, window) }));
  return rows
    .toSorted((one, other) => one.at - other.at)
    .map(({ n }) => `basket-row-${n}`)
    .join(" ");
}

/** The chosen line or else the newest; `key` changes when another one is to be brought into view. */
function wantedLine(): { readonly at: number; readonly key: string } {
  const lines = linesNow();
  const chosen = lines.findIndex(({ id }) => id === useTill.getState().line);
  const at = chosen === -1 ? lines.length - 1 : chosen;
  return { at, key: `${lines[at]?.id ?? ""} ${at} ${lines.length}` };
}

/** Every line of the basket is as high as any other, in CSS pixels. */
export const ROW_PX = 52;
/**
 * Rows that are ready above and below what is seen. The arrows need one; a wheel or a finger finds more of them drawn.
 * Each costs every key of the counter a little, so there are more only once somebody has scrolled by hand.
 */
export const ROWS_AHEAD = { byKeys: 1, byHand: 4 } as const;

/** Which lines of a long list are drawn: `slots` of them, from `first` on. */
export interface RowWindow {
  readonly first: number;
  readonly slots: number;
}

/**
 * The window over a list of `count` lines that is scrolled down by `scrollPx` and shows `viewPx` of itself, with
 * `ahead` lines more above and below.
 */
export function rowWindow(of: {
  readonly scrollPx: number;
  readonly viewPx: number;
  readonly count: number;
  readonly ahead: number;
}): RowWindow {
  const { scrollPx, viewPx, count, ahead } = of;
  const slots = Math.min(count, Math.ceil(viewPx / ROW_PX) + 1 + 2 * ahead);
  const first = Math.max(0, Math.min(count - slots, Math.floor(scrollPx / ROW_PX) - ahead));
  return { first, slots };
}

/**
 * The line that a slot shows. A line keeps its slot while it is in the window, so that scrolling by one line changes
 * one slot: the one whose line went out at one end shows the line that comes in at the other.
 */
export function lineOfSlot(slot: number, { first, slots }: RowWindow): number {
  return first + ((((slot - first) % slots) + slots) % slots);
}

/** How far to scroll so that the whole line at `at` is seen: as little as does it, and not at all where it is seen. */
export function scrolledTo(at: number, view: { readonly scrollPx: number; readonly viewPx: number }): number {
  const { scrollPx, viewPx } = view;
  const topPx = at * ROW_PX;
  if (topPx < scrollPx) return topPx;
  return Math.max(scrollPx, topPx + ROW_PX - viewPx);
}

let open: (() => void) | null = null;

/** While the notice of a shut drawer is on the screen, `work` is what its letter does. Returns what ends this. */
export function whileShut(work: () => void): () => void {
  open = work;
  return () => {
    // Another notice may have come before this one's end was heard of.
    if (open === work) open = null;
  };
}

/** The letter of the notice; nothing where none is shown. */
export function openShutDrawer(): void {
  open?.();
}

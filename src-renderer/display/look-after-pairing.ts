import { useConnection } from "../stores/event-stores.ts";

const ASK_EVERY_MS = 5000;

/**
 * A screen that the till has forgotten has no line any more, and its address gives the page that asks for a code: as
 * long as the line is down, that is looked for. A till that is merely away is waited for by the line itself.
 */
export function lookAfterPairing(): void {
  setInterval(() => {
    if (useConnection.getState().connection !== "ready") void reloadIfForgotten();
  }, ASK_EVERY_MS);
}

async function reloadIfForgotten(): Promise<void> {
  try {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    const isDisplay = (await answer.text()).includes('id="root"');
    if (!isDisplay && answer.status < 500) location.reload();
  } catch {
    // The till is away.
  }
}

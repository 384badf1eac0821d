import type { KeychainPort } from "../core/ports/keychain.ts";
import type { LogPort } from "../core/ports/log.ts";
import type { StorePort } from "../core/ports/store.ts";
import type { TimerPort } from "../core/process/timers.ts";
import { openJournal } from "./compose-terminal.ts";
import { writeMarker } from "./ensure-epoch.ts";

/**
 * How often the marker follows the journal: a database that is copied back is noticed unless it is younger than this.
 * The marker never stands in a sale's way.
 */
const EVERY_MS = 500;

/** Writes the marker at once and then whenever the journal has grown. Returns the function that ends it. */
export function keepMarker(of: {
  readonly store: StorePort;
  readonly keychain: KeychainPort;
  readonly timers: TimerPort;
  readonly log: LogPort;
}): () => void {
  let last = -1;
  let cancel = (): void => undefined;
  const turn = async (): Promise<void> => {
    const seq = openJournal(of.store, "terminal")?.headSeq ?? 0;
    if (seq !== last) {
      const kept = await writeMarker(of.store, of.keychain);
      if (kept.ok) last = seq;
      else of.log.log("warn", "marker-not-kept", { refusal: kept.error.refusal });
    }
    cancel = of.timers.after(EVERY_MS, () => void turn());
  };
  void turn();
  return () => cancel();
}

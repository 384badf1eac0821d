import { CORE_WORDS, type CoreWords } from "../../src-shared/words/core-words.ts";
import { STORAGE_WORDS } from "../../src-shared/words/storage-words.ts";
import { storageFailureOf } from "../adapters/sqlite/storage-errors.ts";
import type { StorePort } from "../core/ports/store.ts";
import { startChainCheck, type ChainCheckOptions, type ChainState } from "../core/verify/check-chain-client.ts";

/** Why nothing is sold any more. */
export interface ChainTrouble {
  readonly words: CoreWords;
  readonly detail: string;
}

/** What watching the chain needs. `onTrouble` is called once, when selling must stop. */
export interface ChainWatch extends ChainCheckOptions {
  readonly store: StorePort;
  readonly onTrouble: (trouble: ChainTrouble) => void;
}

/** State: what the last check of the whole chain found wrong. Dropped when a later one finds the chain whole. */
const STATE_TROUBLE = "chain-trouble";

/**
 * Starts the check of the whole chain. Resolves at once, and selling begins beside the check; but after a check that
 * ended badly only with the new one's result, because restarting must not be a way to sell on a broken ledger.
 */
export function watchChain(watch: ChainWatch): Promise<ChainTrouble | undefined> {
  const doubt = watch.store.read.state(STATE_TROUBLE);
  const verdict = Promise.withResolvers<ChainTrouble | undefined>();
  startChainCheck({
    ...watch,
    onState: (state) => {
      watch.onState(state);
      if (state.kind === "checking") return;
      const trouble = troubleOf(state, doubt);
      remember(watch, trouble);
      if (doubt === undefined && trouble !== undefined) watch.onTrouble(trouble);
      verdict.resolve(trouble);
    },
  });
  return doubt === undefined ? Promise.resolve(undefined) : verdict.promise;
}

function troubleOf(
  state: Exclude<ChainState, { kind: "checking" }>,
  doubt: string | undefined,
): ChainTrouble | undefined {
  switch (state.kind) {
    case "intact":
      return undefined;
    case "broken": {
      const { journal, seq, what } = state.defect;
      return { words: CORE_WORDS["ledger-broken"], detail: `journal ${journal} is broken at event ${seq} (${what})` };
    }
    case "unreadable":
      return { words: STORAGE_WORDS["damaged"], detail: state.detail };
    case "unchecked":
      // Nothing new is known: who was found broken stays so, and who was sound sells on with the tail checked.
      return doubt === undefined ? undefined : { words: CORE_WORDS["ledger-broken"], detail: doubt };
  }
}

function remember({ store, log }: ChainWatch, trouble: ChainTrouble | undefined): void {
  try {
    if (store.read.state(STATE_TROUBLE) === trouble?.detail) return;
    store.transaction((tx) => {
      if (trouble === undefined) tx.dropState(STATE_TROUBLE);
      else tx.putState(STATE_TROUBLE, trouble.detail);
    });
  } catch (error) {
    // A damaged file may refuse this too; the next start then finds the damage again.
    if (storageFailureOf(error) === undefined) throw error;
    log.log("error", "chain-trouble-not-kept", { detail: String(error) });
  }
}

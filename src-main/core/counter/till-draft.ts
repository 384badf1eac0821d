import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { LedgerTx, StorePort } from "../ports/store.ts";
import type { LogPort } from "../ports/log.ts";
import type { DraftRefused } from "./draft-changes.ts";
import { putDraft, readDraft, revised, type Draft } from "./draft.ts";

/** The open bill of a till: what is answered is on disk. What throws (a full disk) leaves it as it was. */
export class TillDraft {
  readonly #store: StorePort;
  readonly #log: LogPort;
  readonly #onChange: () => void;
  #draft: Draft;

  constructor(parts: { readonly store: StorePort; readonly log: LogPort; readonly onChange: () => void }) {
    this.#store = parts.store;
    this.#log = parts.log;
    this.#onChange = parts.onChange;
    this.#draft = readDraft(parts.store.read);
  }

  now(): Draft {
    return this.#draft;
  }

  /**
   * A person's change of the bill, once for each command: a result that is still shown ends with it. `inTx` belongs to
   * the change. Refused while the bill is being paid.
   */
  change<R>(
    command: string,
    edit: (draft: Draft) => Result<Partial<Draft>, R>,
    inTx?: (tx: LedgerTx) => void,
  ): Result<{ readonly revision: number }, R | DraftRefused> {
    const before = this.#draft;
    if (before.recent.includes(command)) return ok({ revision: before.revision });
    if (before.payment !== null) return err({ refusal: "payment-under-way" });
    const change = edit(before);
    if (!change.ok) return change;
    this.keep(revised(before, { result: null, undone: null, ...change.value }, command), inTx);
    return ok({ revision: this.#draft.revision });
  }

  /** Something beside the bill changed that a page shows. */
  touch(): void {
    this.#onChange();
  }

  /** Puts a draft in the place of the one before, on disk first. */
  keep(draft: Draft, inTx?: (tx: LedgerTx) => void): void {
    this.#store.transaction((tx) => {
      inTx?.(tx);
      putDraft(tx, draft);
    });
    this.#draft = draft;
    this.#onChange();
  }

  /**
   * The same for what has happened already (a sale stands, a card left): it is shown even where the disk refuses. The
   * next change writes it, and a restart finds it out of the ledger.
   */
  note(draft: Draft, inTx?: (tx: LedgerTx) => void): void {
    try {
      this.keep(draft, inTx);
    } catch (error) {
      this.#log.log("error", "draft-not-kept", { detail: String(error) });
      this.#draft = draft;
      this.#onChange();
    }
  }
}

import { assert, must } from "../../../src-shared/base/assert.ts";
import { readUint, toBase64Url } from "../../../src-shared/base/bytes.ts";
import { WRITER_GIVEN_MAX, WRITER_MAX, type JournalId } from "../../../src-shared/base/ids.ts";
import { appendEvents, type ActContext, type WriterPorts } from "../journal-writer.ts";
import type { ClockPort, RandomPort } from "../ports/clock.ts";
import type { JournalRow, LedgerTx, StorePort } from "../ports/store.ts";
import { STATE_CONTACT, STATE_RECOVERING, STATE_SHIFT, today, type Actor } from "./context.ts";
import { openJournal, OWNER, type FoundShop } from "./found-shop.ts";

/** What a new epoch needs: new device keys, since the old ones may live on in the old machine. */
export type EpochPorts = Pick<FoundShop, "crypto" | "clock" | "random" | "terminalSigner" | "authoritySigner">;

/** The journals of the new epoch. */
export interface NewEpoch {
  readonly terminal: JournalId;
  readonly authority: JournalId;
  readonly epoch: number;
}

/**
 * A database that was restored, or that is older than what this machine remembers, never goes on in its old journals:
 * somewhere they may have gone on already. Both get a successor with a writer drawn by chance; the old ones are closed
 * where this database ends, and the terminal is held until the owner says that the old machine is gone.
 * `restoreId` (32 bytes) names this one restoring of this one backup.
 */
export function openNewEpoch(
  store: StorePort,
  ports: EpochPorts,
  of: { readonly reason: "restored" | "forked"; readonly restoreId?: Uint8Array },
): NewEpoch {
  return store.transaction((tx) => {
    const old = { terminal: openRow(tx, "terminal"), authority: openRow(tx, "authority") };
    const founding = { ...ports, merchant: old.terminal.merchant };
    const epoch = old.terminal.epoch + 1;
    const open = (row: JournalRow): JournalId => {
      tx.closeJournal(row.journal, "closed");
      const { role, terminal } = row;
      return openJournal(tx, founding, {
        role,
        terminal,
        epoch,
        reason: of.reason,
        writer: drawWriter(tx, ports.random),
      });
    };
    const [authority, terminal] = [open(old.authority), open(old.terminal)];
    const restore = of.restoreId === undefined ? {} : { restore: toBase64Url(of.restoreId) };
    const act = epochAct(ports.clock, tx);
    for (const [journal, row] of [
      [authority, old.authority],
      [terminal, old.terminal],
    ] as const) {
      const head = { seq: row.headSeq, hash: toBase64Url(row.headHash) };
      const payload = { journal: row.journal, head, ...restore };
      appendEvents(tx, ports, journal, act, [{ type: "journal.succeeds", payload }]);
    }
    // The first epoch that nobody has answered for yet: a second restore before the owner's word keeps it.
    if (tx.state(STATE_RECOVERING) === undefined) tx.putState(STATE_RECOVERING, String(old.terminal.epoch));
    tx.dropState(STATE_CONTACT);
    tx.dropState(STATE_SHIFT);
    return { terminal, authority, epoch };
  });
}

/**
 * The owner's confirmed statement that the old machine is gone: it stands for the first feed of a restored terminal.
 * The authority journals it under the owner's name, as the loss of each journal that nobody answered for.
 */
export function confirmOldMachineGone(store: StorePort, ports: WriterPorts, by: Actor): void {
  store.transaction((tx) => {
    const since = tx.state(STATE_RECOVERING);
    if (since === undefined) return;
    const authority = openRow(tx, "authority");
    const { command, actor } = by;
    const act = { ...epochAct(ports.clock, tx), command, actor };
    const lost = tx
      .journals()
      .filter((row) => row.role === "terminal" && row.state !== "open" && row.epoch >= Number(since));
    for (const { journal, headSeq } of lost) {
      const payload = { journal, seq: headSeq, state: "lost" as const };
      appendEvents(tx, ports, authority.journal, act, [{ type: "journal.closed", payload }]);
    }
    tx.dropState(STATE_RECOVERING);
  });
}

/** A writer for an epoch that no authority numbered: from the upper half, and none that this database has seen. */
function drawWriter(tx: LedgerTx, random: RandomPort): number {
  const taken = new Set(tx.journals().map((row) => row.writer));
  for (let tries = 0; tries < 1000; tries++) {
    const writer = WRITER_GIVEN_MAX + 1 + (readUint(random.bytes(2), 0, 2) & WRITER_GIVEN_MAX);
    assert(writer <= WRITER_MAX, "a drawn writer is of the upper half");
    if (!taken.has(writer)) return writer;
  }
  throw new Error("no writer is left to draw");
}

function openRow(tx: LedgerTx, role: JournalRow["role"]): JournalRow {
  return must(
    tx.journals().findLast((row) => row.role === role && row.state === "open"),
    `the ${role}'s journal is open`,
  );
}

function epochAct(clock: ClockPort, tx: LedgerTx): ActContext {
  const programme = tx.newestProgramme()?.programme ?? 0;
  return { command: "new-epoch", actor: OWNER, day: today(clock), programme, feed: [0, 0] };
}

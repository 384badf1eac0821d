import { must } from "../../../src-shared/base/assert.ts";
import { canonicalFault } from "../../../src-shared/base/canonical.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { drawerOf } from "../../../src-shared/ledger/accounts.ts";
import { cashSlip } from "../../../src-shared/receipt/shift-document.ts";
import { NO_SALE } from "../../../src-shared/staff/drawer-opens.ts";
import type { ShiftWordRefusal } from "../../../src-shared/words/shift-words.ts";
import { appendEvents, type AppendedEvent } from "../journal-writer.ts";
import { staffName } from "../staff/staff-name.ts";
import type { LedgerTx } from "../ports/store.ts";
import { BILL_MAX_MINOR } from "./bill.ts";
import { once } from "./command.ts";
import { actNow, programmeOf, shiftOf, type Actor, type Terminal } from "./context.ts";
import { deskPaper, queueDeskPaper } from "./desk-paper.ts";
import { deskSettings } from "./desk-settings.ts";
import { noteAct } from "./note-act.ts";
import { receiptSettingsOf } from "./receipt-settings.ts";

/** Why nothing went into or out of the drawer. */
export interface DrawerRefused {
  readonly refusal: ShiftWordRefusal | "no-shift" | "amount-not-positive" | "amount-too-large" | "command-reused";
  readonly possibleMinor?: number;
}

/** The longest reason that an event takes. */
const REASON_MAX = 200;

/** Cash into the drawer or out of it, with a reason and a slip. Out goes at most what must be in it. */
export function moveCash(
  terminal: Terminal,
  by: Actor,
  request: { readonly kind: "paid-in" | "paid-out"; readonly amountMinor: number; readonly reason: string },
): Result<{ readonly seq: number }, DrawerRefused> {
  const { kind, amountMinor: amount } = request;
  if (!Number.isSafeInteger(amount) || amount <= 0) return err({ refusal: "amount-not-positive" });
  if (amount > BILL_MAX_MINOR) return err({ refusal: "amount-too-large" });
  const reason = readReason(request.reason);
  if (reason === undefined) return err({ refusal: "reason-missing" });
  return once<{ seq: number }, DrawerRefused>(
    terminal,
    { name: "move-cash", by, request: { ...request, reason } },
    (tx) => {
      const shift = shiftOf(tx);
      if (shift === undefined) return err({ refusal: "no-shift" });
      const { asset } = programmeOf(tx).document;
      const inside = -(tx.get("account", [drawerOf(shift.drawer), asset])?.balance ?? 0);
      if (kind === "paid-out" && amount > inside) return err({ refusal: "drawer-too-empty" });
      const payload = { shift: shift.shift, asset, drawer: shift.drawer, kind, amount, reason };
      const act = actNow(terminal, tx, by);
      const draft = { type: "cash.moved", payload } as const;
      const event = must(appendEvents(tx, terminal, terminal.identity.journal, act, [draft])[0], "appended");
      queueSlip(terminal, tx, by, { event, kind, amountMinor: amount, reason, known: { ...draft, version: 1 } });
      return ok({ seq: event.ref.seq });
    },
  );
}

/** Opens the drawer without a sale. Noted in the journal; the reason stands on the slip, for it may name somebody. */
export function openDrawer(
  terminal: Terminal,
  by: Actor,
  request: { readonly reason: string },
): Result<{ readonly seq: number }, DrawerRefused> {
  const reason = readReason(request.reason);
  if (reason === undefined) return err({ refusal: "reason-missing" });
  return once<{ seq: number }, DrawerRefused>(terminal, { name: "open-drawer", by, request: { reason } }, (tx) => {
    const shift = shiftOf(tx);
    if (shift === undefined) return err({ refusal: "no-shift" });
    if (!deskSettings(tx).drawer) return err({ refusal: "drawer-off" });
    const payload = { act: NO_SALE, shift: shift.shift } as const;
    const event = noteAct(terminal, tx, by, payload);
    const known = { type: "act.noted", version: 1, payload } as const;
    queueSlip(terminal, tx, by, { event, kind: "open-drawer", amountMinor: null, reason, known });
    return ok({ seq: event.ref.seq });
  });
}

function queueSlip(
  terminal: Terminal,
  tx: LedgerTx,
  by: Actor,
  of: {
    readonly event: AppendedEvent;
    readonly kind: "paid-in" | "paid-out" | "open-drawer";
    readonly amountMinor: number | null;
    readonly reason: string;
    readonly known: Parameters<typeof queueDeskPaper>[1]["known"];
  },
): void {
  const { event, kind, amountMinor, reason, known } = of;
  const approvedBy = by.approver === undefined ? null : staffName(terminal, by.approver);
  const proof = { journal: event.ref.journal.slice(0, 6), seq: event.ref.seq, short: event.short };
  const slip = { kind, amountMinor, reason, by: staffName(terminal, by.actor), approvedBy, proof };
  const document = cashSlip(slip, deskPaper(tx, event.atMs));
  // Without a slip the drawer opens all the same. Why it was opened without a sale stands on paper alone.
  const isShown = kind === "open-drawer" || receiptSettingsOf(tx).slips.cash;
  queueDeskPaper(tx, { event, known, document: isShown ? document : undefined });
}

/** A reason that can stand in an event and on paper, or undefined. */
function readReason(typed: string): string | undefined {
  const reason = typed.trim().replaceAll(/\s+/g, " ");
  const good = reason !== "" && reason.length <= REASON_MAX && canonicalFault(reason) === undefined;
  // Control characters, and what turns the direction of what stands around it on paper.
  return good && !/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(reason) ? reason : undefined;
}

import type { MemberId } from "../../../src-shared/base/ids.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { Movement } from "../../../src-shared/messages/movement.ts";

/** Why a message was never sent. */
export type DropReason = "too-old" | "too-many" | "refused" | "not-wanted" | "old-epoch";

/** A message that waits, is being sent, was sent, or was dropped. */
export interface OutboxRow {
  readonly messageNo: number;
  readonly ref: EventRef;
  readonly member: MemberId;
  readonly movement: Movement;
  /** What the member had after the movement. */
  readonly balanceMinor: number;
  readonly state: "waiting" | "sending" | "sent" | "dropped";
  readonly attempts: number;
  readonly expiresAtMs: number;
  readonly nextTryAtMs: number;
}

export type NewMessage = Pick<OutboxRow, "ref" | "member" | "movement" | "balanceMinor" | "expiresAtMs"> & {
  readonly madeAtMs: number;
};

/** What is changed of a row. */
export type OutboxChange = Pick<OutboxRow, "state"> &
  Partial<Pick<OutboxRow, "attempts" | "nextTryAtMs">> & { readonly reason?: DropReason };

/** The messages in the till's database. Synchronous; joins the caller's transaction. */
export interface OutboxStore {
  /** Adds a waiting row. False when this event has its message already: then nothing changes. */
  insert(message: NewMessage): boolean;
  /** The oldest row that waits or was being sent. */
  first(): OutboxRow | undefined;
  /** Changes a row that still is in the state of `row`. Throws when it is not. */
  change(row: OutboxRow, change: OutboxChange, atMs: number): void;
  waiting(): number;
  /** How many were sent and how many dropped since an instant. */
  endedSince(fromMs: number): { readonly sent: number; readonly dropped: number };
  /** Removes at most `limit` ended rows last changed before `beforeMs`; how many. */
  prune(beforeMs: number, limit: number): number;
}

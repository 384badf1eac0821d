/**
 * The switches of the tap machine and of the joined classification. `RIGHT_RULES` is the product; every other value is
 * a mutant that the explorer (test/explore) must find, so that a blind explorer would be noticed. Nothing else sets
 * them.
 */
export interface TapRules {
  /** Joined: any two intents on one record are a fork, REAL or not. Accuses a card torn once and used again. */
  readonly twoSuccessorsAreFork: boolean;
  /** Tap: apply every operation that is known, whatever number the card's record holds. Pays a gift twice. */
  readonly applyAnyKnownOperation: boolean;
  /** Tap: what was read counts as last seen. Accuses a card whose last, weakly written record fades. */
  readonly lastSeenRisesOnRead: boolean;
  /** View: write over the current record. A tear then takes the card one step back, or kills it. */
  readonly writeCurrentSlot: boolean;
  /** Tap: write an open intent's bytes again, whatever the card shows. Undoes what other terminals wrote since. */
  readonly rewriteOnAnyState: boolean;
  /** Tap: an open intent is void when the card is two or more ahead. It may be an ancestor of what is there. */
  readonly aheadByTwoIsVoid: boolean;
  /** Tap: an open intent is void by the next tap. */
  readonly doubtReleasedByTime: boolean;
  /** Tap: an own open record that is current is written again where it stands, before the next write. */
  readonly refreshInPlace: boolean;
  /** Read-back: a write that was sent counts as read back. */
  readonly skipReadBack: boolean;
  /** Tap: an open intent is void as soon as a read shows something else, without a REAL successor. */
  readonly voidOnMismatch: boolean;
  /** Tap: alarm when the card is below an open intent's before-record, though nobody confirmed that record. */
  readonly alarmBelowOwnBefore: boolean;
  /** Memory: two intents of one journal with the very same bytes are both REAL when these are read back. */
  readonly sameBytesBothReal: boolean;
}

/** The product's rules: no switch is set. */
export const RIGHT_RULES: TapRules = {
  twoSuccessorsAreFork: false,
  applyAnyKnownOperation: false,
  lastSeenRisesOnRead: false,
  writeCurrentSlot: false,
  rewriteOnAnyState: false,
  aheadByTwoIsVoid: false,
  doubtReleasedByTime: false,
  refreshInPlace: false,
  skipReadBack: false,
  voidOnMismatch: false,
  alarmBelowOwnBefore: false,
  sameBytesBothReal: false,
};

/** Caps on spending offline, in minor units. All of them shrink with the age of the feed. */
export interface CardLimits {
  readonly perTapMinor: number;
  /** Per card since the last contact, by what the medium can be trusted with: Classic and NTAG low, AES cards high. */
  readonly perCardMinor: { readonly low: number; readonly high: number };
  /** All cards together at this terminal since the last contact. */
  readonly perTerminalMinor: number;
  /** One card that the card table does not have. */
  readonly unknownCardMinor: number;
  /** All such cards together. */
  readonly unknownCardsMinor: number;
  /** The last step whose age is reached holds: caps are multiplied by `keepBp` of 10,000. Ages rise. */
  readonly shrink: readonly { readonly olderThanMs: number; readonly keepBp: number }[];
}

/** What a terminal is, has used up and may do at this tap. */
export interface TapTerminal {
  /** The short number of the journal's epoch, written into every record. */
  readonly writer: number;
  /** `held`: this terminal's own restore or fork was found; it writes to no card until a snapshot is applied. */
  readonly mode: "normal" | "held";
  readonly asset: number;
  readonly purseCeilingMinor: number;
  readonly cardClass: "low" | "high";
  readonly limits: CardLimits;
  /** Spends from cards since the last contact: all, and those from unknown cards. */
  readonly usedMinor: { readonly terminal: number; readonly unknownCards: number };
  /** Age of the newest applied feed. */
  readonly feedAgeMs: number;
  /** What the head office granted for this very tap, above the caps; 0 when it was not asked. */
  readonly authorisedMinor: number;
}

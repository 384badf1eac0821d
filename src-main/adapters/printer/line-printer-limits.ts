/** Times and sizes, each next to its reason. */
export interface LinePrinterLimits {
  /**
   * Beside the wire's own time, an answer takes at most a quarter of a second on the good path; a printer that is off
   * never gives one. Longer where flow control may stop the question itself.
   */
  readonly answerMs: number;
  /** So many questions without an answer in a row mean that it is off. */
  readonly silentAnswers: number;
  /** How often an idle or a held printer is asked. */
  readonly idleMs: number;
  readonly heldMs: number;
  /** A job held in the middle is given up after this: nobody is changing the roll any more. */
  readonly holdLimitMs: number;
  /** A printer that can print answers for a receipt within this after its last byte: more than its buffer holds. */
  readonly confirmMs: number;
  /** Added to three times the wire's time of a write before it counts as stalled. */
  readonly writeSlackMs: number;
}

export const LINE_PRINTER_LIMITS: LinePrinterLimits = {
  answerMs: 1_500,
  silentAnswers: 3,
  idleMs: 3_000,
  heldMs: 700,
  holdLimitMs: 10 * 60_000,
  confirmMs: 10_000,
  writeSlackMs: 5_000,
};

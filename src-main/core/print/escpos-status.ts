/** Which of the four answers of DLE EOT n: 1 printer, 2 cause of offline, 3 error, 4 paper. */
export type StatusQuery = 1 | 2 | 3 | 4;

/** What the answers say. A query that got no answer leaves its fields as they are. */
export interface PrinterCondition {
  readonly offline: boolean;
  readonly coverOpen: boolean;
  readonly paperOut: boolean;
  readonly paperLow: boolean;
  readonly error: boolean;
}

/** A printer that has nothing to say. */
export const CONDITION_GOOD: PrinterCondition = {
  offline: false,
  coverOpen: false,
  paperOut: false,
  paperLow: false,
  error: false,
};

/** DLE EOT n: asks for a status byte at once. It may not stand inside another command. */
export function statusRequest(query: StatusQuery): Uint8Array {
  return Uint8Array.of(0x10, 0x04, query);
}

/** Whether a byte from the printer is an answer to DLE EOT: 0xx1xx10. Automatic status and flow control are not. */
export function isStatusAnswer(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

/** `condition` with what the answer to `query` says (bits as in Epson's and Citizen's manuals). */
export function readStatus(condition: PrinterCondition, query: StatusQuery, byte: number): PrinterCondition {
  const bit = (n: number): boolean => (byte & (1 << n)) !== 0;
  switch (query) {
    case 1:
      return { ...condition, offline: bit(3) };
    case 2:
      return { ...condition, coverOpen: bit(2), paperOut: bit(5), error: bit(6) };
    case 3:
      return { ...condition, error: bit(2) || bit(3) || bit(5) || bit(6) };
    case 4:
      return { ...condition, paperLow: bit(2) || bit(3), paperOut: bit(5) || bit(6) };
  }
}

/** Why nothing prints in this condition, or undefined when it does. */
export function conditionTrouble(
  condition: PrinterCondition,
): "paper-out" | "cover-open" | "printer-error" | undefined {
  if (condition.coverOpen) return "cover-open";
  if (condition.paperOut) return "paper-out";
  return condition.error ? "printer-error" : undefined;
}

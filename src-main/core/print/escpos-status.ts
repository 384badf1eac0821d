/** Which of the four answers of DLE EOT n: 1 printer, 2 cause of offline, 3 error, 4 paper. */
export type StatusQuery = 1 | 2 | 3 | 4;

/**
 * What stops a printer beside paper and cover. "cutter-stuck": goes on with DLE ENQ 1 when the jam is gone. "head-hot":
 * goes on by itself when it has cooled. "printer-error": nothing helps but off and on.
 */
export type PrinterFault = "cutter-stuck" | "head-hot" | "printer-error";

/** What the answers say. A query that got no answer leaves its fields as they are. */
export interface PrinterCondition {
  readonly offline: boolean;
  readonly coverOpen: boolean;
  readonly paperOut: boolean;
  readonly paperLow: boolean;
  readonly fault: PrinterFault | undefined;
}

/** A printer that has nothing to say. */
export const CONDITION_GOOD: PrinterCondition = {
  offline: false,
  coverOpen: false,
  paperOut: false,
  paperLow: false,
  fault: undefined,
};

/** DLE EOT n: asks for a status byte at once. It may not stand inside another command. */
export function statusRequest(query: StatusQuery): Uint8Array {
  return Uint8Array.of(0x10, 0x04, query);
}

/** DLE ENQ 1: goes on after an error that a person has cleared, such as a jammed cutter. Its motor may move. */
export const RECOVER_REQUEST = Uint8Array.of(0x10, 0x05, 1);

/** Whether a byte from the printer is an answer to DLE EOT: 0xx1xx10. Automatic status and flow control are not. */
export function isStatusAnswer(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

/** `condition` with what the answer to `query` says (bits as in Epson's and Citizen's manuals). */
export function readStatus(condition: PrinterCondition, query: StatusQuery, byte: number): PrinterCondition {
  const bit = (n: number): boolean => (byte & (1 << n)) !== 0;
  const { fault } = condition;
  switch (query) {
    case 1:
      return { ...condition, offline: bit(3) };
    case 2:
      // It says that there is an error, not which: query 3 knows.
      return {
        ...condition,
        coverOpen: bit(2),
        paperOut: bit(5),
        fault: bit(6) ? (fault ?? "printer-error") : undefined,
      };
    case 3:
      return { ...condition, fault: faultOf(bit) ?? fault };
    case 4:
      return { ...condition, paperLow: bit(2) || bit(3), paperOut: bit(5) || bit(6) };
  }
}

/** What automatic status (ASB) says: everything at once. */
export function readAutoStatus(bytes: readonly [number, number, number, number]): PrinterCondition {
  const bit = (byte: 0 | 1 | 2, n: number): boolean => (bytes[byte] & (1 << n)) !== 0;
  return {
    offline: bit(0, 3),
    coverOpen: bit(0, 5),
    paperOut: bit(2, 2) || bit(2, 3),
    paperLow: bit(2, 0) || bit(2, 1),
    fault: faultOf((n) => bit(1, n)),
  };
}

/** The worst of the error bits, which stand at the same places in DLE EOT 3 and in the second byte of ASB. */
function faultOf(bit: (n: number) => boolean): PrinterFault | undefined {
  if (bit(5) || bit(2)) return "printer-error";
  if (bit(3)) return "cutter-stuck";
  return bit(6) ? "head-hot" : undefined;
}

/** Why nothing prints in this condition, or undefined when it does. */
export function conditionTrouble(condition: PrinterCondition): "paper-out" | "cover-open" | PrinterFault | undefined {
  if (condition.coverOpen) return "cover-open";
  return condition.paperOut ? "paper-out" : condition.fault;
}

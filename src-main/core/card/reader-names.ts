/** Which readers are used: those whose name has one of `allow` (all when empty) and none of `deny`; case is ignored. */
export interface ReaderRules {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

/** Without settings: every reader but SAM slots, which always hold a card that is nobody's (ACR1252U and others). */
export const DEFAULT_READER_RULES: ReaderRules = { allow: [], deny: ["SAM"] };

/** Whether the rules let this reader be used. `deny` wins; "SAM" matches as a word only. */
export function isUsedReader(name: string, { allow, deny }: ReaderRules): boolean {
  if (deny.some((text) => hasWord(name, text))) return false;
  return allow.length === 0 || allow.some((text) => name.toLowerCase().includes(text.toLowerCase()));
}

/**
 * An id that survives a replug: the system's name without the running number that the PC/SC service puts at its end
 * ("ACS ACR122U PICC Interface 01 00": 01 is that number, 00 the slot, which stays). Two readers of one model differ by
 * nothing else, so a name that is `taken` already gets a count; which of the two is which, a person decides by a tap.
 */
export function readerId(name: string, taken: (id: string) => boolean): string {
  const linux = /^(.*?) [0-9A-F]{2} ([0-9A-F]{2})$/.exec(name);
  const windows = /^(.*?) \d+$/.exec(name);
  const base = linux !== null ? `${linux[1]} #${linux[2]}` : windows !== null ? `${windows[1]}` : name;
  if (!taken(base)) return base;
  let n = 2;
  while (taken(`${base} ~${n}`)) n++;
  return `${base} ~${n}`;
}

function hasWord(name: string, word: string): boolean {
  return ` ${name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `.includes(` ${word.toLowerCase()} `);
}

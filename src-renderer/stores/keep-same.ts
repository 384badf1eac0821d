/**
 * `after` with every part that equals its counterpart in `before` replaced by that very object, so that a selector of
 * an unchanged part gives the same value and nothing is drawn anew. For plain data of the wire.
 */
export function keepSame<T>(before: T, after: T): T {
  // What is kept equals what it stands for, so it has its type.
  return kept(before, after) as T;
}

function kept(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) {
    const parts = after.map((part, at) => kept(before[at], part));
    return parts.length === before.length && parts.every((part, at) => Object.is(part, before[at])) ? before : parts;
  }
  if (!isPlain(before) || !isPlain(after)) return after;
  const keys = Object.keys(after);
  const parts = keys.map((key) => [key, kept(before[key], after[key])] as const);
  const isSame =
    keys.length === Object.keys(before).length && parts.every(([key, part]) => Object.is(part, before[key]));
  return isSame ? before : Object.fromEntries(parts);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

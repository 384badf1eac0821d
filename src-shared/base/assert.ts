/** Thrown when something that must always hold does not: a defect of ours, never a user's mistake. */
export class InvariantError extends Error {
  override name = "InvariantError";
}

/** Throws InvariantError when `condition` is false. `message` names the broken rule, without personal data. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Returns `value`, or throws InvariantError when it is null or undefined. */
export function must<T>(value: T | null | undefined, message: string): T {
  assert(value !== null && value !== undefined, message);
  return value;
}

/** The closing branch of a switch over a union: compiles only when every member was handled. */
export function unreachable(value: never): never {
  throw new InvariantError(`unhandled member: ${JSON.stringify(value)}`);
}

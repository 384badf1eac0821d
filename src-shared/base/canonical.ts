import { assert } from "./assert.ts";
import { err, ok, type Result } from "./result.ts";

/**
 * What may stand in an event: a subset of JSON without null and without fractions, so that a value has exactly one
 * text. A missing thing is an absent key.
 */
export type CanonicalValue =
  | string
  | number
  | boolean
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

/** Why a value has no canonical text; `path` is where, as a JSON pointer (RFC 6901). */
export interface CanonicalFault {
  readonly kind: "not-an-integer" | "bad-string" | "null-or-undefined" | "not-plain" | "too-deep" | "not-canonical";
  readonly path: string;
}

/** Deeper than any payload of ours; a limit on hostile input. */
const DEPTH_MAX = 32;

/**
 * The canonical text of `value`: RFC 8785 (JCS) order and escapes, restricted to integers of at most 2^53−1 and to
 * well-formed strings without U+0000. Throws on anything else; use `canonicalFault` first for input from outside.
 */
export function canonicalText(value: CanonicalValue): string {
  const fault = canonicalFault(value);
  assert(fault === undefined, `no canonical text: ${fault?.kind} at ${fault?.path}`);
  return write(value);
}

/** The first reason why `value` has no canonical text, or undefined when it has one. */
export function canonicalFault(value: unknown, path = "", depth = 0): CanonicalFault | undefined {
  if (typeof value === "boolean") return undefined;
  if (typeof value === "number") {
    const good = Number.isSafeInteger(value) && !Object.is(value, -0);
    return good ? undefined : { kind: "not-an-integer", path };
  }
  if (typeof value === "string") return goodString(value) ? undefined : { kind: "bad-string", path };
  if (value === null || value === undefined) return { kind: "null-or-undefined", path };
  if (typeof value !== "object") return { kind: "not-plain", path };
  if (depth >= DEPTH_MAX) return { kind: "too-deep", path };
  if (Array.isArray(value)) return firstFault(value.entries(), path, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return { kind: "not-plain", path };
  return firstFault(Object.entries(value), path, depth);
}

/**
 * Reads canonical text back. Text that is JSON but not canonical (spaces, other order, 1.0, a repeated key) is refused,
 * since its hash would name bytes that nobody can make again.
 */
export function parseCanonical(text: string): Result<CanonicalValue, CanonicalFault> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ kind: "not-canonical", path: "" });
  }
  const fault = canonicalFault(value);
  if (fault) return err(fault);
  // Proven by canonicalFault just above: every member is of the subset.
  const canonical = value as CanonicalValue;
  return write(canonical) === text ? ok(canonical) : err({ kind: "not-canonical", path: "" });
}

function firstFault(
  entries: Iterable<readonly [string | number, unknown]>,
  path: string,
  depth: number,
): CanonicalFault | undefined {
  for (const [key, member] of entries) {
    const at = `${path}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (typeof key === "string" && !goodString(key)) return { kind: "bad-string", path: at };
    const fault = canonicalFault(member, at, depth + 1);
    if (fault) return fault;
  }
  return undefined;
}

function goodString(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

function write(value: CanonicalValue): string {
  if (typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(write).join(",")}]`;
  // JavaScript's default sort compares UTF-16 code units, which is the order that RFC 8785 asks for.
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${write(value[key] ?? "")}`).join(",")}}`;
}

/** `Array.isArray` does not narrow a readonly array away from a record; this does. */
function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}

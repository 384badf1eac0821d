import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { CONTRACT, pageEvent, WIRE_VERSION } from "../../../src-shared/contract/contract.ts";
import { pageMessage, shellMessage } from "../../../src-shared/contract/wire.ts";

/** The fingerprint of all shapes, by version. A line is added, with the version raised, whenever a shape changes. */
const FINGERPRINTS: Readonly<Record<number, string>> = {
  1: "b0cc8c33d0311698",
  2: "012a9fa5a45306ce",
  3: "dd643fc7543f9db8",
  4: "048e9530f3ef39c2",
  5: "d161a04f31fa3463",
  6: "0756fdb45b290614",
  7: "1ba396d8604bc572",
  8: "b9be5960c0e8dc63",
  9: "7b39a127a43cb3e9",
  10: "1a115428e9e171ab",
  11: "fa80be97dcafd66b",
  12: "5bd16633011efda5",
};

type Table = Readonly<Record<string, { readonly kind: string; readonly input: z.ZodType; readonly value: z.ZodType }>>;

/** SHA-256 over the JSON schemas of every call, event and message; the order of names says nothing. */
function fingerprintOf(table: Table, messages: readonly z.ZodType[]): string {
  const shape = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const entries = Object.entries(table).map(([name, { kind, input, value }]) => [
    name,
    { kind, input: shape(input), value: shape(value) },
  ]);
  const text = JSON.stringify(sorted({ calls: Object.fromEntries(entries), messages: messages.map(shape) }));
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function sorted(value: unknown): unknown {
  // Lists of names are what is required and what may be chosen: their order says nothing.
  if (Array.isArray(value)) return value.every((one) => typeof one === "string") ? value.toSorted() : value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

test("no shape between page and core changes without a new version", () => {
  const found = fingerprintOf(CONTRACT, [pageEvent, pageMessage, shellMessage]);
  const next = WIRE_VERSION + 1;
  const todo = `The shapes are no longer those of version ${WIRE_VERSION}. Set WIRE_VERSION to ${next} in
src-shared/contract/contract.ts and add the line \`${next}: "${found}",\` to FINGERPRINTS in this file. If somebody else
landed that version meanwhile, take the next number: the older lines stay.`;
  expect(FINGERPRINTS[WIRE_VERSION], todo).toBe(found);
});

test("every version has its own fingerprint, without a gap", () => {
  const versions = Object.keys(FINGERPRINTS).map(Number);
  expect(versions).toEqual(versions.map((_, at) => at + 1));
  expect(versions.at(-1), "the newest line is the version in force").toBe(WIRE_VERSION);
  expect(new Set(Object.values(FINGERPRINTS)).size).toBe(versions.length);
});

test("a fingerprint sees a field, a bound, a word of a choice and a new call, and no order of names", () => {
  const call = (input: z.ZodType): Table => ({ "a.b": { kind: "query", input, value: z.null() } });
  const of = (input: z.ZodType): string => fingerprintOf(call(input), []);
  const all = [
    z.strictObject({ a: z.string(), b: z.int() }),
    z.strictObject({ a: z.string(), b: z.exactOptional(z.int()) }),
    z.strictObject({ a: z.string().max(4), b: z.int() }),
    z.strictObject({ a: z.enum(["x", "y"]), b: z.int() }),
    z.strictObject({ a: z.enum(["x"]), b: z.int() }),
    z.strictObject({ a: z.string(), b: z.nullable(z.int()) }),
  ].map(of);
  expect(new Set(all).size).toBe(all.length);
  expect(of(z.strictObject({ b: z.int(), a: z.string() }))).toBe(all[0]);
  const two = { ...call(z.null()), "c.d": { kind: "query", input: z.null(), value: z.null() } };
  expect(fingerprintOf(two, [])).not.toBe(of(z.null()));
});

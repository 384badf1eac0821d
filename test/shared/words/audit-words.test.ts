import { expect, test } from "vitest";
import { newestVersion, type EventType } from "../../../src-shared/ledger/event-types.ts";
import { project } from "../../../src-shared/ledger/projection.ts";
import { MemoryTables } from "../../../src-shared/ledger/tables.ts";
import { AUDIT_WORDS, LISTED_ACTS, NOTED_ACTS } from "../../../src-shared/words/audit-words.ts";
import { sampleEnvelope, SAMPLES } from "../ledger/samples.ts";

test("whatever the audit lists by itself has a name in both languages", () => {
  const tables = new MemoryTables();
  // The keys of SAMPLES are the event types, by its type.
  for (const [index, type] of (Object.keys(SAMPLES) as EventType[]).entries()) {
    if (type === "act.noted") continue;
    project(tables, { ...sampleEnvelope(type, index + 1, SAMPLES[type]), version: newestVersion(type) });
  }
  const acts = tables.rows("audit").map((row) => row.act.replace(".", "-"));
  expect(acts.length).toBeGreaterThan(10);
  const choices = new Set<string>(Object.keys(LISTED_ACTS));
  for (const act of [...acts, ...NOTED_ACTS]) {
    isNamed(act);
    expect(choices.has(act), `${act} can be looked for`).toBe(true);
  }
});

test("every event can stand in the audit by a second person's word, and has a name in both languages", () => {
  for (const [index, type] of (Object.keys(SAMPLES) as EventType[]).entries()) {
    if (type === "act.noted") continue;
    const tables = new MemoryTables();
    const envelope = { ...sampleEnvelope(type, index + 1, SAMPLES[type]), version: newestVersion(type) };
    project(tables, { ...envelope, approver: "1.2" });
    const [entry, ...more] = tables.rows("audit");
    expect([entry?.act, entry?.approver, more.length]).toEqual([type, "1.2", 0]);
    isNamed(type.replace(".", "-"));
  }
});

function isNamed(act: string): void {
  const words: Readonly<Record<string, { readonly fa: string; readonly en: string } | undefined>> = AUDIT_WORDS;
  expect(words[act]?.fa, act).toMatch(/[\u0600-\u06ff]{2}/);
  expect(words[act]?.en, act).toMatch(/^[A-Z]/);
}

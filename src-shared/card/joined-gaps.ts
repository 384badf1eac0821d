import { counterDistance } from "./card-bytes.ts";
import { recordOf } from "./card-memory.ts";
import type { RecordText } from "./card-view.ts";
import type { CardHistory, CardJournal } from "./card-history.ts";

/**
 * A REAL record whose intent no uploaded journal holds. The record names its writer: that journal owes it, and whatever
 * stands between it and the last record known below.
 */
export interface MissingRecords {
  readonly record: RecordText;
  /** The writer number inside the missing record. */
  readonly writer: number;
  /** Records owed: at least this one; more when the counter below it is further away. */
  readonly owes: number;
  /**
   * `wait`: the journal is open and not past it ("terminal 3 owes 4 records"). `alarm`: it is uploaded past it, or is
   * closed, and does not have it. `adopt`: it is lost, and the record itself is the evidence. `unknown`: no such
   * writer.
   */
  readonly debt: "wait" | "alarm" | "adopt" | "unknown";
}

/** The missing REAL records of a card, counters rising. `real` holds all records known to be REAL. */
export function missingRecords(history: CardHistory, real: ReadonlySet<RecordText>): readonly MissingRecords[] {
  const told = new Set(history.journals.flatMap(({ intents }) => intents.map((intent) => intent.after)));
  for (const { record } of history.adopted) told.add(record);
  if (history.issued !== null) told.add(history.issued);
  const missing = [...real].filter((text) => !told.has(text));
  if (missing.length === 0) return [];
  const counters = [...real].map((text) => recordOf(text).counter);
  return missing
    .map((record): MissingRecords => {
      const { writer, counter } = recordOf(record);
      const below = counters.map((other) => counterDistance(counter, other)).filter((distance) => distance > 0);
      return { record, writer, owes: Math.min(...below, counter), debt: debtOf(history, writer, counter) };
    })
    .toSorted((a, b) => counterDistance(recordOf(a.record).counter, recordOf(b.record).counter));
}

function debtOf(history: CardHistory, writer: number, counter: number): MissingRecords["debt"] {
  const journal = history.journals.find((one) => one.writer === writer);
  if (journal === undefined) return "unknown";
  if (journal.state === "lost") return "adopt";
  return journal.state === "closed" || isPast(journal, counter) ? "alarm" : "wait";
}

/** A journal that tells a later record of this card, and not this one, has been uploaded past it. */
function isPast(journal: CardJournal, counter: number): boolean {
  return journal.intents.some(({ after }) => counterDistance(recordOf(after).counter, counter) > 0);
}

import type { Product } from "../../src-shared/contract/sales-contract.ts";
import type { InputOf, PageEvent, ValueOf, EntryName } from "../../src-shared/contract/contract.ts";
import type { CounterState } from "../../src-shared/contract/counter-state.ts";
import { callTable } from "../../src-main/core/desk/call-table.ts";
import { handleCall } from "../../src-main/core/desk/handle-call.ts";
import type { CallTable } from "../../src-main/core/desk/handlers.ts";
import type { Programme } from "../../src-shared/programme/document.ts";
import { noGateway, type MessagePort } from "../../src-main/core/ports/messages.ts";
import type { ProductLookup } from "../../src-main/core/ports/products.ts";
import { composeTill, type ComposedTill } from "../../src-main/shell/compose-till.ts";
import { deskRig, type DeskRig } from "./desk-rig.ts";
import { peopleParts } from "./people-parts.ts";
import { testCounter, type TestCounter } from "./test-counter.ts";

/** A counter as pages see it: a real shop, staff and journal, a reader in this process. */
export interface TillRig extends ComposedTill {
  readonly desk: DeskRig;
  readonly at: TestCounter;
  readonly events: PageEvent[];
  readonly table: CallTable;
  /** Calls as a page does; a new command id unless one is given. */
  ask<N extends EntryName>(name: N, input: InputOf<N>, command?: string): Promise<Asked<N>>;
  /** The same, and throws on a refusal. */
  must<N extends EntryName>(name: N, input: InputOf<N>, command?: string): Promise<ValueOf<N>>;
  state(): CounterState;
  /** A new counter on the same database, as after a crash; the reader is empty. */
  restart(): TillRig;
  close(): void;
}

export type Asked<N extends EntryName> =
  | { readonly ok: true; readonly value: ValueOf<N> }
  | { readonly ok: false; readonly error: { readonly refusal: string } };

/** Bread by barcode, and a thing without a price. */
export const BREAD: Product = {
  id: "bread",
  name: "نان بربری",
  barcodes: ["6260000000017"],
  category: "نان",
  priceMinor: 150_000,
  unit: "piece",
  isFavourite: true,
  isActive: true,
};
const SHELF = [BREAD, { ...BREAD, id: "cheese", name: "پنیر", barcodes: ["6260000000024"], priceMinor: 987_650 }];
const products: ProductLookup = {
  byCode: (text) => SHELF.find(({ id, barcodes }) => id === text || barcodes.includes(text)),
};

export async function tillRig(seed = 1, messages: MessagePort = noGateway, programme?: Programme): Promise<TillRig> {
  const desk = await deskRig(seed, programme);
  return rigOn({ ...desk, parts: { ...desk.parts, products } }, 1, messages);
}

function rigOn(desk: DeskRig, life: number, messages: MessagePort): TillRig {
  const at = testCounter(desk.shop);
  const events: PageEvent[] = [];
  const hardware = { reader: at.reader, spool: undefined };
  const parts = { ...hardware, desk: desk.parts, counter: at.counter, notices: () => [], isTraining: false };
  const composed = composeTill(parts, (event) => events.push(event));
  const table = callTable({ till: composed.till, desk: desk.parts }, peopleParts(desk, at, messages));
  let serial = 0;
  const log = { log: (_level: string, event: string, detail?: unknown) => console.error(event, detail) };
  const rig: TillRig = {
    ...composed,
    desk,
    at,
    events,
    table,
    ask: async (name, input, command = `page${life}-${String(++serial).padStart(4, "0")}`) => {
      const reply = await handleCall({ table, log, queryId: () => "query.0001" }, { name, input, command });
      if (reply.kind === "fault") throw new Error(`${name}: ${reply.fault} ${reply.refusal.refusal}`);
      // Checked against the entry's schema by handleCall.
      return reply.answer as Asked<typeof name>;
    },
    must: async (name, input, command) => {
      const asked = await rig.ask(name, input, command);
      if (!asked.ok) throw new Error(`${name}: ${asked.error.refusal}`);
      return asked.value;
    },
    state: () => composed.till.state(),
    restart: () => rigOn(desk, life + 1, messages),
    close: () => desk.close(),
  };
  return rig;
}

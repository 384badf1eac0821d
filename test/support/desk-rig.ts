import { createDrawerStore } from "../../src-main/adapters/sqlite/drawer-store.ts";
import { createSpoolStore } from "../../src-main/adapters/sqlite/spool-store.ts";
import type { DeskCall, DeskParts } from "../../src-main/core/desk/desk-parts.ts";
import { addStaff, nameOwner } from "../../src-main/core/staff/manage-staff.ts";
import type { SheetCheck } from "../../src-main/core/staff/recover-owner.ts";
import { composeDesk } from "../../src-main/shell/compose-desk.ts";
import { OWNER } from "../../src-main/core/terminal/found-shop.ts";
import { parseReceiptDocument, type ReceiptDocument } from "../../src-shared/receipt/document.ts";
import type { Programme } from "../../src-shared/programme/document.ts";
import { ok } from "../../src-shared/base/result.ts";
import { PLAIN_PROGRAMME, testShop, type TestShop } from "./test-shop.ts";

/** A shop with an owner, a manager and two cashiers, each with a PIN, and the owner signed in. */
export interface DeskRig {
  readonly shop: TestShop;
  readonly parts: DeskParts;
  readonly staff: Readonly<Record<"owner" | "manager" | "cashier" | "other", string>>;
  /** A new call, with a second person's word where one is named. */
  call(approver?: keyof typeof PINS): DeskCall;
  as(person: keyof typeof PINS): Promise<void>;
  /** The papers that were queued, oldest first. */
  papers(): ReceiptDocument[];
  /** How many openings of the drawer were queued. */
  drawers(): number;
  close(): void;
}

export const PINS = { owner: "1357", manager: "2468", cashier: "1111", other: "2222" } as const;
/** What the test shop takes for its recovery sheet. */
export const SHEET = "the sheet";

export async function deskRig(seed = 1, programme: Programme = PLAIN_PROGRAMME): Promise<DeskRig> {
  const shop = await testShop({ seed, programme });
  const { terminal } = shop;
  const checkSheet: SheetCheck = (typed) => (typed === SHEET ? { kind: "right" } : { kind: "wrong", detail: "3" });
  const composed = composeDesk(terminal, { databaseKey: new Uint8Array(32) }, { reprint: () => ok(1) });
  const parts: DeskParts = { ...composed, checkSheet };
  const staffDesk = parts.staff;
  const named = await nameOwner(terminal, staffDesk.pins, { command: "d.0", name: "مریم رضایی", pin: PINS.owner });
  if (!named.ok) throw new Error(named.error.refusal);
  const add = async (name: string, role: "manager" | "cashier", pin: string): Promise<string> => {
    const added = await addStaff(terminal, staffDesk.pins, shop.act(), { name, role, pin });
    if (!added.ok) throw new Error(added.error.refusal);
    return added.value.staff;
  };
  const staff = {
    owner: OWNER,
    manager: await add("علی مدیری", "manager", PINS.manager),
    cashier: await add("سارا", "cashier", PINS.cashier),
    other: await add("رضا", "cashier", PINS.other),
  };
  let command = 0;
  const rig: DeskRig = {
    shop,
    parts,
    staff,
    call: (approver) => {
      const approval = approver === undefined ? {} : { approval: { staff: staff[approver], pin: PINS[approver] } };
      return { command: `d.${++command}`, ...approval };
    },
    as: async (person) => {
      const done = await staffDesk.signIn(rig.call().command, { staff: staff[person], pin: PINS[person] });
      if (!done.ok) throw new Error(done.error.refusal);
    },
    papers: () => papersOf(shop),
    drawers: () => createDrawerStore(shop.database.sqlite).open("main", 1000).length,
    close: () => shop.close(),
  };
  await rig.as("owner");
  return rig;
}

/** The refusal of a result, or undefined when there is none. */
export function refusalOf(result: { readonly ok: boolean; readonly error?: { readonly refusal: string } }): unknown {
  return result.ok ? undefined : result.error?.refusal;
}

function papersOf(shop: TestShop): ReceiptDocument[] {
  const jobs = createSpoolStore(shop.database.sqlite).open("main", 1000);
  return jobs.map((job) => {
    const document = parseReceiptDocument(JSON.parse(job.document));
    if (document === undefined) throw new Error("a paper that nobody can print");
    return document;
  });
}

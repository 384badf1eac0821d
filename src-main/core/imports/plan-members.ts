import { toHex, utf8Bytes } from "../../../src-shared/base/bytes.ts";
import { canonicalText } from "../../../src-shared/base/canonical.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import { PTS } from "../../../src-shared/money/assets.ts";
import type { ProfileFields } from "../../../src-shared/members/profile.ts";
import type { MoneyUnit } from "../../../src-shared/words/format.ts";
import { memberOfMobile } from "../members/change-member.ts";
import { authorityJournals, openedBalance } from "../members/opened-balance.ts";
import { programmeOf, today, type Terminal } from "../terminal/context.ts";
import { lookOf } from "../terminal/look.ts";
import { FaultBook, paced, planKey, readFile, type FileColumns, type FoundFault, type Pace } from "./import-file.ts";
import { MEMBER_COLUMNS, readMemberRow, type MemberField, type MemberRow } from "./member-row.ts";
import type { AmountUnit } from "./read-cells.ts";

/** A row as it is carried out. An introducer who is in the file too is looked up when it is their turn. */
export interface MemberToImport {
  readonly fields: ProfileFields & { readonly mobile: string };
  readonly introducerMobile?: string;
  readonly balanceMinor: number;
}

/** What a file of members would do. `known` are members here: their profile stays, a first opening balance comes. */
export interface MemberPlan {
  readonly hash: string;
  readonly rows: number;
  readonly good: number;
  readonly added: number;
  readonly known: number;
  /** Opening balances that will be opened, and how many are left away because the member has had one. */
  readonly balances: { readonly count: number; readonly sumMinor: number; readonly known: number };
  /** The unit in which amounts were read; null where none is (points, or no such column). */
  readonly moneyUnit: MoneyUnit | null;
  readonly columns: FileColumns<MemberField>["columns"];
  readonly faults: readonly FoundFault[];
  readonly faultCount: number;
  readonly sample: readonly Record<string, string>[];
  /** In the order in which they are carried out: nobody comes before their introducer. */
  readonly toImport: readonly MemberToImport[];
}

const SAMPLE_ROWS = 5;

/** Finds out what a file of members would do. Writes nothing, and pauses often: the counter goes on selling. */
export async function planMembers(terminal: Terminal, csv: string, pace: Pace): Promise<MemberPlan> {
  const faults = new FaultBook();
  const { unitFor, isPoints } = unitsOf(terminal);
  const day = today(terminal.clock);
  const rows: MemberRow[] = [];
  const lineOf = new Map<string, number>();
  const read = await readFile({ csv, rules: MEMBER_COLUMNS, faults, pace }, ({ line, cells }, columns) => {
    const row = readMemberRow({ line, cells }, { unit: unitFor(columns.unit), today: day }, (field, fault, value) =>
      // Without the column it is told once, for the whole file.
      isMissing(columns, field) ? undefined : faults.add(line, field, fault, value),
    );
    if (row === undefined) return;
    const first = lineOf.get(row.mobile);
    if (first === undefined) lineOf.set(row.mobile, line);
    else faults.add(line, "mobile", "mobile-twice", row.mobile, first);
    rows.push(row);
  });
  const base = await compareWithBase(terminal, rows, pace);
  await checkIntroducers(terminal, { rows, lineOf, base, faults }, pace);
  const toImport = inOrder(rows, base, faults);
  const { count, sumMinor } = base.balances;
  const counts = { added: rows.length - base.known.size, known: base.known.size, balances: base.balances };
  const csvHash = toHex(terminal.crypto.sha256(utf8Bytes(csv)));
  const hasMoney = !isPoints && read.columns.some(({ field }) => field === "balance");
  return {
    hash: toHex(terminal.crypto.sha256(utf8Bytes(canonicalText(planKey("members", csvHash, { ...counts }))))),
    rows: read.rows,
    good: faults.goodOf(read),
    added: counts.added,
    known: counts.known,
    balances: { count, sumMinor, known: base.balances.known },
    moneyUnit: hasMoney ? (read.unit ?? lookOf(terminal.store.read).moneyUnit) : null,
    columns: read.columns,
    faults: faults.byLine(),
    faultCount: faults.count,
    sample: rows.slice(0, SAMPLE_ROWS).map(shownRow),
    toImport,
  };
}

/** How amounts are counted: by the heading's word, else as the shop shows them; points are whole numbers. */
function unitsOf(terminal: Terminal): {
  readonly isPoints: boolean;
  readonly unitFor: (said: MoneyUnit | undefined) => AmountUnit;
} {
  const { read } = terminal.store;
  const isPoints = programmeOf(read).document.asset === PTS;
  const { moneyUnit } = lookOf(read);
  return { isPoints, unitFor: (said) => (isPoints ? "points" : (said ?? moneyUnit)) };
}

function isMissing(columns: FileColumns<MemberField>, field: MemberField): boolean {
  return field === "mobile" && !columns.columns.some((column) => column.field === field);
}

interface Base {
  /** Mobiles of members here. */
  readonly known: ReadonlyMap<string, MemberId>;
  readonly balances: { readonly count: number; readonly sumMinor: number; readonly known: number };
}

async function compareWithBase(terminal: Terminal, rows: readonly MemberRow[], pace: Pace): Promise<Base> {
  const known = new Map<string, MemberId>();
  let [count, sumMinor, had] = [0, 0, 0];
  const authorities = authorityJournals(terminal.store.read);
  await paced(rows, pace, ({ mobile, balanceMinor }) => {
    const member = memberOfMobile(terminal.members, mobile);
    if (member !== undefined) known.set(mobile, member);
    if (balanceMinor === 0) return;
    if (member !== undefined && openedBalance(terminal.store.read, authorities, member)) {
      had += 1;
      return;
    }
    count += 1;
    sumMinor += balanceMinor;
  });
  return { known, balances: { count, sumMinor, known: had } };
}

async function checkIntroducers(
  terminal: Terminal,
  of: {
    readonly rows: readonly MemberRow[];
    readonly lineOf: ReadonlyMap<string, number>;
    readonly base: Base;
    readonly faults: FaultBook;
  },
  pace: Pace,
): Promise<void> {
  const { read } = terminal.store;
  await paced(of.rows, pace, ({ line, introducer }) => {
    if (introducer === undefined) return;
    if ("member" in introducer) {
      if (read.get("member", [introducer.member]) !== undefined) return;
      return of.faults.add(line, "introducer", "introducer-unknown", introducer.member);
    }
    const { mobile } = introducer;
    if (of.lineOf.has(mobile) || memberOfMobile(terminal.members, mobile) !== undefined) return;
    of.faults.add(line, "introducer", "introducer-unknown", mobile);
  });
}

/** The rows so that every introducer in the file comes before whom they introduced; a circle is a fault. */
function inOrder(rows: readonly MemberRow[], base: Base, faults: FaultBook): readonly MemberToImport[] {
  const byMobile = new Map(rows.map((row) => [row.mobile, row]));
  const placed = new Set<MemberRow>();
  const order: MemberRow[] = [];
  for (const row of rows) {
    const chain: MemberRow[] = [];
    const onChain = new Set<MemberRow>();
    for (let next: MemberRow | undefined = row; next !== undefined && !placed.has(next);) {
      if (onChain.has(next)) {
        faults.add(next.line, "introducer", "introducer-circle", next.mobile);
        break;
      }
      chain.push(next);
      onChain.add(next);
      next = introducerRow(next, byMobile, base);
    }
    for (const each of chain.toReversed()) {
      placed.add(each);
      order.push(each);
    }
  }
  return order.map(toImport);
}

/** The row of whoever introduced this row's member; none where either is a member here already. */
function introducerRow(row: MemberRow, byMobile: ReadonlyMap<string, MemberRow>, base: Base): MemberRow | undefined {
  if (base.known.has(row.mobile) || row.introducer === undefined || !("mobile" in row.introducer)) return undefined;
  const { mobile } = row.introducer;
  return base.known.has(mobile) ? undefined : byMobile.get(mobile);
}

function toImport({ mobile, fields, introducer, balanceMinor }: MemberRow): MemberToImport {
  const own = { ...fields, groups: [...fields.groups], mobile };
  if (introducer === undefined) return { fields: own, balanceMinor };
  if ("member" in introducer) return { fields: { ...own, introducer: introducer.member }, balanceMinor };
  return { fields: own, introducerMobile: introducer.mobile, balanceMinor };
}

/** A row as it was understood, for a person to look at. */
function shownRow({ mobile, fields, balanceMinor }: MemberRow): Record<string, string> {
  const { groups, ...texts } = fields;
  const shown: Record<string, string> = { mobile: `0${mobile.slice(2)}`, ...texts };
  if (groups.length > 0) shown["groups"] = groups.join("، ");
  if (balanceMinor > 0) shown["balance"] = String(balanceMinor);
  return shown;
}

import type { Minor } from "../money/amount.ts";
import type { ShiftReport } from "../staff/shift-report.ts";
import { formatDate, formatInteger, formatRial, formatTime, moneyUnitWord } from "../words/format.ts";
import type { DisplaySettings, Locale } from "../words/format.ts";
import { SHIFT_PRINT_WORDS, type ShiftPrintWord } from "../words/shift-print-words.ts";
import { paperOf, type Block, type Inline, type ReceiptDocument } from "./document.ts";
import { formatDay } from "./receipt-parts.ts";

/** What every paper of the drawer needs to be set. */
export interface DeskPaper {
  readonly shopName: string;
  readonly display: DisplaySettings;
  readonly locale: Locale;
  readonly atMs: number;
  /** The name of the owner's picture, for papers that a customer takes home. */
  readonly logo?: string;
}

/** An X or Z on paper: the same report that the screen shows. Pure: the same input gives the same document. */
export function shiftDocument(report: ShiftReport, paper: DeskPaper): ReceiptDocument {
  const say = speaker(paper);
  const blocks = [
    ...headBlocks(report, paper, say),
    ...salesBlocks(report, say),
    ...creditBlocks(report, say),
    ...drawerBlocks(report, say),
    ...footBlocks(report, say),
  ];
  return paperOf(report.kind, paper.locale, blocks);
}

/** A slip for cash paid in or out, or for a drawer opened without a sale: what, how much, why, who, and a signature. */
export function cashSlip(
  slip: {
    readonly kind: "paid-in" | "paid-out" | "open-drawer";
    readonly amountMinor: Minor | null;
    readonly reason: string;
    readonly by: string;
    readonly approvedBy: string | null;
    readonly proof: ShiftReport["head"];
  },
  paper: DeskPaper,
): ReceiptDocument {
  const say = speaker(paper);
  const titles = { "paid-in": "paidIn", "paid-out": "paidOut", "open-drawer": "drawerOpened" } as const;
  const blocks: Block[] = [
    { kind: "centre", style: "body", text: [{ name: paper.shopName }] },
    { kind: "centre", style: "title", text: [say.word(titles[slip.kind])] },
    { kind: "rule", dashed: false },
    say.instant("at", paper.atMs),
    say.small("by", [{ name: slip.by }]),
  ];
  if (slip.approvedBy !== null) blocks.push(say.small("approvedBy", [{ name: slip.approvedBy }]));
  if (slip.amountMinor !== null) blocks.push(say.money("total", titles[slip.kind], slip.amountMinor));
  const why: Inline[] = [`${say.word("reason")}: `, { name: slip.reason }];
  blocks.push(
    { kind: "paragraph", style: "body", indent: false, text: why },
    { kind: "rule", dashed: true },
    { kind: "paragraph", style: "body", indent: false, text: [`${say.word("signature")}: ..........................`] },
    proofBlock(slip.proof, say),
  );
  return paperOf(slip.kind === "open-drawer" ? "no-sale" : slip.kind, paper.locale, blocks);
}

type Style = "body" | "small" | "strong" | "total";

interface Speaker {
  word(word: ShiftPrintWord): string;
  number(value: number): Inline;
  money(style: Style, word: ShiftPrintWord, amountMinor: Minor): Block;
  /** An amount with how many it was made of. */
  counted(word: ShiftPrintWord, of: { readonly count: number; readonly sumMinor: Minor }): Block;
  small(word: ShiftPrintWord, value: Inline[]): Block;
  instant(word: ShiftPrintWord, atMs: number): Block;
}

function speaker({ display, locale }: DeskPaper): Speaker {
  const word = (name: ShiftPrintWord): string => SHIFT_PRINT_WORDS[name][locale];
  const number = (value: number): Inline => ({ ltr: formatInteger(value, display.digits) });
  const amount = (amountMinor: Minor): Inline[] => [
    { ltr: formatRial(amountMinor, display) },
    `\u00a0${moneyUnitWord(display.moneyUnit, locale)}`,
  ];
  const small = (name: ShiftPrintWord, value: Inline[]): Block => {
    return { kind: "pair", style: "small", label: [word(name)], value };
  };
  return {
    word,
    number,
    small,
    money: (style, name, amountMinor) => ({ kind: "pair", style, label: [word(name)], value: amount(amountMinor) }),
    counted: (name, { count, sumMinor }) => {
      const label: Inline[] = [`${word(name)} (`, number(count), ")"];
      return { kind: "pair", style: "body", label, value: amount(sumMinor) };
    },
    instant: (name, atMs) => small(name, [{ ltr: `${formatDate(atMs, display)} ${formatTime(atMs, display)}` }]),
  };
}

function headBlocks(report: ShiftReport, paper: DeskPaper, say: Speaker): Block[] {
  const blocks: Block[] = [
    { kind: "centre", style: "body", text: [{ name: paper.shopName }] },
    { kind: "centre", style: "title", text: [say.word(report.kind)] },
    { kind: "rule", dashed: false },
  ];
  if (report.number !== null) blocks.push(say.small("zNumber", [say.number(report.number)]));
  blocks.push(
    say.small("day", [{ ltr: formatDay(report.day, paper.display) }]),
    say.instant("opened", report.openedAtMs),
    say.small("openedBy", [{ name: report.openedBy }]),
  );
  if (report.closedAtMs !== null) blocks.push(say.instant("closed", report.closedAtMs));
  if (report.closedBy !== null) blocks.push(say.small("closedBy", [{ name: report.closedBy }]));
  if (report.kind === "x") blocks.push(say.instant("printed", paper.atMs));
  return blocks;
}

function salesBlocks(report: ShiftReport, say: Speaker): Block[] {
  const { sales, voids, refunds, byTender } = report;
  const back = voids.sumMinor + refunds.sumMinor;
  const blocks: Block[] = [{ kind: "rule", dashed: true }, say.counted("sales", sales)];
  if (voids.count > 0) blocks.push(say.counted("voids", { ...voids, sumMinor: -voids.sumMinor }));
  if (refunds.count > 0) blocks.push(say.counted("refunds", { ...refunds, sumMinor: -refunds.sumMinor }));
  blocks.push(say.money("strong", "net", sales.sumMinor - back));
  if (byTender.length > 0) blocks.push({ kind: "rule", dashed: true });
  for (const { kind, count, sumMinor } of byTender) blocks.push(say.counted(kind, { count, sumMinor }));
  if (report.bankCardCountedMinor !== null) {
    const bank = byTender.find((each) => each.kind === "bank-card")?.sumMinor ?? 0;
    blocks.push(
      say.money("body", "slips", report.bankCardCountedMinor),
      say.money("strong", "slipsDifference", report.bankCardCountedMinor - bank),
    );
  }
  return blocks;
}

function creditBlocks({ earned, spentMinor, doubts }: ShiftReport, say: Speaker): Block[] {
  const blocks: Block[] = [
    { kind: "rule", dashed: true },
    say.money("body", "earnedPurse", earned.purseMinor),
    say.money("body", "earnedPool", earned.poolMinor),
    say.money("body", "spent", spentMinor),
  ];
  return doubts.count > 0 ? [...blocks, say.counted("doubts", doubts)] : blocks;
}

function drawerBlocks(report: ShiftReport, say: Speaker): Block[] {
  const { expectedMinor, countedMinor, differenceMinor } = report;
  const blocks: Block[] = [
    { kind: "rule", dashed: true },
    say.money("body", "float", report.floatMinor),
    say.counted("paidIn", report.paidIn),
    say.counted("paidOut", { ...report.paidOut, sumMinor: -report.paidOut.sumMinor }),
  ];
  if (expectedMinor !== null) blocks.push(say.money("strong", "expected", expectedMinor));
  if (countedMinor !== null) blocks.push(say.money("strong", "counted", countedMinor));
  if (differenceMinor !== null) {
    const word = differenceMinor === 0 ? "even" : differenceMinor < 0 ? "short" : "over";
    blocks.push(say.money("total", word, Math.abs(differenceMinor)));
  }
  return blocks;
}

function footBlocks(report: ShiftReport, say: Speaker): Block[] {
  const sync: Block[] = report.notSynced > 0 ? [say.small("notSynced", [say.number(report.notSynced)])] : [];
  return [{ kind: "rule", dashed: false }, ...sync, proofBlock(report.head, say)];
}

/** Latin digits and letters: it is read to a technician and typed. */
function proofBlock({ journal, seq, short }: ShiftReport["head"], say: Speaker): Block {
  const text: Inline[] = [`${say.word("proof")}: `, { ltr: `${short} (${journal}, ${seq})` }];
  return { kind: "centre", style: "small", text };
}

import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { DEMO_USAGE, readDemoOptions, type DemoOptions } from "./demo/demo-options.ts";
import { startDemoRig, type DemoRig } from "./demo/demo-rig.ts";
import { createNarrator, type Narrator } from "./demo/narrator.ts";
import type { Balances } from "../src-main/core/counter/balances.ts";
import type { CoreCommand, CoreInput } from "../src-main/core/counter/core-commands.ts";
import { CoreFault } from "../src-main/shell/core-client.ts";
import { proveFolder } from "../src-main/shell/prove-folder.ts";
import type { SaleOutcome, SellRefusal } from "../src-main/core/terminal/sale-outcome.ts";
import type { Result } from "../src-shared/base/result.ts";

/**
 * The scripted run: enrol, issue, sales with the card tapped for each, one sale paid wholly with credit, and the proof
 * of the ledger; through the real PC/SC daemon and a real serial line, on virtual hardware. With --json a line per
 * step.
 */
const options = readDemoOptions(process.argv.slice(2));
if (typeof options === "string") {
  process.stderr.write(`${options}\n${DEMO_USAGE}\n`);
  process.exitCode = 2;
} else {
  await run(options);
}

async function run(options: DemoOptions): Promise<void> {
  const narrator = createNarrator(options);
  let rig: DemoRig | undefined;
  try {
    narrator.say("begin", {});
    rig = await startDemoRig(options);
    await play(rig, options, narrator);
  } catch (error) {
    narrator.say("stopped", { reason: reasonOf(error, options) });
    process.exitCode = 1;
  } finally {
    await rig?.stop();
  }
}

async function play(rig: DemoRig, options: DemoOptions, narrator: Narrator): Promise<void> {
  const health = await rig.core.health();
  if (health.kind === "refused")
    throw new Error(`${health.words.code}: ${health.words[options.locale]} (${health.detail})`);
  narrator.say("ready", { startMs: Math.round(health.startMs), folder: rig.folder });
  let commands = 0;
  const ask = <C extends CoreCommand>(command: C, input: CoreInput<C>): Promise<unknown> =>
    rig.core.command(command, { command: `demo.${++commands}`, actor: "1.1" }, input);
  accepted(await ask("open-shift", { floatMinor: 0 }));
  const { member } = accepted(await ask("enrol", { mobile: "09123456789", fields: enrolName(options) })) as {
    member: string;
  };
  narrator.say("enrol", { member });
  await rig.putCard("issuable");
  const { card } = accepted(await ask("issue", { member, overwrite: false })) as { card: string };
  narrator.say("issue", { member, card });
  await rig.takeCard();
  if (options.away) {
    accepted(await ask("office-away", { away: true }));
    narrator.say("away", {});
  }
  const totals = { earned: 0, spent: 0, sales: 0 };
  for (const bill of options.bills) await sellOne(bill, 0);
  if (options.spendMinor !== 0) await sellOne(options.spendMinor, options.spendMinor);

  async function sellOne(amountMinor: number, creditMinor: number): Promise<void> {
    const shown = await rig.putCard("member");
    // What the script pays with is asked of the core, so that these answers are of the types of their commands.
    const sold = (await ask("sell", { amountMinor, creditMinor, withCard: true })) as Result<SaleOutcome, SellRefusal>;
    await rig.takeCard();
    if (!sold.ok || sold.value.kind !== "done") {
      narrator.refused(amountMinor, creditMinor, sold.ok ? { refusal: "no-card" } : sold.error);
      return;
    }
    const { toPurseMinor, toPoolMinor, spentMinor, cardBalanceMinor, short, sale, reason } = sold.value;
    totals.earned += toPurseMinor + toPoolMinor;
    totals.spent += spentMinor;
    totals.sales += 1;
    const receipts = await rig.printer.waitForReceipts(totals.sales);
    const facts = { amount: amountMinor, earned: toPurseMinor + toPoolMinor, spent: spentMinor };
    const card = { cardBefore: shown.onCardMinor, cardBalance: cardBalanceMinor ?? shown.onCardMinor };
    const proof = { event: sale.seq, hash: short, receipt: receipts[totals.sales - 1] ?? "" };
    narrator.sale(creditMinor > 0 ? "spend" : "sale", { ...facts, ...card, ...proof }, reason);
  }

  const shown = await rig.putCard("member");
  const balances = (await ask("balances", { member })) as Balances;
  await rig.takeCard();
  const receipts = keepReceipts(rig, await rig.printer.waitForReceipts(totals.sales));
  rig.core.stop();
  const proof = await proveFolder(rig.dataFolder, rig.keyFile);
  const verified = proof.ok && proof.value.findings.length === 0;
  narrator.say("result", {
    earned: totals.earned,
    spent: totals.spent,
    balance: balances.purseMinor + balances.poolMinor + balances.doubtMinor + balances.onItsWayMinor,
    cardBalance: shown.onCardMinor,
    receipts,
    verified,
  });
  if (!verified) process.exitCode = 1;
}

/** A fault of the core has its words; anything else is shown as it came. */
function reasonOf(error: unknown, options: DemoOptions): string {
  if (error instanceof CoreFault && error.words) return `${error.words.code} ${error.words[options.locale]}`;
  return error instanceof Error ? error.message : String(error);
}

/** The receipts' pictures, beside the data, with names in their order. */
function keepReceipts(rig: DemoRig, files: readonly string[]): string[] {
  return files.map((file, index) => {
    const kept = join(rig.folder, `receipt-${String(index + 1).padStart(2, "0")}.png`);
    copyFileSync(file, kept);
    return kept;
  });
}

function enrolName(options: DemoOptions): { givenName: string; familyName: string } {
  return options.locale === "fa"
    ? { givenName: "سارا", familyName: "احمدی" }
    : { givenName: "Sara", familyName: "Ahmadi" };
}

function accepted(answer: unknown): unknown {
  // The commands of the script all answer with a Result.
  const result = answer as Result<unknown, { refusal: string }>;
  if (!result.ok) throw new Error(`refused: ${result.error.refusal}`);
  return result.value;
}

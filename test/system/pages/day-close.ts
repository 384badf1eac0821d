import { expect } from "vitest";
import { proveFolder } from "../../../src-main/shell/prove-folder.ts";
import { latinDigits } from "../../../src-shared/words/format.ts";
import type { Day } from "./day.ts";

/** So much is missing in the drawer when it is counted. */
const SHORT = 2_000;

/** The blind count, and a Z that says what the test's own books say. */
export async function closeTheShift(day: Day): Promise<void> {
  const { driver, stage, books } = day;
  const { t } = driver;
  await driver.open("shift");
  await driver.press(t("shift.show-x"));
  const x = driver.region(t("shift.x-title"));
  await driver.see(t("shift.sales"), x);
  // The count is blind: neither what the drawer should hold nor the cash that was taken.
  for (const hidden of [t("shift.expected"), t("shift.tender-cash")])
    expect(await x.getByText(hidden, { exact: true }).count(), hidden).toBe(0);
  await stage.picture("x");
  const close = driver.region(t("shift.close-title"));
  await driver.fill(t("shift.counted"), String(books.drawer() - SHORT), close);
  await driver.fill(t("shift.slips"), String(books.paid.bank.sum), close);
  await driver.press(t("shift.close"), close);
  await driver.press(t("shift.close-sure"), close);
  const z = driver.region(t("shift.closed-title"));
  await z.waitFor();
  // The paper's head is in sight, and the list below knows that the shift is closed.
  await driver.inSight(driver.t("shift.closed-title"));
  await driver.see(t("shift.short", { amount: driver.full(SHORT) }), z);
  const list = driver.region(t("shift.list-title"));
  await driver.see(driver.number(1), list.getByRole("row").nth(1));
  await stage.picture("z");
  expect(await zOnScreen(day)).toMatchObject(expectedZ(day));
}

function expectedZ({ driver, books }: Day): Readonly<Record<string, number>> {
  const { t } = driver;
  const { sales, voids, paid, paidOut } = books;
  const counted = (what: string, { count, sum }: { count: number; sum: number }): [string, number] => {
    return [latinDigits(t("shift.times", { what, n: driver.number(count) })), sum];
  };
  return Object.fromEntries([
    counted(t("shift.sales"), sales),
    counted(t("shift.voids"), voids),
    counted(t("shift.refunds"), { count: 0, sum: 0 }),
    counted(t("shift.tender-cash"), { ...paid.cash, sum: paid.cash.sum - books.cashBack }),
    counted(t("shift.tender-bank-card"), paid.bank),
    counted(t("shift.tender-credit"), paid.credit),
    [t("shift.earned-card"), books.earnedOnCards],
    [t("shift.earned-account"), books.earnedInAccounts],
    [t("shift.spent"), paid.credit.sum],
    counted(t("shift.paid-in"), { count: 0, sum: 0 }),
    counted(t("shift.paid-out"), paidOut),
    [t("shift.float"), books.float],
    counted(t("shift.doubts"), { count: 0, sum: 0 }),
    [t("shift.expected"), books.drawer()],
    [t("shift.counted"), books.drawer() - SHORT],
    [t("shift.slips"), paid.bank.sum],
  ]);
}

/** What the Z says, line by line: labels with Latin digits, amounts in toman. */
async function zOnScreen({ driver }: Day): Promise<Record<string, number>> {
  const z = driver.region(driver.t("shift.closed-title"));
  const [labels, values] = [await z.locator("dt").allInnerTexts(), await z.locator("dd").allInnerTexts()];
  return Object.fromEntries(
    labels.map((label, at) => [latinDigits(label), Number(latinDigits(values[at] ?? "").replace(/\D/g, ""))]),
  );
}

/** What is on disk after the day is a proven ledger. */
export async function proveTheLedger({ stage }: Day): Promise<void> {
  const proof = await proveFolder(stage.rig.dataFolder, stage.rig.keyFile);
  if (!proof.ok) throw new Error(JSON.stringify(proof.error));
  expect(proof.value.findings).toEqual([]);
}

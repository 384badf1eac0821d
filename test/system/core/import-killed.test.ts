import { afterEach, beforeEach, expect, test } from "vitest";
import { coreRig, type CoreRig, type RunningCore } from "./core-rig.ts";
import { PageCaller } from "./page-caller.ts";

let rig: CoreRig;
let core: RunningCore;
let page: PageCaller;
beforeEach(async () => {
  rig = await coreRig();
  core = rig.start();
  page = new PageCaller(core);
  await core.health("ready");
  await page.enter();
  await page.must("shift.open", { floatMinor: 0 });
});
afterEach(() => {
  core.stop();
  rig.remove();
});

const ROWS = 10_000;
const mobile = (n: number): string => `0912${String(1_000_000 + n)}`;

/** Members with an introducer in the file, every second with a balance of 500 toman. */
function members(): string {
  const lines = ["موبایل;نام;نام خانوادگی;تاریخ تولد;معرف;اعتبار (تومان)"];
  for (let n = 1; n <= ROWS; n++) {
    const introducer = n % 3 === 0 && n < ROWS ? mobile(n + 1) : "";
    lines.push(`${mobile(n)};علی;"کریمی ${n}";۱۳۶۹/۰۵/۱۲;${introducer};${n % 2 === 0 ? "۵۰۰" : ""}`);
  }
  return lines.join("\r\n");
}

/** Asks how many members there are, as a page may at any time, until there are so many. */
async function countedAbove(count: number): Promise<number> {
  for (;;) {
    const { count: now } = await page.must("members.count", {});
    if (now > count) return now;
  }
}

test("the core killed in the middle of ten thousand members: after the restart all of them, each once, and the one answer", async () => {
  const csv = members();
  const { planHash, balances } = await page.must("members.import-check", { csv });
  expect(balances).toEqual({ count: ROWS / 2, sumMinor: (ROWS / 2) * 5000, known: 0 });
  const first = page.ask("members.import", { csv, planHash }, "import-000001");
  expect(await countedAbove(300)).toBeLessThan(ROWS);
  // The counter goes on selling while the file comes in.
  const { revision } = await page.must("bill.amount", { amountMinor: 70_000 });
  expect(await page.must("bill.pay", { revision })).toMatchObject({ kind: "done", result: { totalMinor: 70_000 } });
  process.kill(core.client.pid() ?? 0, "SIGKILL");
  expect(await first).toEqual({ kind: "fault", fault: "away", refusal: null });

  await core.health("ready");
  await page.must("session.sign-in", { staff: "1.1", pin: "4821" });
  const answer = await page.must("members.import", { csv, planHash }, "import-000001");
  expect(answer).toEqual({ imported: ROWS, balances: ROWS / 2 });
  expect(await page.must("members.count", {})).toEqual({ count: ROWS });
  const again = await page.must("members.import-check", { csv });
  expect(again).toMatchObject({ added: 0, known: ROWS, balances: { count: 0, sumMinor: 0, known: ROWS / 2 } });
  core.stop();
  const { findings } = await rig.prove();
  expect(findings).toEqual([]);
}, 400_000);

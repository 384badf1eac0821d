import { expect, test } from "vitest";
import { must } from "../../../src-shared/base/assert.ts";
import type { ValueOf } from "../../../src-shared/contract/contract.ts";
import { EN } from "../../../src-renderer/words/en.ts";
import { FA } from "../../../src-renderer/words/fa.ts";
import { ANSWERS, CASHIER, eventsOf } from "../../renderer/fixtures/admin-fixtures.ts";
import { peopleAnswers, SALE_ROW } from "../../renderer/fixtures/people-fixtures.ts";
import { serious } from "../../renderer/fixtures/serious-faults.ts";
import { type FedPage, keepPicture, type Look, LOOKS, pageStage } from "./page-rig.ts";

/** The list of receipts in line below the sales, in a real Chromium fed over the line. */
type Job = ValueOf<"receipts.list">["jobs"][number];

const stage = pageStage();
const { journal } = SALE_ROW.sale;

function job(number: number, more: Partial<Job>): Job {
  const paper = { kind: "sale", paper: "sale", copy: 0, queuedAtMs: SALE_ROW.atMs } as const;
  const state = { state: "unknown", reason: "not-confirmed" };
  return { job: number, subject: `${journal}/${number}`, ...paper, ...state, sold: null, ...more };
}

function sold(seq: number, totalMinor: number, memberName: string | null): Pick<Job, "sold"> {
  return { sold: { sale: { journal, seq }, totalMinor, memberName } };
}

const JOBS: readonly Job[] = [
  job(1, sold(412, 6_630_000, "سارا احمدی")),
  job(2, sold(413, 980_000, null)),
  job(3, { ...sold(414, 12_500_000, "Ann O’Neill (VIP)"), paper: "void" }),
  job(4, { paper: "x", state: "queued", reason: null }),
];

function open(look: Look): Promise<FedPage> {
  return stage.open({
    path: "#/sales",
    look,
    events: eventsOf({ signedIn: CASHIER }),
    answer: peopleAnswers((name) => {
      if (name === "receipts.list") return { value: { jobs: JOBS } };
      return name in ANSWERS && name !== "sales.list" ? { value: Reflect.get(ANSWERS, name) } : undefined;
    }),
    ready: (page) => page.getByRole("table").waitFor(),
  });
}

/** What people read: neither isolates nor the space that keeps an amount and its unit together are seen. */
const plain = (text: string): string => text.replaceAll(/[\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");

const SAID = {
  fa: ["فروش ۶۶۳٬۰۰۰ تومان به سارا احمدی", "فروش ۹۸٬۰۰۰ تومان", "فروش ۱٬۲۵۰٬۰۰۰ تومان به Ann O’Neill (VIP)"],
  en: ["Sale of 663,000 toman to سارا احمدی", "Sale of 98,000 toman", "Sale of 1,250,000 toman to Ann O’Neill (VIP)"],
} as const;

test.each(LOOKS)(
  "three receipts of unknown fate say whose they are, and a press opens the sale: $locale, $theme",
  async (look) => {
    const { page, wrong } = await open(look);
    const words = look.locale === "fa" ? FA : EN;
    const lines = page.getByRole("list", { name: words.sales.receipts }).getByRole("listitem");
    await expect.poll(() => lines.count()).toBe(JOBS.length);
    const said = (await lines.allInnerTexts()).map((text) => plain(text).split("\n"));
    for (const [at, text] of SAID[look.locale].entries()) expect(said[at]).toContain(text);
    expect(said.at(-1)?.join(" ")).not.toMatch(/toman|تومان/);
    expect(await serious(page)).toEqual([]);
    await keepPicture(page, `receipts-in-line-${look.locale}-${look.theme}`);
    await lines
      .nth(1)
      .getByRole("button")
      .filter({ hasText: SAID[look.locale][1].split(" ").at(-2) ?? "" })
      .press("Enter");
    await page.getByRole("button", { name: words.sales["back-to-list"] }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/sales/${journal}/413`);
    expect(wrong).toEqual([]);
    await page.close();
  },
);

test("however long the line is, the sales above it keep their rows in sight", async () => {
  const { page } = await open({ locale: "en", theme: "light" });
  const table = page.getByRole("table");
  const ends = [table.getByRole("row").nth(1), table.locator("..")].map(async (part) => {
    const box = must(await part.boundingBox(), "it is shown");
    return box.y + box.height;
  });
  const [row, frame] = await Promise.all(ends);
  expect(row).toBeLessThanOrEqual(must(frame, "its frame"));
  await page.close();
});

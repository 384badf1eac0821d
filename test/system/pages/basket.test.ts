import type { Page } from "@playwright/test";
import { expect, test } from "vitest";
import { basketOf } from "../../renderer/fixtures/counter-fixtures.ts";
import { openCounter } from "./fed-counter.ts";
import { pageStage, still } from "./page-rig.ts";

/** The basket's list in a real Chromium: few rows that show the lines of a long bill. */
const LINES = "Lines of the bill";

const stage = pageStage();

test("of a basket of 200 lines only those in view are drawn, the arrows bring the others", async () => {
  const { page } = await openCounter(stage, basketOf(200));
  const list = page.getByRole("group", { name: LINES });
  await list.waitFor();
  expect(await list.getByRole("button").count()).toBeLessThan(40);
  await expect.poll(() => seenLines(page)).toContain(199);
  // Far enough that every row has shown several lines.
  for (let up = 0; up < 60; up++) await page.keyboard.press("ArrowUp");
  const chosen = list.getByRole("button", { pressed: true });
  await expect.poll(async () => lineOf(await chosen.innerText())).toBe(140);
  expect(await seenLines(page)).toContain(140);
  for (let down = 0; down < 60; down++) await page.keyboard.press("ArrowDown");
  await expect.poll(async () => lineOf(await chosen.innerText())).toBe(199);
  expect(await seenLines(page)).toContain(199);
  await page.close();
});

test("lines that come one by one are told to a screen reader in their order, also as many as there are rows", async () => {
  const { page, core } = await openCounter(stage, basketOf(1));
  for (const count of [1, 2, 5, 30]) {
    core.send({ kind: "counter", state: basketOf(count) });
    await expect.poll(() => seenLines(page)).toContain(count - 1);
    const spoken = await spokenLines(page);
    expect(spoken).toEqual(spoken.map((_, at) => (spoken[0] ?? 0) + at));
    expect(spoken).toContain(count - 1);
    if (count <= 5) expect(spoken).toHaveLength(count);
  }
  await page.close();
});

test("the counter that was left for another page comes back with the chosen line in view", async () => {
  const { page } = await openCounter(stage, basketOf(200));
  await expect.poll(() => seenLines(page)).toContain(199);
  // The topmost lines: where a list that has lost its place would begin by itself.
  for (let up = 0; up < 199; up++) await page.keyboard.press("ArrowUp");
  await expect.poll(() => seenLines(page)).toContain(1);
  for (const wanted of [1, 100]) {
    if (wanted === 100) for (let down = 0; down < 99; down++) await page.keyboard.press("ArrowDown");
    await expect.poll(() => seenLines(page)).toContain(wanted);
    const before = await seenLines(page);
    await page.keyboard.press("F7");
    await page.getByRole("heading", { level: 1, name: "Products" }).waitFor();
    await page.keyboard.press("F1");
    await expect.poll(() => seenLines(page)).toEqual(before);
  }
  await page.close();
});

test("a row that shows another line before the mouse is let go chooses the line that was pressed", async () => {
  const { page } = await openCounter(stage, basketOf(200));
  const list = page.getByRole("group", { name: LINES });
  await expect.poll(() => seenLines(page)).toContain(199);
  await list.hover();
  // The first scrolling by hand brings rows, which would let another one come under the mouse.
  for (const byPx of [-60, 120]) {
    await page.mouse.wheel(0, byPx);
    await still(page);
  }
  const row = list.getByRole("button").filter({ hasText: "240,000 toman" });
  await row.hover();
  await page.mouse.down();
  // As many lines as there are rows: the same row is under the mouse again.
  await page.evaluate(`{
    const box = document.querySelector('[aria-label="${LINES}"]');
    box.scrollTop -= box.querySelectorAll("button").length * 52;
  }`);
  await still(page);
  await page.mouse.up();
  await expect.poll(async () => lineOf(await list.getByRole("button", { pressed: true }).innerText())).toBe(195);
  await page.close();
});

test("a list that is scrolled by hand shows the lines of that place, in their order also to a screen reader", async () => {
  const { page } = await openCounter(stage, basketOf(200));
  const list = page.getByRole("group", { name: LINES });
  await list.hover();
  await expect.poll(() => seenLines(page)).toContain(199);
  const atRest = await list.getByRole("button").count();
  for (const byPx of [-3_000, -2_000, 1_234, -20_000, 777]) {
    await page.mouse.wheel(0, byPx);
    await still(page);
    const seen = await seenLines(page);
    const [first = -1] = seen;
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual(seen.map((_, at) => first + at));
    const spoken = await spokenLines(page);
    expect(spoken).toEqual(spoken.map((_, at) => (spoken[0] ?? 0) + at));
    expect(spoken).toEqual(expect.arrayContaining(seen));
  }
  // More are ready for the next turn of the wheel than the arrows need.
  expect(await list.getByRole("button").count()).toBe(atRest + 6);
  await page.close();
});

/** Which line of `basketOf` a row says: each has a sum of its own, 45,000 toman and a thousand more for each. */
function lineOf(row: string): number {
  return Number(/([\d,]+) toman/.exec(row)?.[1]?.replaceAll(",", "")) / 1000 - 45;
}

/** The lines that are seen in the list, from its top. */
async function seenLines(page: Page): Promise<number[]> {
  const rows = await page.evaluate<string[]>(`(() => {
    const box = document.querySelector('[aria-label="${LINES}"]');
    const list = box.getBoundingClientRect();
    return [...box.querySelectorAll("button")]
      .map((row) => ({ at: row.getBoundingClientRect(), text: row.innerText }))
      .filter(({ at }) => at.bottom > list.top + 2 && at.top < list.bottom - 2)
      .sort((one, other) => one.at.top - other.at.top)
      .map(({ text }) => text);
  })()`);
  return rows.map(lineOf);
}

/** The lines as the browser tells them to a screen reader. */
async function spokenLines(page: Page): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: number[] = [];
  const walk = (id: string): void => {
    const node = byId.get(id);
    if (node?.role?.value === "button") lines.push(lineOf(String(node.name?.value)));
    else for (const child of node?.childIds ?? []) walk(child);
  };
  const list = nodes.find(({ role, name }) => role?.value === "group" && name?.value === LINES);
  walk(list?.nodeId ?? "");
  return lines;
}

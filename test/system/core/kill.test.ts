import { afterAll, afterEach, expect, test } from "vitest";
import { must } from "../../../src-shared/base/assert.ts";
import type { SaleDone } from "../../../src-main/core/terminal/sale-outcome.ts";
import { CountTable } from "../../support/shop-checks.ts";
import { seededBytes } from "../../virtual/card/seeded-bytes.ts";
import { KILL_POINTS, type KillPoint } from "./fixtures/kill-points.ts";
import { foundTill, liveOnce, type EndedLife, type KilledTill } from "./fixtures/till-lives.ts";
import type { Bill, SellAnswer, TillState } from "./fixtures/till-process.ts";

/** Each point for each operation in each of two shops that run side by side: 8 × 2 × 7 × 2 = 224 kills. */
const ROUNDS = 7;
/** Kills at no point in particular, to hit the inside of a commit too. */
const RANDOM_KILLS = 16;

const table = new CountTable();
const tills: KilledTill[] = [];
afterEach(() => {
  for (const till of tills.splice(0)) till.remove();
});
afterAll(() => table.print("killed at"));

/** A shop through its lives: which bills were asked for, and which were answered with a sale. */
class Shop {
  readonly till: KilledTill;
  readonly #acknowledged = new Map<string, SaleDone>();
  #asked = 0;
  #under: { readonly bill: Bill; readonly n: number } | undefined;

  constructor(till: KilledTill) {
    this.till = till;
  }

  bill(operation: "earn" | "spend"): Bill {
    const n = ++this.#asked;
    // No two bills alike, so that one in the place of another is noticed.
    return operation === "earn"
      ? { command: `bill.${n}`, amountMinor: 100_000 + 10 * n, creditMinor: 0 }
      : { command: `bill.${n}`, amountMinor: 20_000 + 10 * n, creditMinor: 2000 + n };
  }

  /** What the next life must ask again. */
  again(): { readonly bill: Bill; readonly before: boolean } | undefined {
    return this.#under && { bill: this.#under.bill, before: this.#under.n % 2 === 0 };
  }

  /** Takes note of a life that was killed while `bill` was under way. */
  killed(bill: Bill, life: EndedLife): void {
    this.check(life);
    // Killed before the bill of the life before was asked again: that one is still to be asked.
    if (this.#under !== undefined && !life.lines.some((line) => line.kind === "settled")) return;
    this.#under = { bill, n: (this.#under?.n ?? 0) + 1 };
  }

  check(life: EndedLife): void {
    for (const line of life.lines) {
      if (line.kind === "undone") throw new Error("nothing is undone here");
      if (!("state" in line)) this.#heard(line.command, line.result);
      else if (line.kind === "opened") this.#checkOpened(line.state);
      else this.#checkSettled(line.state);
    }
  }

  #heard(command: string, result: SellAnswer): void {
    if (!result.ok) throw new Error(`${command}: ${result.error.refusal}`);
    if (result.value.kind !== "done") return;
    const before = this.#acknowledged.get(command);
    // A stored answer is the answer that was given, but for what became of the card since.
    if (before !== undefined) expect({ ...result.value, card: before.card }, command).toEqual(before);
    this.#acknowledged.set(command, result.value);
  }

  /** Right after the kill: nothing acknowledged is missing, nothing is there twice or by half. */
  #checkOpened(state: TillState): void {
    expect(state.faults).toEqual([]);
    expect(state.receipts, "one receipt for each sale").toBe(state.sales.length);
    const commands = state.sales.map((sale) => sale.command);
    expect(new Set(commands).size, "no bill twice").toBe(commands.length);
    for (const [command, { sale, totalMinor, spentMinor }] of this.#acknowledged) {
      const found = state.sales.find((each) => each.command === command);
      expect(found, command).toMatchObject({ seq: sale.seq, totalMinor, creditMinor: spentMinor });
    }
  }

  /** After the card was put back and the bill asked again: it is sold once, and card and ledger agree. */
  #checkSettled(state: TillState): void {
    this.#checkOpened(state);
    const { bill } = must(this.#under, "a bill was under way");
    expect(this.#acknowledged.has(bill.command), `${bill.command} was answered`).toBe(true);
    expect(state.openIntents).toBe(0);
    expect(state.cardMinor).toBe(state.purseMinor);
    expect(state.sales.length).toBe(this.#acknowledged.size);
  }
}

async function newShop(): Promise<Shop> {
  const till = await foundTill();
  tills.push(till);
  const shop = new Shop(till);
  const life = await liveOnce(till, { first: { ...shop.bill("earn"), amountMinor: 10_000_000 }, bills: [] });
  expect(life.code).toBe(0);
  shop.check(life);
  return shop;
}

async function killAt(shop: Shop, point: KillPoint, operation: "earn" | "spend"): Promise<void> {
  const bill = shop.bill(operation);
  const again = shop.again();
  const life = await liveOnce(shop.till, { ...(again && { again }), bills: [bill], killAt: point });
  expect(life.signal, `${point} is reached while a bill ${operation}s`).toBe("SIGKILL");
  shop.killed(bill, life);
  table.add(point, operation);
}

/** The last bill too is asked again. */
async function lastLife(shop: Shop): Promise<void> {
  const again = must(shop.again(), "a bill was under way");
  const life = await liveOnce(shop.till, { again, bills: [] });
  expect(life.code).toBe(0);
  expect(life.lines.at(-1)?.kind).toBe("settled");
  shop.check(life);
}

const LIMIT = { timeout: 400_000 };

test("killed at every point of a sale: what was answered is there once, nothing by half", LIMIT, async () => {
  const lane = async (): Promise<void> => {
    const shop = await newShop();
    for (let round = 0; round < ROUNDS; round++) {
      for (const point of KILL_POINTS) {
        await killAt(shop, point, "earn");
        await killAt(shop, point, "spend");
      }
    }
    await lastLife(shop);
  };
  await Promise.all([lane(), lane()]);
  for (const point of KILL_POINTS) {
    for (const operation of ["earn", "spend"]) expect(table.count(point, operation)).toBeGreaterThanOrEqual(5);
  }
  expect(table.total()).toBeGreaterThanOrEqual(200);
});

test("killed at any moment of a busy minute", LIMIT, async () => {
  const seed = 20_261_122;
  const random = seededBytes(seed);
  const shop = await newShop();
  for (let kill = 0; kill < RANDOM_KILLS; kill++) {
    const [low = 0] = random(1);
    const bills = Array.from({ length: 60 }, (_, i) => shop.bill(i % 3 === 2 ? "spend" : "earn"));
    const again = shop.again();
    const life = await liveOnce(shop.till, { ...(again && { again }), bills }, 1 + low);
    const answered = life.lines.filter((line) => line.kind === "answer").length;
    // Whichever bill was the next one; when all were answered the last one is asked again.
    const under = must(bills[Math.min(answered, bills.length - 1)], "there are bills");
    shop.killed(under, life);
    table.add("any moment", "earn or spend");
  }
  await lastLife(shop);
});

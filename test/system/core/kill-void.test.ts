import { afterAll, afterEach, expect, test } from "vitest";
import { must } from "../../../src-shared/base/assert.ts";
import type { VoidDone } from "../../../src-main/core/terminal/void-outcome.ts";
import { CountTable } from "../../support/shop-checks.ts";
import { KILL_POINTS, type KillPoint } from "./fixtures/kill-points.ts";
import { foundTill, liveOnce, type EndedLife, type KilledTill } from "./fixtures/till-lives.ts";
import type { TillState, Undoing } from "./fixtures/till-process.ts";

/** Each point for each way of the credit in each of two shops that run side by side: 8 × 2 × 2 × 2 = 64 kills. */
const ROUNDS = 2;
/** The card gives back what the sale had put on it, or gets back what had paid. */
const WAYS = ["gives", "gains"] as const;
type Way = (typeof WAYS)[number];

const table = new CountTable();
const tills: KilledTill[] = [];
afterEach(() => {
  for (const till of tills.splice(0)) till.remove();
});
afterAll(() => table.print("undoing, killed at"));

/** A shop through its lives: which sales were to be undone, and which undoings were answered. */
class Shop {
  readonly till: KilledTill;
  readonly #answered = new Map<string, VoidDone>();
  #asked = 0;
  #under: { readonly undoing: Undoing; readonly n: number } | undefined;

  constructor(till: KilledTill) {
    this.till = till;
  }

  /** A sale that is made and then undone; no two alike. */
  undoing(way: Way): Undoing {
    const n = ++this.#asked;
    const amounts =
      way === "gives"
        ? { amountMinor: 100_000 + 10 * n, creditMinor: 0 }
        : { amountMinor: 20_000 + 10 * n, creditMinor: 5000 + n };
    return { bill: { command: `bill.${n}`, ...amounts }, command: `undo.${n}` };
  }

  again(): { readonly undoing: Undoing; readonly before: boolean } | undefined {
    return this.#under && { undoing: this.#under.undoing, before: this.#under.n % 2 === 0 };
  }

  killed(undoing: Undoing, life: EndedLife): void {
    this.check(life);
    this.#under = { undoing, n: (this.#under?.n ?? 0) + 1 };
  }

  check(life: EndedLife): void {
    for (const line of life.lines) {
      if (line.kind === "opened" || line.kind === "settled") this.#checkState(line.state);
      if (line.kind === "settled") this.#checkSettled(line.state);
      if (line.kind !== "undone") continue;
      if (!line.result.ok) throw new Error(`${line.command}: ${line.result.error.refusal}`);
      if (line.result.value.kind !== "done") continue;
      const before = this.#answered.get(line.command);
      // A stored answer is the answer that was given, but for what became of the card since.
      if (before !== undefined) expect({ ...line.result.value, card: before.card }, line.command).toEqual(before);
      this.#answered.set(line.command, line.result.value);
    }
  }

  /** Right after the kill: every answered undoing stands once, no sale is undone twice, nothing is there by half. */
  #checkState(state: TillState): void {
    expect(state.faults).toEqual([]);
    expect(state.receipts, "one receipt for each sale and each undoing").toBe(state.sales.length + state.voids.length);
    expect(new Set(state.voids.map((each) => each.saleSeq)).size, "no sale undone twice").toBe(state.voids.length);
    for (const [command, { void: event, sale }] of this.#answered) {
      const found = state.voids.find((each) => each.command === command);
      expect(found, command).toEqual({ seq: event.seq, command, saleSeq: sale.seq });
    }
  }

  /** After the card was put back and the undoing asked again: it stands, and card and ledger agree. */
  #checkSettled(state: TillState): void {
    const { undoing } = must(this.#under, "an undoing was under way");
    expect(this.#answered.has(undoing.command), `${undoing.command} was answered`).toBe(true);
    expect(state.openIntents).toBe(0);
    expect(state.cardMinor).toBe(state.purseMinor);
    // Every sale but the first was undone, so the card holds what that one earned.
    expect(state.voids.length).toBe(state.sales.length - 1);
    expect(state.cardMinor).toBe(FIRST_EARNS);
  }
}

const FIRST = { command: "bill.first", amountMinor: 10_000_000, creditMinor: 0 };
/** 10 % by the plain programme. */
const FIRST_EARNS = 1_000_000;

async function newShop(): Promise<Shop> {
  const till = await foundTill();
  tills.push(till);
  const life = await liveOnce(till, { first: FIRST, bills: [] });
  expect(life.code).toBe(0);
  return new Shop(till);
}

async function killAt(shop: Shop, point: KillPoint, way: Way): Promise<void> {
  const undo = shop.undoing(way);
  const undoAgain = shop.again();
  const life = await liveOnce(shop.till, { ...(undoAgain && { undoAgain }), bills: [], undo, killAt: point });
  expect(life.signal, `${point} is reached while a card ${way}`).toBe("SIGKILL");
  shop.killed(undo, life);
  table.add(point, way);
}

test(
  "killed at every point of an undoing: it stands once or not at all, and the card agrees",
  {
    timeout: 400_000,
  },
  async () => {
    const lane = async (): Promise<void> => {
      const shop = await newShop();
      for (let round = 0; round < ROUNDS; round++)
        for (const point of KILL_POINTS) for (const way of WAYS) await killAt(shop, point, way);
      const life = await liveOnce(shop.till, { undoAgain: must(shop.again(), "one was under way"), bills: [] });
      expect(life.code).toBe(0);
      expect(life.lines.at(-1)?.kind).toBe("settled");
      shop.check(life);
    };
    await Promise.all([lane(), lane()]);
    for (const point of KILL_POINTS) for (const way of WAYS) expect(table.count(point, way)).toBe(2 * ROUNDS);
  },
);

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  begun,
  DOUBLE_PRESS_MS,
  HELD_MAX,
  type KeyGate,
  nextKey,
  openGate,
  paid,
  pictured,
  pressed,
  unpaid,
} from "../../src-renderer/counter/key-gate.ts";

type Gate = KeyGate<string>;
const press = (gate: Gate, key: string, atMs = 0): Gate => pressed(gate, { key, isEnd: key === "E" }, atMs);
const OPEN_BILL = { isEmpty: false, isWorking: false };

/** Takes what may act, as the page does; "E" begins to finish the bill. */
function act(gate: Gate, did: string[]): Gate {
  let now = gate;
  for (let next = nextKey(now); next !== undefined; next = nextKey(now)) {
    did.push(next.key);
    now = next.key === "E" ? begun(next.gate) : next.gate;
  }
  return now;
}

describe("the gate", () => {
  test("lets keys act in their order while nothing is being finished", () => {
    const did: string[] = [];
    act(press(press(openGate<string>(), "1"), "2"), did);
    expect(did).toEqual(["1", "2"]);
  });

  test("keeps what comes after Enter until the bill is paid and the core shows the next one", () => {
    const did: string[] = [];
    let gate = act(press(press(press(openGate<string>(), "1"), "E"), "7"), did);
    expect(did).toEqual(["1", "E"]);
    gate = act(paid(gate, 4, 4, 100), did);
    gate = act(pictured(gate, { revision: 4, ...OPEN_BILL }, 100), did);
    expect(did).toEqual(["1", "E"]);
    act(pictured(gate, { revision: 5, ...OPEN_BILL }, 120), did);
    expect(did).toEqual(["1", "E", "7"]);
  });

  test("forgets what was typed ahead when the bill was not paid: it would go to this one", () => {
    const did: string[] = [];
    const gate = unpaid(act(press(press(press(openGate<string>(), "1"), "E"), "7"), did));
    expect([act(gate, did).held, did]).toEqual([[], ["1", "E"]]);
  });

  test("a second Enter is the first one, until a key comes between or the result has been there for a while", () => {
    const did: string[] = [];
    let gate = act(press(press(press(openGate<string>(), "1"), "E"), "E"), did);
    gate = act(paid(gate, 4, 5, 1000), did);
    gate = act(press(gate, "E", 1000 + DOUBLE_PRESS_MS - 1), did);
    expect(did).toEqual(["1", "E"]);
    act(press(gate, "E", 1000 + DOUBLE_PRESS_MS), did);
    expect(did).toEqual(["1", "E", "E"]);
    const quick: string[] = [];
    act(press(press(paid(begun(openGate<string>()), 4, 5, 1000), "9", 1001), "E", 1002), quick);
    expect(quick).toEqual(["9", "E"]);
  });

  test("keeps keys while a payment runs that this page did not begin, and gives them to the next bill only", () => {
    const working = { revision: 4, isEmpty: false, isWorking: true };
    const held = press(pictured(openGate<string>(), working, 0), "7");
    expect(nextKey(held)).toBeUndefined();
    expect(nextKey(pictured(held, { ...working, revision: 5, isWorking: false }, 0))?.key).toBe("7");
    expect(nextKey(pictured(held, { ...working, isWorking: false }, 0))).toBeUndefined();
    expect(nextKey(pictured(held, { ...working, isEmpty: true, isWorking: false }, 0))?.key).toBe("7");
  });

  test("has an end: so many keys wait and no more", () => {
    const many = Array.from({ length: HELD_MAX + 5 }, () => "1");
    expect(many.reduce((gate, key) => press(gate, key), begun(openGate<string>())).held.length).toBe(HELD_MAX);
  });
});

const steps = fc.array(
  fc.oneof(
    fc.constantFrom("1", "2", "E").map((key) => ({ kind: "press" as const, key })),
    fc.constantFrom({ kind: "paid" as const }, { kind: "unpaid" as const }, { kind: "picture" as const }),
  ),
  { maxLength: 60 },
);

test("law: no revision is finished again once it is paid, and no key acts twice or out of its order", () => {
  fc.assert(
    fc.property(steps, (all) => {
      let gate = openGate<string>();
      let revision = 1;
      let shown = 1;
      const paidBills = new Set<number>();
      const did: string[] = [];
      const pressedKeys: string[] = [];
      for (const step of all) {
        const wasOpen = gate.phase === "open";
        if (step.kind === "press") {
          // Each press has a name of its own behind its letter.
          pressedKeys.push(`${step.key}${pressedKeys.length}`);
          gate = pressed(gate, { key: pressedKeys.at(-1) ?? "", isEnd: step.key === "E" }, 0);
        }
        if (step.kind === "paid" && gate.phase === "finishing") {
          paidBills.add(revision);
          gate = paid(gate, revision, shown, 0);
          revision += 1;
        }
        if (step.kind === "unpaid" && gate.phase === "finishing") gate = unpaid(gate);
        if (step.kind === "picture") {
          shown = revision;
          gate = pictured(gate, { revision: shown, ...OPEN_BILL }, 0);
        }
        for (let next = nextKey(gate); next !== undefined; next = nextKey(gate)) {
          did.push(next.key);
          gate = next.gate;
          if (!next.key.startsWith("E")) continue;
          expect(paidBills.has(shown)).toBe(false);
          gate = begun(gate);
        }
        if (wasOpen && step.kind === "press" && step.key !== "E") expect(did.at(-1)).toBe(pressedKeys.at(-1));
      }
      const order = did.map((key) => pressedKeys.indexOf(key));
      expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
    }),
  );
});

import { useCounter } from "../stores/event-stores.ts";
import { useKeptFor } from "../stores/kept-for.ts";
import { doAct, enter, finishByButton, nextBill, scan } from "./counter-acts.ts";
import type { CounterAct } from "./counter-key.ts";
import { gateNow, isEnd, setGate, type Strike, useGate } from "./gate-store.ts";
import { nextKey, pictured, pressed } from "./key-gate.ts";
import { removeLine } from "./line-acts.ts";
import { giveCash } from "./pay-acts.ts";
import { send } from "./send.ts";
import { forgetChoice, useTill } from "./till-store.ts";
import { clearTyped, flushTyped, followPicture, typeBack, typeDigits } from "./typing.ts";

let isActing = false;

// Whatever opens the gate lets the keys go that wait at it.
useGate.subscribe(actInTurn);

// What one person typed and chose beside the bill is not the next one's.
useKeptFor.subscribe((now, before) => {
  if (now.key === before.key) return;
  forgetChoice();
  useTill.setState({ view: "pad", isHelpOpen: false, refusal: null });
});

/** A key, a button or a scan: acts at once, or after the payment that is under way. */
export function strike(what: Strike): void {
  setGate(pressed(gateNow(), { key: what, isEnd: isEnd(what) }, performance.now()));
}

/** The button of a letter. */
export function strikeAct(act: CounterAct): void {
  strike({ kind: "act", act });
}

/** Follows the core's picture from now on; returns what ends this. */
export function followCore(): () => void {
  const look = (): void => {
    const { state } = useCounter.getState();
    if (state === null) return;
    followPicture();
    const { revision, totalMinor } = state.bill;
    const picture = { revision, isEmpty: totalMinor === 0, isWorking: state.payment.kind === "working" };
    setGate(pictured(gateNow(), picture, performance.now()));
  };
  look();
  return useCounter.subscribe(look);
}

/** The till is about to be locked: what is typed goes to the core, and keys that wait are nobody's any more. */
export function readyForOthers(): void {
  setGate({ ...gateNow(), held: [] });
  void flushTyped();
}

function actInTurn(): void {
  if (isActing) return;
  isActing = true;
  try {
    for (let next = nextKey(gateNow()); next !== undefined; next = nextKey(gateNow())) {
      setGate(next.gate);
      act(next.key);
    }
  } finally {
    isActing = false;
  }
}

function act(what: Strike): void {
  switch (what.kind) {
    case "digits":
      return typeDigits(what.digits);
    case "back":
      return typeBack();
    case "clear":
      return useTill.getState().line === null ? clearTyped() : void removeLine();
    case "enter":
      return void enter();
    case "finish":
      return void finishByButton();
    case "next":
      return void nextBill();
    case "escape":
      return;
    case "act":
      return doAct(what.act);
    case "given":
      return giveCash(what.givenMinor);
    case "scan":
      return void scan(what.text);
    case "add":
      return void send("bill.add", { code: what.code });
  }
}

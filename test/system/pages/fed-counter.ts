import type { CounterState, StripState } from "../../../src-shared/contract/counter-state.ts";
import { finished, NO_BILL, STRIP } from "../../renderer/fixtures/counter-fixtures.ts";
import type { Answers } from "../../renderer/fixtures/fixture-core.ts";
import type { FedPage, Look, PageStage } from "./page-rig.ts";

const FINISHED = finished(0).result;

/** A till that keeps the typed amount, as far as these tests need one; `more` answers first. */
function tillThat(start: CounterState, more: (name: string, input: unknown) => ReturnType<Answers> | undefined) {
  let state = start;
  let tell: (state: CounterState) => void = () => {};
  const answer: Answers = (name, input) => {
    const own = more(name, input);
    if (own !== undefined) return own;
    if (name === "bill.amount") {
      const amountMinor = Number(Reflect.get(Object(input), "amountMinor"));
      const bill = { ...NO_BILL, revision: state.bill.revision + 1, amountMinor, totalMinor: amountMinor };
      state = { ...state, bill, result: null };
      tell(state);
    }
    if (name === "bill.choice") return { value: {} };
    if (name === "products.search") return { value: { rows: [], next: null } };
    if (name === "bill.pay") return { value: { kind: "done", result: FINISHED } };
    return { value: { revision: state.bill.revision } };
  };
  return { answer, onTell: (listener: (state: CounterState) => void) => (tell = listener) };
}

/** The counter as the core behind it tells of it: it keeps typed amounts and pays every bill; `more` answers first. */
export async function openCounter(
  stage: PageStage,
  state: CounterState,
  setting: {
    readonly look?: Look;
    readonly size?: { readonly width: number; readonly height: number };
    readonly strip?: StripState;
    readonly more?: (name: string, input: unknown) => ReturnType<Answers> | undefined;
  } = {},
): Promise<FedPage> {
  const { look, size, strip = STRIP, more = () => undefined } = setting;
  const till = tillThat(state, more);
  const opened = await stage.open({
    path: "#/",
    events: [
      { kind: "health", health: "ready", refusal: null },
      { kind: "session", signedIn: { staff: "1.2", name: "مریم", role: "cashier" }, setupNeeded: false },
      { kind: "strip", state: strip },
      { kind: "counter", state },
    ],
    answer: till.answer,
    ready: (page) => Promise.all(["footer", "main"].map((name) => page.locator(name).waitFor())),
    ...(look === undefined ? {} : { look }),
    ...(size === undefined ? {} : { size }),
  });
  till.onTell((next) => opened.core.send({ kind: "counter", state: next }));
  return opened;
}

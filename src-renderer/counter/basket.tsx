import { memo, useLayoutEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { BillState } from "../../src-shared/contract/counter-state.ts";
import { classNames } from "../kit/class-names.ts";
import { joined, Live, useLive } from "../kit/live.tsx";
import { useDigits, useMoney } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { useCounter } from "../stores/event-stores.ts";
import { BILL_STORES, linesNow, useBillPart } from "./bill-now.ts";
import styles from "./counter.module.css";
import { HotKey } from "./hot-key.tsx";
import { chosenLine, removeLine } from "./line-acts.ts";
import { LiveMoney } from "./live-money.tsx";
import { ROW_PX } from "./row-window.ts";
import { createShownRows, type RowSlot } from "./shown-rows.ts";
import { strikeAct } from "./strikes.ts";
import { useTill } from "./till-store.ts";

type Line = BillState["lines"][number];

/** The lines of the bill, newest in view; only those on screen are drawn. What is done to one stands under the list. */
export function Basket() {
  return (
    <>
      <Rows />
      <LineTools />
    </>
  );
}

/** Drawn when the list becomes higher or lower; neither scrolling nor a change of the bill draws anything. */
function Rows() {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [rows] = useState(createShownRows);
  const slots = useStore(rows.slots);
  const marked = useLive([rows.chosen], rows.chosen.getState, (mark: HTMLDivElement, { at }) => {
    mark.style.visibility = at === -1 ? "hidden" : "visible";
    if (at !== -1) mark.style.transform = placeOf(at);
  });
  useLayoutEffect(() => {
    if (box.current === null || list.current === null) return undefined;
    return rows.follow(box.current, list.current);
  }, [rows]);
  return (
    <div className={classNames(styles["basket"])}>
      <div ref={box} className={classNames(styles["lines"])} role="group" aria-label={t("counter.lines")} tabIndex={0}>
        <div ref={list} className={classNames(styles["rows"])}>
          <div ref={marked} className={classNames(styles["chosen"])} style={{ blockSize: ROW_PX }} />
          {slots.map((slot) => (
            <LineRow key={slot.id} slot={slot} />
          ))}
        </div>
      </div>
    </div>
  );
}

/**
 * A line, which a press chooses. No stop of Tab: the arrows go through the lines, and two hundred stops would stand
 * between the list and what comes after it.
 */
const LineRow = memo(function LineRow({ slot: { id, store } }: { readonly slot: RowSlot }) {
  const quantity = useQuantity();
  const line = (): Line | null => store.getState().line;
  const pressed = useRef<number | null>(null);
  // A row may show another line by the time the button of the mouse comes up: meant is the one that was pressed.
  const choose = (id: number | null): void => useTill.setState(({ line: now }) => ({ line: now === id ? null : id }));
  // Each by itself: most changes are of the texts alone, and an attribute that is set anew costs as if it had changed.
  const placed = useLive([store], () => store.getState().at, placeRow);
  const marked = useLive([store], () => store.getState().isChosen, markRow);
  const ref = joined(placed, marked);
  return (
    <button
      ref={ref}
      id={id}
      type="button"
      tabIndex={-1}
      className={classNames(styles["line"])}
      style={{ blockSize: ROW_PX }}
      onMouseDown={(event) => {
        event.preventDefault();
        pressed.current = line()?.id ?? null;
      }}
      onClick={({ detail }) => choose(detail === 0 ? (line()?.id ?? null) : pressed.current)}
    >
      <span className={classNames(styles["line-name"])}>
        <Live as="bdi" stores={[store]} text={() => line()?.name ?? ""} />
      </span>
      <span className={classNames(styles["line-sum"])}>
        <LiveMoney stores={[store]} minor={() => line()?.netMinor ?? 0} />
      </span>
      <small>
        <Live as="bdi" stores={[store]} text={() => quantity(line())} />
      </small>
    </button>
  );
});

function placeRow(row: HTMLButtonElement, at: number): void {
  row.style.transform = placeOf(at);
}

function markRow(row: HTMLButtonElement, isChosen: boolean): void {
  row.ariaPressed = String(isChosen);
}

function placeOf(at: number): string {
  return `translateY(${at * ROW_PX}px)`;
}

/** How many at what price, and what is taken off. */
function useQuantity(): (line: Line | null) => string {
  const { t } = useWords();
  const money = useMoney();
  const digits = useDigits();
  return (line) => {
    if (line === null) return "";
    const { qtyMilli, priceMinor, discountMinor } = line;
    const quantity = t("counter.line-qty", { qty: digits.milli(qtyMilli), price: money.number(priceMinor) });
    if (discountMinor === 0) return quantity;
    return `${quantity} · ${t("counter.line-discount", { amount: money.full(discountMinor) })}`;
  };
}

function LineTools() {
  const hasChosen = useBillPart(() => chosenLine(linesNow(), useTill.getState().line) !== undefined);
  return hasChosen ? <ChosenTools /> : <BillSums />;
}

/** No line is chosen: how many there are, and what is taken off the bill. */
function BillSums() {
  const { t } = useWords();
  const money = useMoney();
  const number = useBillPart(() => linesNow().length);
  const discountMinor = useCounter(({ state }) => state?.bill.discountMinor ?? 0);
  return (
    <div className={classNames(styles["line-tools"])}>
      <span className={classNames(styles["grow"])}>
        {t("counter.line-count", { n: number })}
        {discountMinor === 0 ? "" : ` · ${t("counter.bill-discount-is", { amount: money.full(discountMinor) })}`}
      </span>
      <HotKey letter="D" onPress={() => strikeAct("discount")}>
        {t("counter.bill-discount")}
      </HotKey>
    </div>
  );
}

function ChosenTools() {
  const { t } = useWords();
  const name = (): string => chosenLine(linesNow(), useTill.getState().line)?.name ?? "";
  const ref = useLive(BILL_STORES, name, (tools: HTMLDivElement, label) => {
    tools.ariaLabel = label;
  });
  return (
    <div ref={ref} className={classNames(styles["line-tools"])} role="group">
      <HotKey label={t("counter.line-less")} letter="-" isSign onPress={() => strikeAct("less")}>
        −
      </HotKey>
      <HotKey label={t("counter.line-more")} letter="+" isSign onPress={() => strikeAct("more")}>
        +
      </HotKey>
      <HotKey letter="*" onPress={() => strikeAct("quantity")}>
        {t("counter.line-quantity")}
      </HotKey>
      <HotKey letter="D" onPress={() => strikeAct("discount")}>
        {t("counter.line-take-off")}
      </HotKey>
      <HotKey letter="Del" look="danger" onPress={() => void removeLine()}>
        {t("counter.line-remove")}
      </HotKey>
    </div>
  );
}

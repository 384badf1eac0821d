import { classNames } from "../kit/class-names.ts";
import { isolated } from "../look/isolated.ts";
import { useDigits, useMoney } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { useCounter } from "../stores/event-stores.ts";
import { AmountLine } from "./amount-line.tsx";
import { Basket } from "./basket.tsx";
import { clearBill, takeBill } from "./counter-acts.ts";
import styles from "./counter.module.css";
import { GoodsPanel } from "./goods-panel.tsx";
import { HotKey } from "./hot-key.tsx";
import { NumberPad } from "./number-pad.tsx";
import { send } from "./send.ts";
import { strikeAct } from "./strikes.ts";
import { useTill } from "./till-store.ts";

/** The bill: its amount, its lines, and the pad or the goods to fill it with. */
export function BillColumn() {
  const { t } = useWords();
  const hasLines = useCounter(({ state }) => (state?.bill.lines.length ?? 0) > 0 && state?.result === null);
  const view = useTill((till) => till.view);
  return (
    <section className={classNames(styles["bill"])} aria-label={t("counter.bill")}>
      <AmountLine />
      <BillTools />
      {hasLines ? <Basket /> : null}
      {view === "goods" ? <GoodsPanel /> : <NumberPad isLow={hasLines} />}
    </section>
  );
}

function BillTools() {
  const { t } = useWords();
  const isEmpty = useCounter(({ state }) => state === null || state.bill.totalMinor === 0);
  const external = useCounter(({ state }) => state?.bill.external ?? null);
  const view = useTill((till) => till.view);
  const isArmed = useTill((till) => till.isClearArmed);
  const digits = useDigits();
  return (
    <div className={classNames(styles["tools"])}>
      <HotKey letter="S" onPress={() => strikeAct("search")}>
        {view === "goods" ? t("counter.to-pad") : t("counter.to-goods")}
      </HotKey>
      <HotKey letter="?" onPress={() => strikeAct("help")}>
        {t("counter.help")}
      </HotKey>
      {external === null ? (
        isEmpty ? null : (
          <HotKey look={isArmed ? "danger" : "quiet"} onPress={() => void clearBill()}>
            {isArmed ? t("counter.really-clear") : t("counter.clear-bill")}
          </HotKey>
        )
      ) : (
        <>
          <span>
            {t("counter.external-is", {
              number: isolated(digits.text(external.number)),
              program: isolated(external.program),
            })}
          </span>
          <HotKey look="quiet" onPress={() => void send("bill.put-back", {})}>
            {t("counter.external-back")}
          </HotKey>
        </>
      )}
      <Waiting />
    </div>
  );
}

/** Bills that another program handed over; the oldest one is a key away. */
function Waiting() {
  const { t } = useWords();
  const money = useMoney();
  const digits = useDigits();
  const waiting = useCounter(({ state }) => state?.waiting);
  if (waiting === undefined || waiting.length === 0) return null;
  return (
    <div role="group" aria-label={t("counter.waiting")} className={classNames(styles["waiting"])}>
      {waiting.map(({ id, number, program, totalMinor }, at) => (
        <HotKey key={id} look="tile" {...(at === 0 ? { letter: "W" } : {})} onPress={() => void takeBill(id)}>
          {t("counter.waiting-take", {
            number: isolated(digits.text(number)),
            program: isolated(program),
            amount: money.full(totalMinor),
          })}
        </HotKey>
      ))}
    </div>
  );
}

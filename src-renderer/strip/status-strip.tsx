import type { StripState } from "../../src-shared/contract/counter-state.ts";
import { Button } from "../kit/button.tsx";
import { classNames } from "../kit/class-names.ts";
import type { Colour } from "../kit/status-pill.tsx";
import { useCommand } from "../api/use-command.ts";
import { isolated } from "../look/isolated.ts";
import { useDate, useMoney } from "../look/use-format.ts";
import { usePrinterWords } from "../look/use-printer-words.ts";
import { useWords } from "../look/use-words.ts";
import { codeOf, useRefusalText } from "../counter/refusal-text.ts";
import { PrinterGoOn } from "../settings/printer-go-on.tsx";
import { useStrip } from "../stores/event-stores.ts";
import { keyOf } from "../words/make-words.ts";
import { StripItem } from "./strip-item.tsx";
import styles from "./strip.module.css";

/** Under every page: a word and a colour for each part of the till; each opens what to do about it. */
export function StatusStrip() {
  const { t } = useWords();
  const strip = useStrip(({ state }) => state);
  if (strip === null) return null;
  return (
    <footer className={classNames(styles["strip"])} aria-label={t("strip.label")}>
      <Reader strip={strip} />
      <Printer strip={strip} />
      <Network strip={strip} />
      <Queue strip={strip} />
      <Shift strip={strip} />
      <Cashier strip={strip} />
      {strip.notices.length === 0 ? null : <Notices strip={strip} />}
    </footer>
  );
}

interface Part {
  readonly strip: StripState;
}

function Reader({ strip: { reader } }: Part) {
  const { t } = useWords();
  const say = useRefusalText();
  return (
    <StripItem name={t("strip.reader")} word={t(keyOf("strip.reader-", reader.colour))} colour={reader.colour}>
      <Said text={say(reader.word)} code={codeOf(reader.word)} />
    </StripItem>
  );
}

function Printer({ strip: { printer, receipts } }: Part) {
  const { t } = useWords();
  const { text, code } = usePrinterWords()(printer.word);
  const needsLook = receipts.attention > 0;
  const colour = needsLook && printer.colour !== "bad" ? "warn" : printer.colour;
  const word = needsLook
    ? t("strip.receipts-attention", { n: receipts.attention })
    : t(keyOf("strip.printer-", printer.colour));
  return (
    <StripItem name={t("strip.printer")} word={word} colour={colour}>
      <Said text={text} code={code} />
      <PrinterGoOn word={printer.word} />
      <p>{t("strip.receipts-waiting", { n: receipts.waiting })}</p>
      <p>{t("strip.receipts-attention", { n: receipts.attention })}</p>
    </StripItem>
  );
}

function Network({ strip: { network } }: Part) {
  const { t } = useWords();
  return (
    <StripItem name={t("strip.network")} word={t(keyOf("strip.network-", network.word))} colour={network.colour}>
      <p>{t(HELP[network.word])}</p>
    </StripItem>
  );
}

const HELP = {
  standalone: "strip.network-standalone-help",
  online: "strip.network-online-help",
  offline: "strip.network-offline-help",
} as const;

function Queue({ strip: { queued, doubts } }: Part) {
  const { t } = useWords();
  const money = useMoney();
  return (
    <StripItem
      name={t("strip.queue")}
      word={t("strip.events", { n: queued })}
      colour={doubts.count > 0 ? "warn" : "info"}
    >
      <p>{t("strip.queue-help")}</p>
      <p>{t("strip.doubts-are", { n: doubts.count, amount: money.full(doubts.sumMinor) })}</p>
    </StripItem>
  );
}

function Shift({ strip: { shift } }: Part) {
  const { t } = useWords();
  const date = useDate();
  const colour: Colour = shift === null || shift.isOverMidnight ? "warn" : "good";
  return (
    <StripItem
      name={t("strip.shift")}
      word={shift === null ? t("strip.shift-closed") : t("strip.shift-open")}
      colour={colour}
    >
      <p>
        {shift === null
          ? t("strip.shift-closed-help")
          : t("strip.shift-since", { time: date.time(shift.openedAtMs), name: isolated(shift.staffName) })}
      </p>
      {shift?.isOverMidnight === true ? <p>{t("strip.shift-over-midnight")}</p> : null}
    </StripItem>
  );
}

function Cashier({ strip: { staff } }: Part) {
  const { t } = useWords();
  const lock = useCommand("session.lock");
  return (
    <StripItem
      name={t("strip.cashier")}
      word={staff?.name ?? t("strip.cashier-none")}
      colour={staff === null ? "warn" : "info"}
    >
      <p>{staff === null ? t("strip.cashier-none-help") : t("strip.cashier-help")}</p>
      {staff === null ? null : <Button onPress={() => void lock.run({})}>{t("strip.lock")}</Button>}
    </StripItem>
  );
}

function Notices({ strip: { notices } }: Part) {
  const { t } = useWords();
  const say = useRefusalText();
  return (
    <StripItem name={t("strip.notices")} word={t("strip.notice-number", { n: notices.length })} colour="warn">
      {notices.map((notice) => (
        <Said key={notice} text={say(notice)} code={codeOf(notice)} />
      ))}
    </StripItem>
  );
}

function Said({ text, code }: { readonly text: string; readonly code: string }) {
  return (
    <p>
      {text} <small dir="ltr">{code}</small>
    </p>
  );
}

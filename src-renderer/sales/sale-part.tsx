import { useState } from "react";
import type { ValueOf } from "../../src-shared/contract/contract.ts";
import { explain } from "../../src-shared/words/explain.ts";
import { RECEIPT_STATE_WORDS } from "../../src-shared/words/printer-words.ts";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Facts, Line, Lines, Quiet } from "../kit/facts.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { Code, DateText, Money } from "../kit/shown.tsx";
import { StatusPill } from "../kit/status-pill.tsx";
import { knownRefusal } from "../look/known-refusal.ts";
import { useRefusalWords } from "../look/use-refusal.ts";
import { useLook } from "../look/look-store.ts";
import { useDigits, useMoney } from "../look/use-format.ts";
import { useShared, useWords, type SharedWords } from "../look/use-words.ts";
import { goTo } from "../shell/router.ts";
import { keyOf } from "../words/make-words.ts";
import { PapersDialog } from "./papers-dialog.tsx";
import { SaleNumber } from "./sale-number.tsx";

type Sale = ValueOf<"sales.get">;
const RECEIPT: Readonly<Record<string, SharedWords>> = RECEIPT_STATE_WORDS;

/** One sale: what was sold, how it was paid, what it earned and why, and what can still be done with it. */
export function SalePart({ sale }: { readonly sale: Sale["row"]["sale"] }) {
  const { t } = useWords();
  const { value, refusal, again } = useQuery("sales.get", { sale });
  if (value === undefined) return <RefusalNotice refusal={refusal} />;
  return (
    <>
      <RefusalNotice refusal={refusal} />
      <SaleActs value={value} onDone={again} />
      <SaleHead value={value} />
      <Panel title={t("sales.paid")}>
        <Lines label={t("sales.paid")}>
          {value.paid.map(({ kind, amountMinor, ref }) => (
            <Line key={`${kind}${ref ?? ""}`} end={<Money minor={amountMinor} />}>
              {t(keyOf("sales.by-", kind))} {ref === null ? null : <Code>{ref}</Code>}
            </Line>
          ))}
          {value.changeMinor === 0 ? null : <Line end={<Money minor={value.changeMinor} />}>{t("sales.change")}</Line>}
        </Lines>
      </Panel>
      {value.lines.length === 0 ? null : <SaleLines value={value} />}
    </>
  );
}

function SaleHead({ value }: { readonly value: Sale }) {
  const { t, locale } = useWords();
  const say = useShared();
  const digits = useDigits();
  const display = useLook((look) => look.display);
  const { row, member } = value;
  const receipt = row.receipt === null ? undefined : RECEIPT[row.receipt];
  const state = (
    <StatusPill colour={row.state === "sold" ? "good" : "bad"}>{t(keyOf("sales.state-", row.state))}</StatusPill>
  );
  return (
    <Panel title={t("sales.sale")} side={state}>
      <Facts
        of={[
          [t("sales.total"), <Money key="total" minor={row.totalMinor} big />],
          [t("sales.number"), <SaleNumber key="number" of={row} />],
          [t("sales.time"), <DateText key="time" atMs={row.atMs} />],
          [t("sales.staff"), <bdi key="staff">{row.staffName}</bdi>],
          [
            t("sales.member"),
            member === null ? null : (
              <Button key="member" look="quiet" onPress={() => goTo("members", member)}>
                <bdi>{row.memberName ?? t("members.no-name")}</bdi>
              </Button>
            ),
          ],
          [t("sales.earned"), <Money key="earned" minor={row.earnedMinor} />],
          [t("sales.to-card"), value.toPurseMinor === 0 ? null : <Money key="purse" minor={value.toPurseMinor} />],
          [t("sales.to-pool"), value.toPoolMinor === 0 ? null : <Money key="pool" minor={value.toPoolMinor} />],
          [t("sales.spent"), <Money key="spent" minor={row.spentMinor} />],
          [t("sales.discount"), value.discountMinor === 0 ? null : <Money key="less" minor={value.discountMinor} />],
          [t("sales.card"), t(keyOf("sales.card-", value.card))],
          [t("sales.receipt"), receipt === undefined ? t("sales.no-receipt") : say(receipt)],
          [t("sales.copies"), digits.integer(value.copies)],
        ]}
      />
      {value.reason === null ? null : <Quiet>{explain(value.reason, display, locale)}</Quiet>}
    </Panel>
  );
}

function SaleLines({ value }: { readonly value: Sale }) {
  const { t } = useWords();
  const digits = useDigits();
  return (
    <Panel title={t("sales.lines")}>
      <Lines label={t("sales.lines")}>
        {value.lines.map((line) => (
          <Line key={line.id} end={<Money minor={line.netMinor} />}>
            {line.name === "" ? t("sales.amount-line") : <bdi>{line.name}</bdi>}
            <Quiet>
              <bdi dir="ltr">{digits.milli(line.qtyMilli)}</bdi> × <Money minor={line.priceMinor} />
              {line.discountMinor === 0 ? null : (
                <>
                  {" · "}
                  {t("sales.discount")} <Money minor={line.discountMinor} />
                </>
              )}
            </Quiet>
          </Line>
        ))}
      </Lines>
    </Panel>
  );
}

function SaleActs({ value, onDone }: { readonly value: Sale; readonly onDone: () => void }) {
  const { t } = useWords();
  const money = useMoney();
  const digits = useDigits();
  const reprint = useCommand("sales.reprint");
  const undo = useCommand("sale.void");
  const [said, setSaid] = useState<{ readonly kind: "good" | "warn"; readonly text: string } | null>(null);
  const { sale } = value.row;
  const [isLooking, setLooking] = useState(false);
  const print = async (): Promise<void> => {
    setLooking(false);
    const answer = await reprint.run({ sale });
    if (!answer.ok) return;
    setSaid({ kind: "good", text: t("sales.copy-printed", { number: digits.integer(answer.value.copy) }) });
    onDone();
  };
  const takeBack = async (): Promise<void> => {
    const answer = await undo.run({ sale });
    if (!answer.ok) return;
    const done = answer.value;
    if (done.kind === "done")
      setSaid({ kind: "good", text: t("sales.undone", { amount: money.full(done.cashBackMinor) }) });
    else setSaid({ kind: "warn", text: t("sales.put-back") });
    onDone();
  };
  return (
    <>
      <Row>
        <Button onPress={() => setLooking(true)}>{t("sales.look")}</Button>
        <Button onPress={() => void print()} isPending={reprint.isBusy}>
          {t("sales.reprint")}
        </Button>
        {value.canVoid ? (
          <ConfirmButton question={t("sales.really-undo")} onConfirm={() => void takeBack()} isDisabled={undo.isBusy}>
            {t("sales.undo")}
          </ConfirmButton>
        ) : null}
      </Row>
      {isLooking ? <PapersDialog sale={sale} onClose={() => setLooking(false)} onReprint={() => void print()} /> : null}
      <RefusalNotice refusal={reprint.refusal ?? undo.refusal} />
      {said === null ? null : <Notice kind={said.kind}>{said.text}</Notice>}
      {value.canVoid || value.whyNotVoid === null || undo.refusal !== null ? null : (
        <WhyNot reason={value.whyNotVoid} />
      )}
    </>
  );
}

/** Why a sale can't be undone: no fault of anybody's, so it is said quietly. */
function WhyNot({ reason }: { readonly reason: string }) {
  const { sentence, code } = useRefusalWords()(knownRefusal(reason));
  return (
    <Notice kind="info" code={code}>
      {sentence}
    </Notice>
  );
}

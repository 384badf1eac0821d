import { useEffect } from "react";
import type { InputOf, ValueOf } from "../../src-shared/contract/contract.ts";
import { PAPER_WORDS } from "../../src-shared/words/paper-words.ts";
import { PRINTER_WORDS, RECEIPT_STATE_WORDS } from "../../src-shared/words/printer-words.ts";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Line, Lines, Quiet } from "../kit/facts.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { DateText } from "../kit/shown.tsx";
import { isolated } from "../look/isolated.ts";
import { useDigits, useMoney } from "../look/use-format.ts";
import { useShared, useWords, type SharedWords } from "../look/use-words.ts";
import { openSale } from "../shell/open-sale.ts";
import { useStrip } from "../stores/event-stores.ts";

type Act = InputOf<"receipts.resolve">["act"];
type Job = ValueOf<"receipts.list">["jobs"][number];
const STATES: Readonly<Record<string, SharedWords>> = RECEIPT_STATE_WORDS;
const REASONS: Readonly<Record<string, SharedWords>> = PRINTER_WORDS;

/** Receipts in line, and those of which only a person can say whether they came out. */
export function ReceiptsPart() {
  const { t } = useWords();
  const line = useStrip(({ state }) => JSON.stringify([state?.receipts, state?.printer]));
  const { value, refusal, again } = useQuery("receipts.list", {});
  useEffect(again, [again, line]);
  const resolve = useCommand("receipts.resolve");
  const act = async (job: number, how: Act): Promise<void> => {
    await resolve.run({ job, act: how });
    again();
  };
  const jobs = value?.jobs ?? [];
  return (
    <Panel title={t("sales.receipts")}>
      <RefusalNotice refusal={refusal ?? resolve.refusal} />
      {jobs.length === 0 ? <p>{t("sales.no-receipts")}</p> : null}
      <Lines label={t("sales.receipts")}>
        {jobs.map((job) => (
          <JobLine key={job.job} job={job} onAct={(how) => void act(job.job, how)} />
        ))}
      </Lines>
    </Panel>
  );
}

function JobLine({ job, onAct }: { readonly job: Job; readonly onAct: (how: Act) => void }) {
  const { t } = useWords();
  const say = useShared();
  const digits = useDigits();
  const state = STATES[job.state];
  const reason = job.reason === null ? undefined : REASONS[job.reason];
  const isLooked = ["unknown", "sent"].includes(job.state);
  // Nothing of these was printed; of an unknown one something may have been, so its second print is marked.
  const isUntouched = job.state === "failed" || job.state === "expired";
  const isWaiting = ["queued", "waiting_paper", "failed", "expired"].includes(job.state);
  return (
    <Line
      end={
        <Row>
          {isLooked ? <Button onPress={() => onAct("came-out")}>{t("sales.came-out")}</Button> : null}
          {isLooked ? <Button onPress={() => onAct("copy")}>{t("sales.print-copy")}</Button> : null}
          {isUntouched ? <Button onPress={() => onAct("again")}>{t("sales.again")}</Button> : null}
          {isWaiting ? (
            <ConfirmButton question={t("sales.really-cancel")} onConfirm={() => onAct("cancel")}>
              {t("sales.cancel-print")}
            </ConfirmButton>
          ) : null}
        </Row>
      }
    >
      <div>{state === undefined ? job.state : say(state)}</div>
      {reason === undefined ? null : <div>{say(reason)}</div>}
      {job.sold === null ? null : <SoldButton sold={job.sold} />}
      <Quiet>
        {say(PAPER_WORDS[job.paper])} · <DateText atMs={job.queuedAtMs} />
        {job.copy === 0 ? null : ` · ${t("sales.copy-number", { number: digits.integer(job.copy) })}`}
      </Quiet>
    </Line>
  );
}

/** Whose receipt it is: what a person knows the sale again by, and the way to it. */
function SoldButton({ sold: { sale, totalMinor, memberName } }: { readonly sold: NonNullable<Job["sold"]> }) {
  const { t } = useWords();
  const amount = useMoney().full(totalMinor);
  return (
    <Button onPress={() => openSale(sale)}>
      {memberName === null
        ? t("sales.sold-for", { amount })
        : t("sales.sold-to", { amount, name: isolated(memberName) })}
    </Button>
  );
}

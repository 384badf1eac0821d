import { useState } from "react";
import type { ValueOf } from "../../src-shared/contract/contract.ts";
import { explain } from "../../src-shared/words/explain.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { Line, Lines, Quiet, SignedMoney } from "../kit/facts.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { DateText, Money } from "../kit/shown.tsx";
import { useLook } from "../look/look-store.ts";
import { useWords } from "../look/use-words.ts";
import { keyOf } from "../words/make-words.ts";

type HistoryRow = ValueOf<"members.history">["rows"][number];

/** What happened to the member's credit, newest first: each entry with its reason and the balance after it. */
export function HistoryPart({ member }: { readonly member: string }) {
  const { t } = useWords();
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return (
    <Panel title={t("members.history")}>
      <Lines label={t("members.history")}>
        {cursors.map((cursor, at) => (
          <HistoryPage
            key={cursor ?? ""}
            member={member}
            cursor={cursor}
            isLast={at === cursors.length - 1}
            onMore={(next) => setCursors([...cursors, next])}
          />
        ))}
      </Lines>
    </Panel>
  );
}

function HistoryPage(props: {
  readonly member: string;
  readonly cursor: string | null;
  readonly isLast: boolean;
  readonly onMore: (cursor: string) => void;
}) {
  const { t } = useWords();
  const { member, cursor, isLast, onMore } = props;
  const { value, refusal } = useQuery("members.history", cursor === null ? { member } : { member, cursor });
  const next = value?.next ?? null;
  return (
    <>
      {refusal === null ? null : (
        <li>
          <RefusalNotice refusal={refusal} />
        </li>
      )}
      {value?.rows.map((row) => (
        <HistoryLine key={`${row.ref.journal}.${row.ref.seq}`} row={row} />
      ))}
      {cursor === null && value?.rows.length === 0 ? (
        <li>
          <EmptyState>{t("members.no-history")}</EmptyState>
        </li>
      ) : null}
      {isLast && next !== null ? (
        <li>
          <Row>
            <Button onPress={() => onMore(next)}>{t("kit.more")}</Button>
          </Row>
        </li>
      ) : null}
    </>
  );
}

function HistoryLine({ row }: { readonly row: HistoryRow }) {
  const { t, locale } = useWords();
  const display = useLook((look) => look.display);
  const end = (
    <div style={{ textAlign: "end" }}>
      {row.deltaMinor === 0 ? null : <SignedMoney minor={row.deltaMinor} />}
      <Quiet>
        {t("members.balance-after")} <Money minor={row.balanceMinor} />
      </Quiet>
    </div>
  );
  return (
    <Line end={end}>
      <strong>{t(keyOf("members.kind-", row.kind))}</strong>{" "}
      {row.totalMinor === null ? null : <Money minor={row.totalMinor} />}
      {row.reason === null ? null : <div>{explain(row.reason, display, locale)}</div>}
      {row.why === null ? null : (
        <div>
          {t(row.kind === "card-blocked" ? "members.blocked-why" : "members.unblocked-why", {
            card: `\u2066${row.card ?? ""}\u2069`,
            why: t(keyOf("cards.", row.why)),
          })}
        </div>
      )}
      {row.note === null ? null : (
        <div>
          <bdi>{row.note}</bdi>
        </div>
      )}
      <Quiet>
        <DateText atMs={row.atMs} /> · <bdi>{row.staffName}</bdi>
      </Quiet>
    </Line>
  );
}

import type { ValueOf } from "../../src-shared/contract/contract.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import { READER_WORDS } from "../../src-shared/words/reader-words.ts";
import { Button } from "../kit/button.tsx";
import { Facts } from "../kit/facts.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { Code, Money } from "../kit/shown.tsx";
import { knownRefusal } from "../look/known-refusal.ts";
import { useDigits } from "../look/use-format.ts";
import { useShared, useWords, type SharedWords } from "../look/use-words.ts";
import { goTo } from "../shell/router.ts";
import { useCounter } from "../stores/event-stores.ts";
import { keyOf } from "../words/make-words.ts";

export type CardCheck = ValueOf<"cards.check">;

const READER: Readonly<Record<string, SharedWords>> = READER_WORDS;

/** What lies on the reader, in words, with the one thing to do. */
export function OnReader(props: {
  readonly check: CardCheck | undefined;
  readonly refusal: Refusal | null;
  readonly onBlock: (card: string) => void;
}) {
  const { t } = useWords();
  const { check, refusal } = props;
  return (
    <Panel title={t("cards.on-reader")}>
      <RefusalNotice refusal={refusal} />
      {check === undefined ? null : <Found check={check} onBlock={props.onBlock} />}
    </Panel>
  );
}

function Found({ check, onBlock }: { readonly check: CardCheck; readonly onBlock: (card: string) => void }) {
  const { t } = useWords();
  switch (check.kind) {
    case "none":
      return <Nothing />;
    case "issuable":
      return <Notice kind="info">{t("cards.issuable")}</Notice>;
    case "refused":
      return (
        <>
          <RefusalNotice refusal={knownRefusal(check.refusal ?? "defect")} />
          <OurCard check={check} onBlock={onBlock} />
        </>
      );
    case "ours":
      return <OurCard check={check} onBlock={onBlock} />;
  }
}

/** No card: waiting for one, or no reader to put it on. */
function Nothing() {
  const { t } = useWords();
  const say = useShared();
  const card = useCounter(({ state }) => state?.card);
  const words = card?.kind === "no-reader" ? READER[card.state] : undefined;
  if (card?.kind === "no-reader" && words !== undefined)
    return (
      <Notice kind="warn" code={words.code}>
        {say(words)}
      </Notice>
    );
  return <Notice kind="info">{t("cards.put-card")}</Notice>;
}

function OurCard({ check, onBlock }: { readonly check: CardCheck; readonly onBlock: (card: string) => void }) {
  const { t } = useWords();
  const digits = useDigits();
  const { card, member } = check;
  if (card === null) return null;
  const differs = check.onCardMinor !== null && check.ledgerMinor !== null && check.onCardMinor !== check.ledgerMinor;
  return (
    <>
      <Facts
        of={[
          [t("cards.number"), <Code key="number">{card.card}</Code>],
          [
            t("cards.owner"),
            member === null ? null : <bdi key="owner">{digits.text(member.name) || t("members.no-name")}</bdi>,
          ],
          [t("cards.state"), t(keyOf("members.card-", card.state))],
          [t("cards.on-card"), check.onCardMinor === null ? null : <Money key="card" minor={check.onCardMinor} />],
          [t("cards.in-ledger"), check.ledgerMinor === null ? null : <Money key="book" minor={check.ledgerMinor} />],
          [t("cards.counter"), check.counter === null ? null : digits.integer(check.counter)],
        ]}
      />
      {differs ? <Notice kind="warn">{t("cards.differs")}</Notice> : null}
      <Row>
        {member === null ? null : (
          <Button onPress={() => goTo("members", member.member)}>{t("cards.open-member")}</Button>
        )}
        {card.state === "active" ? (
          <Button look="danger" onPress={() => onBlock(card.card)}>
            {t("cards.block")}
          </Button>
        ) : null}
      </Row>
    </>
  );
}

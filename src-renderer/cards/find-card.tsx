import { useState } from "react";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { Line, Lines } from "../kit/facts.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { SearchField } from "../kit/search-field.tsx";
import { Code, Money } from "../kit/shown.tsx";
import { StatusPill } from "../kit/status-pill.tsx";
import { useWords } from "../look/use-words.ts";
import { goTo } from "../shell/router.ts";
import { keyOf } from "../words/make-words.ts";

/** Finds a card that is not here (lost, at home) by its number, to open its member or to block it. */
export function FindCard({ onBlock }: { readonly onBlock: (card: string) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const text = typed.trim();
  const found = useQuery("cards.find", text === "" ? null : { typed: text });
  const cards = text === "" ? [] : (found.value?.cards ?? []);
  return (
    <Panel title={t("cards.find")}>
      <SearchField label={t("cards.number")} value={typed} onChange={(next) => setTyped(next.slice(0, 40))} />
      <RefusalNotice refusal={text === "" ? null : found.refusal} />
      {text !== "" && found.value !== undefined && !found.isLoading && cards.length === 0 ? (
        <EmptyState>{t("cards.none-found")}</EmptyState>
      ) : null}
      <Lines label={t("cards.find")}>
        {cards.map(({ card, member, name }) => (
          <Line
            key={card.card}
            end={
              <Row>
                {member === null ? null : (
                  <Button onPress={() => goTo("members", member)}>{t("cards.open-member")}</Button>
                )}
                {card.state === "active" ? (
                  <Button look="danger" onPress={() => onBlock(card.card)}>
                    {t("cards.block")}
                  </Button>
                ) : null}
              </Row>
            }
          >
            <Code>{card.card}</Code> <bdi>{name}</bdi>{" "}
            <StatusPill colour={card.state === "active" ? "good" : card.state === "blocked" ? "bad" : "info"}>
              {t(keyOf("members.card-", card.state))}
            </StatusPill>{" "}
            <Money minor={card.balanceMinor} />
          </Line>
        ))}
      </Lines>
    </Panel>
  );
}

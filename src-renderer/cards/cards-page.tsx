import { useEffect, useState } from "react";
import { useQuery } from "../api/use-query.ts";
import { Page } from "../kit/page.tsx";
import { useWords } from "../look/use-words.ts";
import { usePageRest } from "../shell/page-rest.ts";
import { useCounter } from "../stores/event-stores.ts";
import { BlockDialog } from "./block-dialog.tsx";
import { FindCard } from "./find-card.tsx";
import { IssuePart } from "./issue-part.tsx";
import { OnReader } from "./on-reader.tsx";

/** The card desk: what lies on the reader, giving a card to a member (`#/cards/<member>`), finding and blocking one. */
export function CardsPage() {
  const { t } = useWords();
  const [member] = usePageRest("cards");
  // Whatever the reader tells the counter is the moment to look at the card again.
  const onReader = useCounter(({ state }) => JSON.stringify(state?.card ?? null));
  const check = useQuery("cards.check", {});
  const [blocking, setBlocking] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const { again } = check;
  useEffect(again, [again, onReader]);
  return (
    <Page title={t("cards.title")}>
      <OnReader check={check.value} refusal={check.refusal} onBlock={setBlocking} />
      <IssuePart key={member ?? ""} member={member ?? null} check={check.value} onIssued={again} />
      <FindCard key={round} onBlock={setBlocking} />
      <BlockDialog
        card={blocking}
        onClose={() => setBlocking(null)}
        onBlocked={() => {
          setBlocking(null);
          setRound(round + 1);
          again();
        }}
      />
    </Page>
  );
}

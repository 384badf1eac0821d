import { useState } from "react";
import type { ValueOf } from "../../src-shared/contract/contract.ts";
import { PAPER_WORDS } from "../../src-shared/words/paper-words.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Select } from "../kit/select.tsx";
import { useDigits } from "../look/use-format.ts";
import { useShared, useWords } from "../look/use-words.ts";
import { PaperView } from "../paper/paper-view.tsx";
import { PrintPaper } from "../paper/print-paper.tsx";

type Paper = ValueOf<"sales.papers">["papers"][number];

/** The receipt of a sale and its copies, as they were printed; looked at before a copy is. */
export function PapersDialog(props: {
  readonly sale: ValueOf<"sales.get">["row"]["sale"];
  readonly onClose: () => void;
  readonly onReprint: () => void;
}) {
  const { t } = useWords();
  const { value, refusal } = useQuery("sales.papers", { sale: props.sale });
  const papers = value?.papers ?? [];
  const [chosen, setChosen] = useState(0);
  const paper = papers[chosen];
  return (
    <Dialog
      title={t("sales.paper")}
      isOpen
      onClose={props.onClose}
      size="wide"
      actions={
        paper === undefined ? null : (
          <>
            <Button look="primary" onPress={props.onReprint}>
              {t("sales.reprint")}
            </Button>
            <Button onPress={() => globalThis.print()}>{t("sales.paper-file")}</Button>
          </>
        )
      }
    >
      <RefusalNotice refusal={refusal} />
      {value !== undefined && papers.length === 0 ? <Notice kind="info">{t("sales.paper-gone")}</Notice> : null}
      {papers.length < 2 ? null : <Chooser papers={papers} chosen={chosen} onChoose={setChosen} />}
      {paper === undefined ? null : (
        <>
          <PaperView paper={paper} />
          <PrintPaper paper={paper} />
        </>
      )}
    </Dialog>
  );
}

function Chooser(props: {
  readonly papers: readonly Paper[];
  readonly chosen: number;
  readonly onChoose: (at: number) => void;
}) {
  const { t } = useWords();
  const digits = useDigits();
  const say = useShared();
  return (
    <Select
      label={t("sales.paper-which")}
      value={String(props.chosen)}
      onChange={(id) => props.onChoose(Number(id))}
      options={props.papers.map(({ document: { paper, copy } }, at) => ({
        id: String(at),
        text: say(PAPER_WORDS[paper]),
        ...(copy === null ? {} : { note: t("sales.copy-number", { number: digits.integer(copy.number) }) }),
      }))}
    />
  );
}

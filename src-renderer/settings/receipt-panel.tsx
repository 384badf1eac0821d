import { useState } from "react";
import type { ReceiptChange } from "../../src-shared/contract/receipt-contract.ts";
import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import type { SampleKind } from "../../src-shared/receipt/sample-papers.ts";
import { PAPER_KINDS, PAPER_WORDS } from "../../src-shared/words/paper-words.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { Quiet } from "../kit/facts.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { Select } from "../kit/select.tsx";
import { classNames } from "../kit/class-names.ts";
import { useShared, useWords } from "../look/use-words.ts";
import { PaperView } from "../paper/paper-view.tsx";
import { PrintPaper } from "../paper/print-paper.tsx";
import { LogoChoice } from "./logo-choice.tsx";
import { ReceiptFields } from "./receipt-fields.tsx";
import styles from "./receipt.module.css";
import { useChange } from "./use-settings.ts";

/** How receipts look: what the owner chooses, and beside it the paper that comes of it, not saved yet. */
export function ReceiptPanel({ settings }: { readonly settings: Settings }) {
  const { t } = useWords();
  const { change, refusal, isBusy } = useChange();
  const [draft, setDraft] = useState<ReceiptChange>({});
  const [isSaved, setSaved] = useState(false);
  const put = (more: ReceiptChange): void => {
    setDraft(merged(draft, more));
    setSaved(false);
  };
  const save = async (): Promise<void> => {
    if (!(await change({ receipt: draft }))) return;
    setDraft({});
    setSaved(true);
  };
  const isChanged = Object.keys(draft).length > 0;
  return (
    <div className={classNames(styles["sides"])}>
      <Panel title={t("settings.receipt")}>
        <Quiet>{t("settings.receipt-names")}</Quiet>
        <LogoChoice now={settings.receipt.logo} draft={draft.logo} widthDots={settings.printer.widthDots} onPut={put} />
        <ReceiptFields receipt={settings.receipt} draft={draft} onPut={put} />
        <RefusalNotice refusal={refusal} />
        {isSaved ? <Notice kind="good">{t("settings.receipt-saved")}</Notice> : null}
        <Row>
          <Button look="primary" isDisabled={!isChanged} isPending={isBusy} onPress={() => void save()}>
            {t("settings.save")}
          </Button>
          <Button look="quiet" isDisabled={!isChanged} onPress={() => setDraft({})}>
            {t("settings.receipt-undo")}
          </Button>
        </Row>
      </Panel>
      <div className={classNames(styles["preview"])}>
        <Preview draft={draft} />
      </div>
    </div>
  );
}

/** One change upon another: parts of what is shown and of the slips add up. */
function merged(before: ReceiptChange, more: ReceiptChange): ReceiptChange {
  const next = { ...before, ...more };
  if (more.shows !== undefined) next.shows = { ...before.shows, ...more.shows };
  if (more.slips !== undefined) next.slips = { ...before.slips, ...more.slips };
  return next;
}

// Every kind but the one that no builder makes.
const KINDS = PAPER_KINDS.filter((kind): kind is SampleKind => kind !== "unnamed");

function Preview({ draft }: { readonly draft: ReceiptChange }) {
  const { t } = useWords();
  const say = useShared();
  const [paper, setPaper] = useState<SampleKind>("sale");
  const { value, refusal } = useQuery("settings.sample-paper", { paper, change: draft });
  return (
    <Panel title={t("settings.receipt-preview")}>
      <Select
        label={t("settings.receipt-which")}
        value={paper}
        onChange={setPaper}
        options={KINDS.map((id) => ({ id, text: say(PAPER_WORDS[id]) }))}
      />
      <RefusalNotice refusal={refusal} />
      {value === undefined ? null : (
        <>
          <PaperView paper={value} />
          <PrintPaper paper={value} />
          <Row>
            <Button look="quiet" onPress={() => globalThis.print()}>
              {t("sales.paper-file")}
            </Button>
          </Row>
        </>
      )}
    </Panel>
  );
}

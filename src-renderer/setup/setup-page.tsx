import { type ReactNode, useEffect, useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { ImportPart } from "../imports/import-part.tsx";
import { Button } from "../kit/button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Page, Row } from "../kit/page.tsx";
import { RadioGroup } from "../kit/radio-group.tsx";
import { Switch } from "../kit/switch.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { BackupPanel } from "../settings/backup-panel.tsx";
import { PrinterPanel } from "../settings/printer-panel.tsx";
import { ReaderPanel } from "../settings/reader-panel.tsx";
import { SheetPanel } from "../settings/sheet-panel.tsx";
import { useSettings } from "../settings/use-settings.ts";
import { AddStaff } from "../staff/add-staff.tsx";
import { keyOf } from "../words/make-words.ts";
import { FoundShop } from "./found-shop.tsx";
import { RestoreShop } from "./restore-shop.tsx";

type Step = "shop" | "hardware" | "data" | "staff" | "members";
const STEPS: readonly Step[] = ["shop", "hardware", "data", "staff", "members"];

/** The first start, one step on the screen; where it was left the core knows, so it goes on there. */
export function SetupPage({ step, onStep }: { readonly step: Step; readonly onStep: () => void }) {
  const { t } = useWords();
  const digits = useDigits();
  const place = t("setup.place", { n: digits.integer(STEPS.indexOf(step) + 1), all: digits.integer(STEPS.length) });
  return (
    <Page title={t(keyOf("setup.step-", step))} side={<span>{place}</span>}>
      {step === "shop" ? <ShopStep /> : <LaterStep key={step} step={step} onStep={onStep} />}
    </Page>
  );
}

function ShopStep() {
  const { t } = useWords();
  const [way, setWay] = useState<"new" | "restore">("new");
  return (
    <>
      <p>{t("setup.welcome")}</p>
      <RadioGroup
        label={t("setup.way")}
        value={way}
        onChange={setWay}
        options={[
          { id: "new", text: t("setup.way-new") },
          { id: "restore", text: t("setup.way-restore") },
        ]}
      />
      {way === "new" ? <FoundShop /> : <RestoreShop />}
    </>
  );
}

function LaterStep({ step, onStep }: { readonly step: Exclude<Step, "shop">; readonly onStep: () => void }) {
  const { t } = useWords();
  const done = useCommand("setup.step-done");
  const [isReady, setReady] = useState(step !== "data");
  const next = async (): Promise<void> => {
    const answer = await done.run({ step });
    if (answer.ok) onStep();
  };
  return (
    <>
      <p>{t(keyOf("setup.about-", step))}</p>
      {PARTS[step](setReady)}
      <RefusalNotice refusal={done.refusal} />
      <Row isEnd>
        <Button look="primary" size="large" isDisabled={!isReady} isPending={done.isBusy} onPress={() => void next()}>
          {step === "members" ? t("setup.finish") : t("setup.next")}
        </Button>
      </Row>
    </>
  );
}

const PARTS: Readonly<Record<Exclude<Step, "shop">, (onReady: (isReady: boolean) => void) => ReactNode>> = {
  hardware: () => (
    <>
      <ReaderPanel />
      <PrinterPanel />
    </>
  ),
  data: (onReady) => <DataStep onReady={onReady} />,
  staff: () => <AddStaff onAdded={() => {}} />,
  members: () => <MembersStep />,
};

/** The import of the members' page, here and back: the step is done when its person says so, not by leaving it. */
function MembersStep() {
  const { t } = useWords();
  const [isImporting, setImporting] = useState(false);
  if (!isImporting)
    return (
      <Row>
        <Button onPress={() => setImporting(true)}>{t("setup.import-members")}</Button>
      </Row>
    );
  return (
    <>
      <Row>
        <Button onPress={() => setImporting(false)}>{t("setup.back-to-step")}</Button>
      </Row>
      <ImportPart of="members" />
    </>
  );
}

/** The sheet must have been made and put away: without it no backup can be read. */
function DataStep({ onReady }: { readonly onReady: (isReady: boolean) => void }) {
  const { t } = useWords();
  const { value } = useSettings();
  const [isKept, setKept] = useState(false);
  const isMade = (value?.backup.sheetMadeAtMs ?? null) !== null;
  useEffect(() => onReady(isMade && isKept), [isMade, isKept, onReady]);
  return (
    <>
      <BackupPanel />
      <SheetPanel />
      <Switch isOn={isKept && isMade} isDisabled={!isMade} onChange={setKept}>
        {t("setup.sheet-kept")}
      </Switch>
      {isMade ? null : <Notice kind="info">{t("setup.sheet-first")}</Notice>}
    </>
  );
}

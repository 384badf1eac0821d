import { useState } from "react";
import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import {
  hasSmallestForm,
  PRINT_FORMS,
  PRINTER_FAMILIES,
  printerProfile,
  withChosenForm,
} from "../../src-shared/printer/profile.ts";
import { chosenProfile, TRANSPORTS } from "../../src-shared/printer/printer-settings.ts";
import type { PrinterProbeFound } from "../../src-shared/printer/printer-search.ts";
import { PRINTER_FAMILY_WORDS } from "../../src-shared/words/printer-family-words.ts";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { Select } from "../kit/select.tsx";
import { Switch } from "../kit/switch.tsx";
import { isolated } from "../look/isolated.ts";
import { usePrinterWords } from "../look/use-printer-words.ts";
import { useDigits } from "../look/use-format.ts";
import { useShared, useWords } from "../look/use-words.ts";
import { useStrip } from "../stores/event-stores.ts";
import { keyOf } from "../words/make-words.ts";
import { PathField, SerialFields, type PrinterChange } from "./printer-line-fields.tsx";
import { PrinterGoOn } from "./printer-go-on.tsx";
import { PrinterSearchPart } from "./printer-search.tsx";
import { useChange, useSettings } from "./use-settings.ts";

/** Paper of 80 mm and of 58 mm; the older Epsons print 512 dots on 80 mm. */
const WIDTHS = [576, 512, 384] as const;

/** The receipt printer: its state, how it is reached, what it is, its paper, the drawer, a search and a test page. */
export function PrinterPanel() {
  const { t } = useWords();
  const { value, refusal } = useSettings();
  const ports = useQuery("settings.ports", {});
  const { change, refusal: unchanged } = useChange();
  const printer = value?.printer;
  const given = value?.printerGiven ?? null;
  const set = (some: PrinterChange): void => void change({ printer: some });
  const use = ({ model: _model, ...found }: PrinterProbeFound): void => {
    const profile = printer === undefined ? found.profile : withChosenForm(found.profile, printer.profile);
    set({ ...found, profile, flow: "none", widthDots: printerProfile(profile).widthDots });
    ports.again();
  };
  return (
    <Panel title={t("settings.printer")}>
      <RefusalNotice refusal={refusal ?? ports.refusal ?? unchanged} />
      <PrinterState />
      {printer === undefined ? null : (
        <>
          {given === null ? null : <Given printer={given} />}
          <Select
            label={t("settings.printer-how")}
            value={printer.transport}
            onChange={(transport) => set({ transport, path: "", identity: "" })}
            options={TRANSPORTS.map((id) => ({ id, text: t(keyOf("settings.transport-", id)) }))}
          />
          {printer.transport === "serial" ? (
            <SerialFields printer={printer} ports={ports.value?.ports ?? []} onChange={set} />
          ) : (
            <PathField key={printer.transport} printer={printer} ports={ports.value?.ports ?? []} onChange={set} />
          )}
          <WhatItIs printer={printer} onChange={set} />
          <TestRow isDisabled={printer.path === "" && given === null} onLook={ports.again} />
          <PrinterSearchPart onUse={use} />
        </>
      )}
    </Panel>
  );
}

/** The one that the program was started with: what is set below waits for a start without it. */
function Given({ printer }: { readonly printer: NonNullable<Settings["printerGiven"]> }) {
  const { t } = useWords();
  const say = useShared();
  const digits = useDigits();
  const [path, family] = [isolated(printer.path), say(PRINTER_FAMILY_WORDS[printer.profile.family])];
  return (
    <Notice kind="info">{t("settings.printer-given", { path, family, baud: digits.integer(printer.baudRate) })}</Notice>
  );
}

/** Its make, its paper, the form of what it is sent, and whether the drawer hangs on it. */
function WhatItIs({
  printer,
  onChange,
}: {
  readonly printer: Parameters<typeof SerialFields>[0]["printer"];
  readonly onChange: (change: PrinterChange) => void;
}) {
  const { t } = useWords();
  const say = useShared();
  const digits = useDigits();
  const widths = [...new Set([...WIDTHS, printer.widthDots])];
  const { family, overrides } = printer.profile;
  const chosen = chosenProfile(printer);
  const hasForms = hasSmallestForm(chosen);
  return (
    <>
      <Select
        label={t("settings.printer-family")}
        value={family}
        onChange={(make) => {
          const profile = { family: make, overrides: {} };
          onChange({ profile, widthDots: printerProfile(profile).widthDots });
        }}
        options={PRINTER_FAMILIES.map((id) => ({ id, text: say(PRINTER_FAMILY_WORDS[id]) }))}
      />
      <Select
        label={t("settings.printer-width")}
        value={String(printer.widthDots)}
        onChange={(width) => onChange({ widthDots: Number(width) })}
        options={widths.map((width) => ({
          id: String(width),
          text: t("settings.paper-dots", {
            paper: width >= 512 ? t("settings.paper-wide") : t("settings.paper-narrow"),
            dots: digits.integer(width),
          }),
        }))}
      />
      <Select
        label={t("settings.printer-form")}
        value={chosen.form}
        onChange={(form) => onChange({ profile: { family, overrides: { ...overrides, form } } })}
        options={PRINT_FORMS.map((id) => ({ id, text: t(keyOf("settings.form-", id)) }))}
        isDisabled={!hasForms}
        help={hasForms ? t("settings.form-help") : t("settings.form-none")}
      />
      <Switch isOn={printer.drawer} onChange={(drawer) => onChange({ drawer })}>
        {t("settings.printer-drawer")}
      </Switch>
    </>
  );
}

function TestRow({ isDisabled, onLook }: { readonly isDisabled: boolean; readonly onLook: () => void }) {
  const { t } = useWords();
  const test = useCommand("settings.test-printer");
  const [isSent, setSent] = useState(false);
  const print = async (): Promise<void> => setSent((await test.run({})).ok);
  return (
    <>
      <Row>
        <Button isPending={test.isBusy} isDisabled={isDisabled} onPress={() => void print()}>
          {t("settings.printer-test")}
        </Button>
        <Button look="quiet" onPress={onLook}>
          {t("settings.printer-look")}
        </Button>
      </Row>
      <RefusalNotice refusal={test.refusal} />
      {isSent && test.refusal === null ? <Notice kind="good">{t("settings.printer-sent")}</Notice> : null}
    </>
  );
}

/** How it is now: as the strip says it, and what to do. */
function PrinterState() {
  const words = usePrinterWords();
  const { t } = useWords();
  const strip = useStrip(({ state }) => state);
  if (strip === null) return null;
  const { printer, receipts } = strip;
  return (
    <>
      <Notice kind={KINDS[printer.colour]} code={words(printer.word).code}>
        {words(printer.word).text}
        {receipts.waiting === 0 ? null : ` · ${t("strip.receipts-waiting", { n: receipts.waiting })}`}
        {receipts.attention === 0 ? null : ` · ${t("strip.receipts-attention", { n: receipts.attention })}`}
      </Notice>
      <PrinterGoOn word={printer.word} />
    </>
  );
}

const KINDS = { good: "good", info: "info", warn: "warn", bad: "warn" } as const;

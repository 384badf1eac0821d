import { type ReactNode, useState } from "react";
import { RefusalNotice } from "../kit/notice.tsx";
import { Page } from "../kit/page.tsx";
import { type TabOf, Tabs } from "../kit/tabs.tsx";
import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import { useWords } from "../look/use-words.ts";
import { keyOf } from "../words/make-words.ts";
import { AboutPanel } from "./about-panel.tsx";
import { BackupPanel } from "./backup-panel.tsx";
import { BillApiPanel } from "./bill-api-panel.tsx";
import { CheckPanel } from "./check-panel.tsx";
import { DisplayPanel } from "./display-panel.tsx";
import { LimitsPanel } from "./limits-panel.tsx";
import { LookPanel } from "./look-panel.tsx";
import { MessagesPanel } from "./messages-panel.tsx";
import { PrinterPanel } from "./printer-panel.tsx";
import { ProgrammePanel } from "./programme-panel.tsx";
import { ReceiptsPart } from "../sales/receipts-part.tsx";
import { ReaderPanel } from "./reader-panel.tsx";
import { ReceiptPanel } from "./receipt-panel.tsx";
import { SheetPanel } from "./sheet-panel.tsx";
import { ShopPanel } from "./shop-panel.tsx";
import { useSettings } from "./use-settings.ts";

type Part = "shop" | "receipt" | "devices" | "rules" | "doors" | "data" | "about";

/** Everything that a shop may set; what changes is in force at once. */
export function SettingsPage() {
  const { t } = useWords();
  const { value, refusal } = useSettings();
  const [part, setPart] = useState<Part>("shop");
  if (value === undefined)
    return (
      <Page title={t("settings.title")}>
        <RefusalNotice refusal={refusal} />
      </Page>
    );
  const tabs = PARTS.map(({ id, content }): TabOf<Part> => ({
    id,
    text: t(keyOf("settings.part-", id)),
    content: content(value),
  }));
  return (
    <Page title={t("settings.title")}>
      <RefusalNotice refusal={refusal} />
      <Tabs<Part> label={t("settings.title")} selected={part} onSelect={setPart} tabs={tabs} />
    </Page>
  );
}

const PARTS: readonly { readonly id: Part; readonly content: (settings: Settings) => ReactNode }[] = [
  {
    id: "shop",
    content: (settings) => (
      <>
        <LookPanel settings={settings} />
        <ShopPanel settings={settings} />
      </>
    ),
  },
  {
    id: "receipt",
    content: (settings) => (
      <>
        <ReceiptPanel settings={settings} />
      </>
    ),
  },
  {
    id: "devices",
    content: () => (
      <>
        <ReaderPanel />
        <PrinterPanel />
        <ReceiptsPart />
      </>
    ),
  },
  {
    id: "rules",
    content: (settings) => (
      <>
        <LimitsPanel settings={settings} />
        <MessagesPanel />
        <ProgrammePanel settings={settings} />
      </>
    ),
  },
  {
    id: "doors",
    content: (settings) => (
      <>
        <DisplayPanel settings={settings} />
        <BillApiPanel settings={settings} />
      </>
    ),
  },
  {
    id: "data",
    content: () => (
      <>
        <BackupPanel />
        <SheetPanel />
        <CheckPanel />
      </>
    ),
  },
  {
    id: "about",
    content: (settings) => (
      <>
        <AboutPanel settings={settings} />
      </>
    ),
  },
];

import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { Code, DateText } from "../kit/shown.tsx";
import { Table } from "../kit/table.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { settingsChanged } from "./settings-round.ts";
import { useKeyWords } from "./use-key-words.ts";
import { useChange, useSettings } from "./use-settings.ts";

/** Where backups go, one made now, and those that are there. */
export function BackupPanel() {
  const { t } = useWords();
  const say = useKeyWords();
  const { value, refusal } = useSettings();
  const { change, refusal: unchanged, isBusy } = useChange();
  const make = useCommand("data.backup");
  const [typed, setTyped] = useState<string | null>(null);
  const folder = typed ?? value?.backup.folder ?? "";
  const save = async (): Promise<void> => {
    if (await change({ backupFolder: folder.trim() })) setTyped(null);
  };
  const backup = async (): Promise<void> => {
    if ((await make.run({})).ok) settingsChanged();
  };
  const lastAtMs = value?.backup.lastAtMs ?? null;
  return (
    <Panel title={t("settings.backup")}>
      <RefusalNotice refusal={refusal ?? unchanged} />
      {(value?.backup.warnings ?? []).map((key) => (
        <Notice key={key} kind="warn">
          {say(key)}
        </Notice>
      ))}
      <TextField
        label={t("settings.backup-folder")}
        help={t("settings.backup-help")}
        isLatin
        maxLength={1000}
        value={folder}
        onChange={setTyped}
        onEnter={() => void save()}
      />
      <Row>
        <Button isPending={isBusy} isDisabled={typed === null} onPress={() => void save()}>
          {t("settings.save")}
        </Button>
        <Button isPending={make.isBusy} isDisabled={typed !== null || folder === ""} onPress={() => void backup()}>
          {t("settings.backup-now")}
        </Button>
      </Row>
      <RefusalNotice refusal={make.refusal} />
      <p>
        {t("settings.backup-last")} {lastAtMs === null ? t("settings.never") : <DateText atMs={lastAtMs} />}
      </p>
      <BackupList lastAtMs={lastAtMs} />
    </Panel>
  );
}

const MEGABYTE = 1_000_000;

function BackupList({ lastAtMs }: { readonly lastAtMs: number | null }) {
  const { t } = useWords();
  const digits = useDigits();
  const [isShown, setShown] = useState(false);
  const { value, refusal } = useQuery("data.backups", isShown ? {} : null);
  if (!isShown)
    return (
      <Row>
        <Button look="quiet" onPress={() => setShown(true)}>
          {t("settings.backup-show")}
        </Button>
      </Row>
    );
  return (
    <div key={lastAtMs}>
      <RefusalNotice refusal={refusal} />
      <Table
        label={t("settings.backup-show")}
        rows={value?.backups ?? []}
        rowId={({ name }) => name}
        empty={<EmptyState>{t("settings.backup-none")}</EmptyState>}
        columns={[
          { id: "at", title: t("settings.backup-at"), cell: ({ atMs }) => <DateText atMs={atMs} /> },
          { id: "name", title: t("settings.backup-name"), cell: ({ name }) => <Code>{name}</Code> },
          {
            id: "size",
            title: t("settings.backup-size"),
            isNumber: true,
            cell: ({ bytes }) => digits.integer(Math.ceil(bytes / MEGABYTE)),
          },
        ]}
      />
    </div>
  );
}

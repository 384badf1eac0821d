import { useState } from "react";
import { Button } from "../kit/button.tsx";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { IconButton } from "../kit/icon-button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { PinPad } from "../kit/pin-pad.tsx";
import { StatusPill } from "../kit/status-pill.tsx";
import { useWords } from "../look/use-words.ts";

/** Buttons, dialogs, states and sentences. */
export function ActPart() {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState(0);
  const act = (): void => setDone(done + 1);
  return (
    <>
      <Panel title={t("gallery.acts")}>
        <Row>
          <Button look="primary" onPress={act} shortcut="Enter">
            {t("kit.confirm")}
          </Button>
          <Button onPress={() => setOpen(true)}>{t("gallery.open-dialog")}</Button>
          <Button look="danger" onPress={act}>
            {t("kit.clear")}
          </Button>
          <Button look="quiet" onPress={act}>
            {t("kit.more")}
          </Button>
          <Button isDisabled>{t("kit.cancel")}</Button>
          <Button isPending>{t("kit.confirm")}</Button>
          <IconButton label={t("kit.close")} onPress={act}>
            ✕
          </IconButton>
          <ConfirmButton question={t("gallery.really")} onConfirm={act}>
            {t("kit.clear")}
          </ConfirmButton>
          <span data-testid="pressed">{t("gallery.pressed", { n: done })}</span>
        </Row>
        <Row>
          <StatusPill colour="good">{t("gallery.good")}</StatusPill>
          <StatusPill colour="info">{t("gallery.info")}</StatusPill>
          <StatusPill colour="warn">{t("gallery.warn")}</StatusPill>
          <StatusPill colour="bad">{t("gallery.bad")}</StatusPill>
        </Row>
        <Notice kind="info">{t("gallery.info")}</Notice>
        <Notice kind="warn" action={<Button>{t("kit.more")}</Button>}>
          {t("gallery.warn")}
        </Notice>
        <RefusalNotice refusal={{ refusal: "credit-above-spendable", possibleMinor: 1_500_000 }} />
      </Panel>
      <Dialog
        title={t("gallery.pin")}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        actions={<Button onPress={() => setOpen(false)}>{t("kit.cancel")}</Button>}
      >
        <PinPad
          label={t("gallery.pin")}
          onPin={() => {
            act();
            setOpen(false);
          }}
        />
      </Dialog>
    </>
  );
}

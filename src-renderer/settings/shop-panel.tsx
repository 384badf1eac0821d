import { useState } from "react";
import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import { Button } from "../kit/button.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Columns, Panel, Row } from "../kit/page.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useWords } from "../look/use-words.ts";
import { useChange } from "./use-settings.ts";

/** What stands on the receipt about the shop. */
export function ShopPanel({ settings }: { readonly settings: Settings }) {
  const { t } = useWords();
  const { change, refusal, isBusy } = useChange();
  const [typed, setTyped] = useState<Partial<Settings["shop"]>>({});
  const shop = { ...settings.shop, ...typed };
  const put = (changed: Partial<Settings["shop"]>): void => setTyped({ ...typed, ...changed });
  const save = async (): Promise<void> => {
    if (await change({ shop: typed })) setTyped({});
  };
  return (
    <Panel title={t("settings.shop")}>
      <Columns>
        <TextField label={t("setup.shop-name")} value={shop.name} maxLength={120} onChange={(name) => put({ name })} />
        <TextField
          label={t("settings.address")}
          value={shop.address}
          maxLength={200}
          onChange={(address) => put({ address })}
        />
        <TextField
          label={t("settings.phone")}
          isLatin
          value={shop.phone}
          maxLength={40}
          onChange={(phone) => put({ phone })}
        />
        <TextField
          label={t("settings.footer")}
          value={shop.footer}
          maxLength={200}
          onChange={(footer) => put({ footer })}
        />
      </Columns>
      <RefusalNotice refusal={refusal} />
      <Row>
        <Button isDisabled={Object.keys(typed).length === 0} isPending={isBusy} onPress={() => void save()}>
          {t("settings.save")}
        </Button>
      </Row>
    </Panel>
  );
}

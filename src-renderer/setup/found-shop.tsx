import { useState } from "react";
import { ask, sendCommand, useCommand } from "../api/use-command.ts";
import { AmountField } from "../kit/amount-field.tsx";
import { Button } from "../kit/button.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Columns, Panel, Row } from "../kit/page.tsx";
import { RadioGroup } from "../kit/radio-group.tsx";
import { TextField } from "../kit/text-field.tsx";
import { chooseLook, useLook } from "../look/look-store.ts";
import { useWords } from "../look/use-words.ts";
import { NewPin } from "../session/new-pin.tsx";
import { PRESET, TierRows, tiersOf, type TypedTier } from "./tier-rows.tsx";

/** The shop, its owner and its programme: after this there is a shop, and the owner is signed in. */
export function FoundShop() {
  const { t, locale } = useWords();
  const theme = useLook((look) => look.display.theme);
  const found = useCommand("setup.found");
  const [shopName, setShopName] = useState("");
  const [ownerName, setOwnerName] = useState("");
  const [pin, setPin] = useState<string | null>(null);
  const [typed, setTyped] = useState<readonly TypedTier[]>(PRESET);
  const [minimumMinor, setMinimum] = useState<number | null>(null);
  const [welcomeMinor, setWelcome] = useState<number | null>(null);
  const tiers = tiersOf(typed);
  const send = async (): Promise<void> => {
    if (pin === null || tiers === null) return;
    const display = { locale, theme };
    const answer = await found.run({
      shopName: shopName.trim(),
      ownerName: ownerName.trim(),
      ownerPin: pin,
      display,
      tiers,
      redeemMinimumMinor: minimumMinor ?? 0,
      ...(welcomeMinor === null || welcomeMinor === 0 ? {} : { welcomeMinor }),
    });
    if (answer.ok) await signInOwner(pin);
  };
  const isReady = shopName.trim() !== "" && ownerName.trim() !== "" && pin !== null && tiers !== null;
  return (
    <>
      <Panel title={t("setup.shop")}>
        <Columns>
          <RadioGroup
            label={t("setup.language")}
            value={locale}
            onChange={(chosen) => chooseLook({ locale: chosen })}
            options={[
              { id: "fa", text: "فارسی" },
              { id: "en", text: "English" },
            ]}
          />
          <TextField label={t("setup.shop-name")} value={shopName} onChange={setShopName} maxLength={120} />
          <TextField label={t("setup.owner-name")} value={ownerName} onChange={setOwnerName} maxLength={80} />
          <NewPin onPin={setPin} />
        </Columns>
      </Panel>
      <Panel title={t("setup.programme")}>
        <p>{t("setup.programme-help")}</p>
        <TierRows tiers={typed} onChange={setTyped} />
        <AmountField
          label={t("setup.minimum")}
          help={t("setup.minimum-help")}
          valueMinor={minimumMinor}
          onChange={setMinimum}
        />
        <AmountField
          label={t("setup.gift")}
          help={t("setup.gift-help")}
          valueMinor={welcomeMinor}
          onChange={setWelcome}
        />
      </Panel>
      <RefusalNotice refusal={found.refusal} />
      <Row isEnd>
        <Button look="primary" size="large" isDisabled={!isReady} isPending={found.isBusy} onPress={() => void send()}>
          {t("setup.found")}
        </Button>
      </Row>
    </>
  );
}

/** Saves the owner from typing the PIN again; where that fails, the sign-in page asks for it. */
async function signInOwner(pin: string): Promise<void> {
  const people = await ask("session.people", {});
  const [owner] = people.ok ? people.value.people : [];
  if (owner !== undefined) await sendCommand("session.sign-in", { staff: owner.staff, pin });
}

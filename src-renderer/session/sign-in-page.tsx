import { useState } from "react";
import type { ValueOf } from "../../src-shared/contract/contract.ts";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { classNames } from "../kit/class-names.ts";
import { EmptyState } from "../kit/empty-state.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Page, Row } from "../kit/page.tsx";
import { PinPad } from "../kit/pin-pad.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useShownFocus } from "../kit/use-shown-focus.ts";
import { isolated } from "../look/isolated.ts";
import { useDate } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { useCounter } from "../stores/event-stores.ts";
import { keyOf } from "../words/make-words.ts";
import { NewPin } from "./new-pin.tsx";
import styles from "./session.module.css";

/** Who stands at the till: a tile, a PIN. The open bill waits in the core. */
export function SignInPage() {
  const { t } = useWords();
  const [isRecovering, setRecovering] = useState(false);
  const hasBill = useCounter(({ state }) => (state?.bill.totalMinor ?? 0) > 0);
  return (
    <Page title={t("session.title")}>
      {hasBill ? <Notice kind="info">{t("session.bill-waits")}</Notice> : null}
      {isRecovering ? <Recover onEnd={() => setRecovering(false)} /> : <People />}
      {isRecovering ? null : (
        <Row>
          <Button look="quiet" onPress={() => setRecovering(true)}>
            {t("session.forgot")}
          </Button>
        </Row>
      )}
    </Page>
  );
}

function People() {
  const { t } = useWords();
  const { value, refusal, again } = useQuery("session.people", {});
  const signIn = useCommand("session.sign-in");
  const [chosen, setChosen] = useState<string | null>(null);
  const people = value?.people ?? [];
  const person = people.find(({ staff }) => staff === chosen) ?? (people.length === 1 ? people[0] : undefined);
  const enter = async (staff: string, pin: string): Promise<void> => {
    const answer = await signIn.run({ staff, pin });
    if (!answer.ok) again();
  };
  return (
    <>
      <RefusalNotice refusal={refusal} />
      {value !== undefined && people.length === 0 ? <EmptyState>{t("session.nobody")}</EmptyState> : null}
      <div className={classNames(styles["sides"])}>
        <div role="group" aria-label={t("session.who")} className={classNames(styles["tiles"])}>
          {people.map((each, at) => (
            <Tile
              key={each.staff}
              person={each}
              isFirst={at === 0 && people.length > 1}
              isChosen={each.staff === person?.staff}
              onChoose={() => {
                signIn.clear();
                setChosen(each.staff);
              }}
            />
          ))}
        </div>
        {person === undefined ? null : (
          <div className={classNames(styles["pad"])}>
            <RefusalNotice refusal={signIn.refusal} />
            <PinPad
              key={person.staff}
              label={t("session.pin-of", { name: isolated(person.name) })}
              isBusy={signIn.isBusy}
              onPin={(pin) => void enter(person.staff, pin)}
            />
          </div>
        )}
      </div>
    </>
  );
}

function Tile(props: {
  readonly person: ValueOf<"session.people">["people"][number];
  readonly isFirst: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { t } = useWords();
  const date = useDate();
  const tile = useShownFocus<HTMLButtonElement>(props.isFirst);
  const { name, role, lockedUntilMs } = props.person;
  return (
    <button
      ref={tile}
      type="button"
      className={classNames(styles["tile"], props.isChosen && styles["chosen"])}
      aria-pressed={props.isChosen}
      onClick={props.onChoose}
    >
      <strong>
        <bdi>{name}</bdi>
      </strong>
      <span>{t(keyOf("session.role-", role))}</span>
      {lockedUntilMs === null ? null : (
        <span className={classNames(styles["locked"])}>
          {t("session.locked-until", { until: date.time(lockedUntilMs) })}
        </span>
      )}
    </button>
  );
}

/** The owner's PIN is lost: the recovery sheet answers for them. */
function Recover({ onEnd }: { readonly onEnd: () => void }) {
  const { t } = useWords();
  const recover = useCommand("staff.recover-owner");
  const [sheet, setSheet] = useState("");
  const [pin, setPin] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);
  const send = async (): Promise<void> => {
    if (pin === null) return;
    const answer = await recover.run({ sheet, pin });
    if (!answer.ok) return;
    setSheet("");
    setPin(null);
    setDone(true);
  };
  if (isDone)
    return (
      <Notice kind="good" action={<Button onPress={onEnd}>{t("session.back")}</Button>}>
        {t("session.recovered")}
      </Notice>
    );
  return (
    <div className={classNames(styles["form"])}>
      <p>{t("session.recover-how")}</p>
      <TextField label={t("session.sheet")} rows={5} isLatin maxLength={4000} value={sheet} onChange={setSheet} />
      <NewPin onPin={setPin} />
      <RefusalNotice refusal={recover.refusal} />
      <Row>
        <Button
          look="primary"
          isPending={recover.isBusy}
          isDisabled={pin === null || sheet.trim() === ""}
          onPress={() => void send()}
        >
          {t("session.set-pin")}
        </Button>
        <Button onPress={onEnd}>{t("session.back")}</Button>
      </Row>
    </div>
  );
}

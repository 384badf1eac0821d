import { useState } from "react";
import type { ValueOf } from "../../src-shared/contract/contract.ts";
import { HELD_WORDS } from "../../src-shared/words/held-words.ts";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { Facts, Line, Lines, ProgressBar, Quiet } from "../kit/facts.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { QrCode } from "../kit/qr-code.tsx";
import { Code, DateText, Money, Phone } from "../kit/shown.tsx";
import { StatusPill } from "../kit/status-pill.tsx";
import { isolated } from "../look/isolated.ts";
import { useDate, useDigits, useMoney } from "../look/use-format.ts";
import { type SharedWords, useShared, useWords } from "../look/use-words.ts";
import { goTo } from "../shell/router.ts";
import { keyOf } from "../words/make-words.ts";
import { AdjustPart } from "./adjust-part.tsx";
import { ChangePart } from "./change-part.tsx";
import { HistoryPart } from "./history-part.tsx";
import { VerifyPart } from "./verify-part.tsx";

type MemberValue = ValueOf<"members.get">;
const HELD: Readonly<Record<string, SharedWords>> = HELD_WORDS;
type Doing = "change" | "adjust" | "verify";

/** One member: who it is, what it has, and what can be done. */
export function MemberPart({ member }: { readonly member: string }) {
  const { t } = useWords();
  const { value, refusal, again } = useQuery("members.get", { member });
  const [doing, setDoing] = useState<Doing | null>(null);
  const [round, setRound] = useState(0);
  const done = (): void => {
    setDoing(null);
    setRound(round + 1);
    again();
  };
  if (value === undefined) return <RefusalNotice refusal={refusal} />;
  const { profile } = value;
  return (
    <>
      <RefusalNotice refusal={refusal} />
      <MemberActs value={value} onDo={setDoing} />
      {doing === "change" && profile !== null ? <ChangePart member={member} profile={profile} onDone={done} /> : null}
      {doing === "adjust" ? <AdjustPart member={member} onDone={done} /> : null}
      {doing === "verify" ? <VerifyPart member={member} onDone={done} /> : null}
      <Standing value={value} />
      {profile === null ? <Notice kind="info">{t("members.erased")}</Notice> : <Profile value={value} />}
      <Cards value={value} />
      <HistoryPart key={round} member={member} />
    </>
  );
}

function MemberActs({ value, onDo }: { readonly value: MemberValue; readonly onDo: (doing: Doing) => void }) {
  const { t } = useWords();
  const use = useCommand("bill.member");
  const slip = useCommand("members.print-slip");
  const [isPrinted, setPrinted] = useState(false);
  const { member } = value;
  const toBill = async (): Promise<void> => {
    const answer = await use.run({ by: { kind: "id", member } });
    if (answer.ok) goTo("");
  };
  const print = async (): Promise<void> => {
    const answer = await slip.run({ member });
    setPrinted(answer.ok);
  };
  return (
    <>
      <Row>
        <Button look="primary" onPress={() => void toBill()} isPending={use.isBusy}>
          {t("members.use-for-bill")}
        </Button>
        <Button onPress={() => goTo("cards", member)}>{t("members.issue-card")}</Button>
        {value.profile === null ? null : <Button onPress={() => onDo("change")}>{t("members.change-profile")}</Button>}
        <Button onPress={() => onDo("adjust")}>{t("members.adjust")}</Button>
        {value.isMobileVerified || value.profile === null || value.profile.mobile === "" ? null : (
          <Button onPress={() => onDo("verify")}>{t("members.verify")}</Button>
        )}
        <Button onPress={() => void print()} isPending={slip.isBusy}>
          {t("members.print-slip")}
        </Button>
      </Row>
      <RefusalNotice refusal={use.refusal ?? slip.refusal} />
      {isPrinted ? <Notice kind="good">{t("members.slip-printed")}</Notice> : null}
    </>
  );
}

function Standing({ value }: { readonly value: MemberValue }) {
  const { t, locale } = useWords();
  const money = useMoney();
  const say = useShared();
  const { next, lockedWhy } = value;
  const locked = lockedWhy === null ? undefined : HELD[lockedWhy];
  return (
    <Panel title={t("members.standing")} side={<StatusPill colour="info">{value.tier[locale]}</StatusPill>}>
      <Facts
        of={[
          [t("members.pool"), <Money key="pool" minor={value.poolMinor} big />],
          [t("members.on-cards"), <Money key="cards" minor={value.purseMinor} big />],
          [t("members.held"), <Money key="held" minor={value.heldMinor} big />],
        ]}
      />
      {locked === undefined ? null : <Quiet>{say(locked)}</Quiet>}
      {next === null ? (
        <Quiet>{t("members.top-tier")}</Quiet>
      ) : (
        <div>
          <p>{t("members.to-next", { amount: money.full(next.missingMinor), tier: isolated(next.tier[locale]) })}</p>
          <ProgressBar shareBp={next.shareBp} />
        </div>
      )}
    </Panel>
  );
}

function Profile({ value }: { readonly value: MemberValue }) {
  const { t } = useWords();
  const date = useDate();
  const digits = useDigits();
  const { profile } = value;
  if (profile === null) return null;
  const { introducer } = profile;
  const verified = (
    <StatusPill colour={value.isMobileVerified ? "good" : "warn"}>
      {t(value.isMobileVerified ? "members.verified" : "members.unverified")}
    </StatusPill>
  );
  const day = (iso: string) => (iso === "" ? null : <bdi dir="ltr">{date.isoDay(iso)}</bdi>);
  return (
    <Panel title={t("members.profile")} side={profile.mobile === "" ? undefined : verified}>
      <Facts
        of={[
          [t("members.number"), <Code key="number">{value.member}</Code>],
          [t("members.mobile"), profile.mobile === "" ? null : <Phone key="mobile" number={profile.mobile} />],
          [t("members.messages"), t(profile.wantsMessages ? "members.messages-yes" : "members.messages-no")],
          [t("members.birth-date"), day(profile.birthDate)],
          [t("members.wedding-date"), day(profile.weddingDate)],
          [t("members.national-id"), profile.nationalId === "" ? null : <Phone key="id" number={profile.nationalId} />],
          [t("members.address"), profile.address === "" ? null : <bdi key="address">{profile.address}</bdi>],
          [
            t("members.groups"),
            profile.groups.length === 0 ? null : <bdi key="groups">{profile.groups.join("، ")}</bdi>,
          ],
          [
            t("members.introducer"),
            introducer === null ? null : (
              <Button key="introducer" look="quiet" onPress={() => goTo("members", introducer.member)}>
                <bdi>{introducer.name}</bdi>
              </Button>
            ),
          ],
          [t("members.introduced"), digits.integer(value.introducedCount)],
          [t("members.since"), <DateText key="since" atMs={value.enrolledAtMs} as="day" />],
          [t("members.note"), profile.note === "" ? null : <bdi key="note">{profile.note}</bdi>],
        ]}
      />
      <figure style={{ margin: 0 }}>
        <QrCode text={value.qr} label={t("members.qr")} />
        <figcaption>
          <Quiet>{t("members.qr-help")}</Quiet>
        </figcaption>
      </figure>
    </Panel>
  );
}

function Cards({ value }: { readonly value: MemberValue }) {
  const { t } = useWords();
  return (
    <Panel title={t("members.cards")}>
      {value.cards.length === 0 ? <p>{t("members.no-cards")}</p> : null}
      <Lines label={t("members.cards")}>
        {value.cards.map((card) => (
          <Line
            key={card.card}
            end={
              <span>
                <Money minor={card.balanceMinor} />
              </span>
            }
          >
            <Code>{card.card}</Code>{" "}
            <StatusPill colour={card.state === "active" ? "good" : card.state === "blocked" ? "bad" : "info"}>
              {t(keyOf("members.card-", card.state))}
            </StatusPill>
            {card.issuedAtMs === null ? null : (
              <Quiet>
                <DateText atMs={card.issuedAtMs} as="day" />
              </Quiet>
            )}
          </Line>
        ))}
      </Lines>
    </Panel>
  );
}

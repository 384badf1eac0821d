import { memo } from "react";
import type { MemberPanel as Member } from "../../src-shared/contract/counter-state.ts";
import { earnWith, type OfferedEarning } from "../../src-shared/programme/earn-with.ts";
import { explain } from "../../src-shared/words/explain.ts";
import { classNames } from "../kit/class-names.ts";
import { Live } from "../kit/live.tsx";
import { Notice } from "../kit/notice.tsx";
import { Money } from "../kit/shown.tsx";
import { StatusPill } from "../kit/status-pill.tsx";
import { isolated } from "../look/isolated.ts";
import { useLook } from "../look/look-store.ts";
import { useDigits, useMoney } from "../look/use-format.ts";
import { useRefusalText } from "./refusal-text.ts";
import { useWords } from "../look/use-words.ts";
import { useCounter } from "../stores/event-stores.ts";
import { EARN_STORES, offerNow, planNow, totalNow, usePlanPart } from "./bill-now.ts";
import { CardLine } from "./card-line.tsx";
import styles from "./counter.module.css";
import { HotKey } from "./hot-key.tsx";
import { strikeAct } from "./strikes.ts";
import { useTill } from "./till-store.ts";

const NO_OFFER: OfferedEarning = { earnMinor: 0, reason: null, earnWhyNot: null, terms: null };

/** A card on the reader is said by its own line. */
const VIA = { mobile: "counter.via-mobile", qr: "counter.via-qr", left: "counter.via-left" } as const;

/** Who the bill is for, what they have, what this bill earns and why; empty until a tap, a mobile number or a QR. */
export function MemberPanel() {
  const { t } = useWords();
  const member = useCounter(({ state }) => (state?.result === null ? state.member : null));
  return (
    <section className={classNames(styles["panel"], styles["member"])} aria-label={t("counter.member")}>
      <div className={classNames(styles["member-inside"])}>
        {member === null ? <NoMember /> : <SomeMember member={member} />}
        <CardLine />
      </div>
    </section>
  );
}

function NoMember() {
  const { t } = useWords();
  const digits = useDigits();
  const mobile = useTill((till) => till.unknownMobile);
  return mobile === null ? (
    <>
      <p className={classNames(styles["quiet-text"])}>{t("counter.member-empty")}</p>
      <div className={classNames(styles["keys"])}>
        <HotKey letter="M" onPress={() => strikeAct("mobile")}>
          {t("counter.member-mobile")}
        </HotKey>
      </div>
    </>
  ) : (
    <>
      <p role="status">{t("counter.enrol-offer", { mobile: `\u2066${digits.text(mobile)}\u2069` })}</p>
      <div className={classNames(styles["keys"])}>
        <HotKey letter="E" look="primary" onPress={() => strikeAct("enrol")}>
          {t("counter.enrol")}
        </HotKey>
        <HotKey letter="M" onPress={() => strikeAct("mobile")}>
          {t("counter.member-mobile")}
        </HotKey>
      </div>
    </>
  );
}

const SomeMember = memo(function SomeMember({ member }: { readonly member: Member }) {
  const { t, locale } = useWords();
  const digits = useDigits();
  const isNew = useTill((till) => till.isJustEnrolled);
  return (
    <>
      <header className={classNames(styles["who"])}>
        <h2>
          <bdi>{digits.text(member.name)}</bdi>
        </h2>
        <StatusPill colour="info">{member.tier[locale]}</StatusPill>
        {member.isBirthday ? <StatusPill colour="good">{t("counter.birthday-today")}</StatusPill> : null}
        {member.isStaff ? <StatusPill colour="warn">{t("counter.is-staff")}</StatusPill> : null}
        <small className={classNames(styles["grow"])}>{member.via === "card" ? "" : t(VIA[member.via])}</small>
        <HotKey letter="N" look="quiet" label={t("counter.member-forget")} onPress={() => strikeAct("forget")}>
          ✕
        </HotKey>
      </header>
      {isNew ? <Notice kind="good">{t("counter.enrolled")}</Notice> : null}
      <Purse member={member} />
      <NextTier next={member.next} />
      <Earns />
    </>
  );
});

function Earns() {
  const hasOffer = useCounter(({ state }) => state !== null && state.offer !== null);
  return hasOffer ? <WhatItEarns /> : null;
}

/** Three numbers where they differ; one where they don't. */
const Purse = memo(function Purse({ member }: { readonly member: Member }) {
  const { t } = useWords();
  const why = useRefusalText();
  const { spendableMinor, onCardMinor, poolMinor, heldMinor, heldWhy } = member;
  const isOne = heldMinor === 0 && poolMinor === 0 && (onCardMinor ?? spendableMinor) === spendableMinor;
  return (
    <>
      <dl className={classNames(styles["purse"])}>
        <div className={classNames(styles["first"])}>
          <dt>{t("counter.spendable")}</dt>
          <dd>
            <Money minor={spendableMinor} big />
          </dd>
        </div>
        {isOne || onCardMinor === null ? null : <Sum name={t("counter.on-card")} minor={onCardMinor} />}
        {isOne || poolMinor === 0 ? null : <Sum name={t("counter.in-account")} minor={poolMinor} />}
        {heldMinor === 0 ? null : <Sum name={t("counter.held")} minor={heldMinor} />}
      </dl>
      {heldWhy.map((key) => (
        <p key={key} className={classNames(styles["why"])}>
          {why(key)}
        </p>
      ))}
    </>
  );
});

function Sum({ name, minor }: { readonly name: string; readonly minor: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Money minor={minor} />
      </dd>
    </div>
  );
}

const NextTier = memo(function NextTier({ next }: { readonly next: Member["next"] }) {
  const { t, locale } = useWords();
  const money = useMoney();
  if (next === null) return <p className={classNames(styles["quiet-text"])}>{t("counter.top-tier")}</p>;
  const text = t("counter.next-tier", { amount: money.full(next.missingMinor), tier: isolated(next.tier[locale]) });
  return (
    <div className={classNames(styles["tier"])}>
      <progress max={10_000} value={next.shareBp} aria-label={text} />
      <span className={classNames(styles["quiet-text"])}>{text}</span>
    </div>
  );
});

function WhatItEarns() {
  const { t, locale } = useWords();
  const money = useMoney();
  const why = useRefusalText();
  const display = useLook((look) => look.display);
  const earns = (): string => {
    const { earnMinor } = earnNow();
    return earnMinor === 0 ? t("counter.earns-nothing") : t("counter.earns-now", { amount: money.full(earnMinor) });
  };
  const because = (): string => {
    const { reason, earnWhyNot } = earnNow();
    return earnWhyNot === null ? (reason === null ? "" : explain(reason, display, locale)) : why(earnWhyNot);
  };
  const hasReason = usePlanPart(() => {
    const { reason, earnWhyNot } = earnNow();
    return reason !== null || earnWhyNot !== null;
  });
  const mayMinor = usePlanPart(() => offerNow()?.allCreditMinor ?? 0);
  const creditWhyNot = useCounter(({ state }) => state?.offer?.creditWhyNot ?? null);
  return (
    <div className={classNames(styles["earns"])}>
      <p>
        <Live as="strong" stores={EARN_STORES} text={earns} />
        {hasReason ? <Live as="span" stores={EARN_STORES} text={because} /> : null}
      </p>
      {mayMinor > 0 ? <p>{t("counter.may-spend", { amount: money.full(mayMinor) })}</p> : null}
      {mayMinor === 0 && creditWhyNot !== null ? <p>{why(creditWhyNot)}</p> : null}
    </div>
  );
}

/** What the bill earns with the credit that is chosen now. */
function earnNow(): ReturnType<typeof earnWith> {
  return earnWith(offerNow() ?? NO_OFFER, { totalMinor: totalNow(), creditMinor: planNow().creditMinor });
}

import { useState } from "react";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import { useQuery } from "../api/use-query.ts";
import { ComboBox } from "../kit/combo-box.tsx";
import { DateField } from "../kit/date-field.tsx";
import { Columns } from "../kit/page.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useDigits } from "../look/use-format.ts";
import { useRefusalWords } from "../look/use-refusal.ts";
import { useWords } from "../look/use-words.ts";
import { isNationalId } from "./national-id.ts";
import type { ProfileDraft } from "./profile-draft.ts";

/** The fields of a member's form beside the mobile number. A refusal that names a field stands at that field. */
export function ProfileFields(props: {
  readonly draft: ProfileDraft;
  readonly change: (part: Partial<ProfileDraft>) => void;
  readonly refusal: Refusal | null;
}) {
  const { draft, change, refusal } = props;
  const { t } = useWords();
  const say = useRefusalWords();
  const wrong = (field: string): string | undefined => (refusal?.field === field ? say(refusal).sentence : undefined);
  const digits = draft.nationalId.trim();
  const idHint = digits.length >= 10 && !isNationalId(digits) ? t("members.national-id-hint") : undefined;
  return (
    <Columns>
      <TextField
        label={t("members.family-name")}
        value={draft.familyName}
        onChange={(familyName) => change({ familyName })}
        error={wrong("familyName")}
        maxLength={80}
      />
      <TextField
        label={t("members.given-name")}
        value={draft.givenName}
        onChange={(givenName) => change({ givenName })}
        error={wrong("givenName")}
        maxLength={80}
      />
      <DateField
        label={t("members.birth-date")}
        value={draft.birthDate || null}
        onChange={(day) => change({ birthDate: day ?? "" })}
        error={wrong("birthDate")}
      />
      <DateField
        label={t("members.wedding-date")}
        value={draft.weddingDate || null}
        onChange={(day) => change({ weddingDate: day ?? "" })}
        error={wrong("weddingDate")}
      />
      <TextField
        label={t("members.national-id")}
        value={draft.nationalId}
        onChange={(nationalId) => change({ nationalId })}
        error={wrong("nationalId") ?? idHint}
        isLatin
        inputMode="numeric"
        maxLength={20}
      />
      <IntroducerField draft={draft} change={change} error={wrong("introducer")} />
      <OtherFields draft={draft} change={change} wrong={wrong} />
    </Columns>
  );
}

function OtherFields(props: {
  readonly draft: ProfileDraft;
  readonly change: (part: Partial<ProfileDraft>) => void;
  readonly wrong: (field: string) => string | undefined;
}) {
  const { t } = useWords();
  const { draft, change, wrong } = props;
  return (
    <>
      <TextField
        label={t("members.groups")}
        help={t("members.groups-help")}
        value={draft.groups}
        onChange={(groups) => change({ groups })}
        error={wrong("groups")}
      />
      <TextField
        label={t("members.address")}
        value={draft.address}
        onChange={(address) => change({ address })}
        error={wrong("address")}
        rows={2}
        maxLength={400}
      />
      <TextField
        label={t("members.note")}
        value={draft.note}
        onChange={(note) => change({ note })}
        error={wrong("note")}
        rows={2}
        maxLength={1000}
      />
    </>
  );
}

/** Who brought the member. What is typed and not chosen goes to the core as a mobile number. */
function IntroducerField(props: {
  readonly draft: ProfileDraft;
  readonly change: (part: Partial<ProfileDraft>) => void;
  readonly error: string | undefined;
}) {
  const { draft, change, error } = props;
  const { t } = useWords();
  const digits = useDigits();
  const [typed, setTyped] = useState<string | null>(null);
  const found = useQuery("members.search", typed === null || typed.trim() === "" ? null : { typed: typed.trim() });
  const hits = typed === null ? [] : (found.value?.hits ?? []);
  return (
    <ComboBox
      label={t("members.introducer")}
      help={t("members.introducer-help")}
      error={error}
      text={draft.introducerName || draft.introducer}
      options={hits.map((hit) => ({
        id: hit.member,
        text: hit.name || t("members.no-name"),
        note: digits.text(hit.mobile ?? ""),
      }))}
      onType={(text) => {
        if (text === (draft.introducerName || draft.introducer)) return;
        setTyped(text.slice(0, 40));
        change({ introducer: text.slice(0, 40), introducerName: "" });
      }}
      onChoose={(member) => {
        const hit = hits.find((one) => one.member === member);
        setTyped(null);
        change({ introducer: member, introducerName: hit?.name ?? "" });
      }}
    />
  );
}

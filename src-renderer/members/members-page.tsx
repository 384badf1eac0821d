import type { ReactNode } from "react";
import { useQuery } from "../api/use-query.ts";
import { EMPTY_PROFILE } from "./profile-draft.ts";
import { ImportPart } from "../imports/import-part.tsx";
import { Button } from "../kit/button.tsx";
import { Page, Row } from "../kit/page.tsx";
import { useWords } from "../look/use-words.ts";
import { goTo } from "../shell/router.ts";
import { usePageRest } from "../shell/page-rest.ts";
import { useDraft } from "../stores/draft-store.ts";
import { EnrolPart } from "./enrol-part.tsx";
import { MemberFinder } from "./member-finder.tsx";
import { MemberPart } from "./member-part.tsx";

/** Members: `#/members` finds, `/new` enrols, `/import` reads a file, `/<writer.serial>` shows one. */
export function MembersPage() {
  const [what] = usePageRest("members");
  if (what === undefined) return <Finding />;
  if (what === "new") return <Under part={<EnrolPart />} />;
  if (what === "import") return <Under part={<ImportPart key="members" of="members" />} />;
  return <OneMember key={what} member={what} />;
}

function Finding() {
  const { t } = useWords();
  const draft = useDraft("members.enrol", EMPTY_PROFILE);
  const enrol = (typed: string): void => {
    const digits = /^[\d+\s۰-۹٠-٩-]+$/.test(typed);
    draft.change(digits ? { mobile: typed } : { familyName: typed });
    goTo("members", "new");
  };
  const side = (
    <Row>
      <Button onPress={() => goTo("members", "new")}>{t("members.enrol")}</Button>
      <Button look="quiet" onPress={() => goTo("members", "import")}>
        {t("members.import")}
      </Button>
    </Row>
  );
  return (
    <Page title={t("members.title")} side={side}>
      <MemberFinder
        label={t("members.search")}
        isFocused
        onOpen={(member) => goTo("members", member)}
        onEnrol={enrol}
      />
    </Page>
  );
}

function OneMember({ member }: { readonly member: string }) {
  const { t } = useWords();
  const profile = useQuery("members.get", { member }).value?.profile;
  const name = `${profile?.givenName ?? ""} ${profile?.familyName ?? ""}`.trim();
  return <Under title={name === "" ? t("members.no-name") : name} part={<MemberPart member={member} />} />;
}

function Under({ title, part }: { readonly title?: string; readonly part: ReactNode }) {
  const { t } = useWords();
  return (
    <Page
      title={title ?? t("members.title")}
      side={<Button onPress={() => goTo("members")}>{t("members.back-to-search")}</Button>}
    >
      {part}
    </Page>
  );
}

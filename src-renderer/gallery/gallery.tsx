import { Page } from "../kit/page.tsx";
import { Tabs } from "../kit/tabs.tsx";
import { useWords } from "../look/use-words.ts";
import { ActPart } from "./act-part.tsx";
import { FieldPart } from "./field-part.tsx";
import { ListPart } from "./list-part.tsx";

/** All components on one page, for those who build pages and for the tests that look at them. */
export function Gallery() {
  const { t } = useWords();
  const title = t("shell.gallery-title");
  return (
    <Page title={title}>
      <Tabs
        label={title}
        tabs={[
          { id: "acts", text: t("gallery.acts"), content: <ActPart /> },
          { id: "fields", text: t("gallery.fields"), content: <FieldPart /> },
          { id: "lists", text: t("gallery.lists"), content: <ListPart /> },
        ]}
      />
    </Page>
  );
}

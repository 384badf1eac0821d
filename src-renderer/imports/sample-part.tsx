import { Table } from "../kit/table.tsx";
import { useDate, useDigits, useMoney } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { useFaultWords } from "./fault-words.ts";

type Sample = Readonly<Record<string, string>>;
interface SampleRow {
  readonly row: Sample;
  readonly at: number;
}

/** The first rows as they were understood, so that a wrong unit or calendar is seen before anything is imported. */
export function SamplePart({ sample }: { readonly sample: readonly Sample[] }) {
  const { t } = useWords();
  const say = useFaultWords();
  const show = useCell();
  const fields = [...new Set(sample.flatMap((row) => Object.keys(row)))];
  const rows: readonly SampleRow[] = sample.map((row, at) => ({ row, at }));
  if (fields.length === 0) return null;
  return (
    <>
      <p>{t("imports.sample")}</p>
      <Table
        label={t("imports.sample")}
        rows={rows}
        rowId={({ at }) => String(at)}
        columns={fields.map((field) => ({
          id: field,
          title: say.field(field),
          cell: ({ row }: SampleRow) => <bdi>{show(field, row[field] ?? "")}</bdi>,
        }))}
      />
    </>
  );
}

function useCell(): (field: string, text: string) => string {
  const money = useMoney();
  const digits = useDigits();
  const date = useDate();
  return (field, text) => {
    if (text === "") return "";
    if (field === "price" || field === "balance") return money.full(Number(text));
    if (field === "birthDate" || field === "weddingDate") return date.isoDay(text);
    return field === "mobile" || field === "nationalId" ? digits.text(text) : text;
  };
}

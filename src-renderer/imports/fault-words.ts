import { IMPORT_FAULT_WORDS, type ImportFault } from "../../src-shared/words/import-words.ts";
import { useShared, useWords } from "../look/use-words.ts";
import { keyOf } from "../words/make-words.ts";

const FIELDS = [
  "mobile",
  "givenName",
  "familyName",
  "fullName",
  "birthDate",
  "weddingDate",
  "address",
  "nationalId",
  "introducer",
  "groups",
  "note",
  "balance",
  "name",
  "barcodes",
  "category",
  "price",
  "unit",
  "favourite",
  "active",
] as const;

/** Says which column a fault is in, and what is wrong there. */
export function useFaultWords(): {
  readonly field: (field: string) => string;
  readonly fault: (fault: ImportFault, other: number | null) => string;
} {
  const { t } = useWords();
  const say = useShared();
  return {
    field: (field) => {
      const known = FIELDS.find((one) => one === field);
      return known === undefined ? field : t(keyOf("imports.field-", known));
    },
    fault: (fault, other) => {
      const { fa, en } = IMPORT_FAULT_WORDS[fault];
      const line = String(other ?? "");
      return say({ fa: fa.replace("{line}", line), en: en.replace("{line}", line) });
    },
  };
}

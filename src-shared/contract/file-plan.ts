import { z } from "zod";
import { IMPORT_FAULTS } from "../words/import-words.ts";
import { natural, positive } from "./parts.ts";

/** What the plans of every kind of file have. */
export const filePlan = {
  planHash: z.string(),
  /** Lines below the headings that hold anything. */
  rows: natural,
  good: natural,
  columns: z.array(z.strictObject({ header: z.string(), field: z.nullable(z.string()) })).max(60),
  /** The unit in which amounts were read: the heading's, else the shop's. Null where none is. */
  moneyUnit: z.nullable(z.enum(["toman", "rial"])),
  /** By line, as many as a file may have lines; `faultCount` says how many there are in all. */
  faults: z
    .array(
      z.strictObject({
        line: positive,
        /** The column's field; empty when it is the line or the file. */
        field: z.string(),
        fault: z.enum(IMPORT_FAULTS),
        value: z.string().max(80),
        /** Where the same thing came first. */
        other: z.nullable(positive),
      }),
    )
    .max(50_000),
  faultCount: natural,
  /** The first rows as they were understood, by field; amounts in minor units. */
  sample: z.array(z.record(z.string(), z.string())).max(5),
};

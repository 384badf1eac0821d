import type { PrinterFamily } from "../printer/profile.ts";

/** A maker's or model's name, isolated (UAX #9): it stands as on the printer, in whatever sentence and digits. */
const name = (text: string): string => `\u2066${text}\u2069`;

/** The families of printers as a person chooses among them. */
export const PRINTER_FAMILY_WORDS: Readonly<Record<PrinterFamily, { readonly fa: string; readonly en: string }>> = {
  "epson-t88": {
    fa: `سری ${name("Epson TM-T88")} (۱۸۰ نقطه در اینچ)`,
    en: `${name("Epson TM-T88")} series (180 dpi)`,
  },
  "epson-t20": {
    fa: `سری ${name("Epson TM-T20")} و ${name("TM-m30")}`,
    en: `${name("Epson TM-T20")} and ${name("TM-m30")} series`,
  },
  "pos-80": {
    fa: `چاپگر ${name("Xprinter")} یا ${name("POS-80")} (کاغذ ۸۰ میلی‌متری)`,
    en: `${name("Xprinter")} or ${name("POS-80")} (80 mm paper)`,
  },
  "pos-58": { fa: `چاپگر ${name("POS-58")} (کاغذ ۵۸ میلی‌متری)`, en: `${name("POS-58")} (58 mm paper)` },
  bixolon: { fa: `سری ${name("Bixolon SRP")}`, en: `${name("Bixolon SRP")} series` },
  citizen: { fa: `سری ${name("Citizen CT")}`, en: `${name("Citizen CT")} series` },
  "unknown-clone": { fa: "چاپگر دیگر یا ناشناخته", en: "Another or unknown printer" },
};

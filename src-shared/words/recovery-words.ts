import type { RecoveryFault } from "../recovery/recovery-sheet.ts";

/** A refusal in words: what happened, what it means, what to do. */
export interface RecoveryWords {
  readonly code: string;
  readonly fa: string;
  readonly en: string;
}

/**
 * Every fault of a typed recovery sheet. `{lines}`, `{given}` and `{expected}` stand for numbers that the caller puts
 * in.
 */
export const RECOVERY_WORDS: Readonly<Record<RecoveryFault["kind"], RecoveryWords>> = {
  lines: {
    code: "RC-01",
    fa:
      "در سطر {lines} اشتباهی هست یا سطر جای دیگری نوشته شده. هنوز چیزی بازیابی نشده و مبلغی عوض نشده. " +
      "همان سطر را دوباره وارد کنید.",
    en:
      "Line {lines} is mistyped or stands in another's place. Nothing was restored yet and no amount has " +
      "changed. Type that line again.",
  },
  count: {
    code: "RC-02",
    fa:
      "برگه {expected} سطر دارد ولی {given} سطر وارد شده. هنوز چیزی بازیابی نشده و مبلغی عوض نشده. همهٔ " +
      "سطرها را وارد کنید.",
    en:
      "The sheet has {expected} lines, but {given} were typed. Nothing was restored yet and no amount has " +
      "changed. Type all lines.",
  },
  mixed: {
    code: "RC-03",
    fa: "این سطرها از یک برگه نیستند. چیزی بازیابی نشد و مبلغی عوض نشد. همهٔ سطرها را از تازه‌ترین برگه وارد کنید.",
    en:
      "These lines are not of one sheet. Nothing was restored and no amount has changed. Type all lines " +
      "from the newest sheet.",
  },
  newer: {
    code: "RC-04",
    fa:
      "این برگه را نسخهٔ تازه‌تری از وفا ساخته است. چیزی بازیابی نشد و مبلغی عوض نشد. نسخهٔ تازه‌تر برنامه " +
      "را نصب کنید.",
    en:
      "A newer version of Vafa made this sheet. Nothing was restored and no amount has changed. Install " +
      "the newer version.",
  },
  empty: {
    code: "RC-05",
    fa: "چیزی وارد نشده است. مبلغی عوض نشده. سطرهای برگهٔ بازیابی را وارد کنید.",
    en: "Nothing was typed. No amount has changed. Type the lines of the recovery sheet.",
  },
};

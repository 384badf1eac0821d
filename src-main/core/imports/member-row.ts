import { MEMBER_SERIAL_MAX, parseWriterSerial, type MemberId } from "../../../src-shared/base/ids.ts";
import { foldDigits, foldMobile } from "../../../src-shared/members/fold-text.ts";
import { profileFields } from "../../../src-shared/members/profile.ts";
import type { ImportFault } from "../../../src-shared/words/import-words.ts";
import type { Cells, ColumnRule } from "./import-file.ts";
import { isShortened, readAmount, readDate, readList, type AmountUnit } from "./read-cells.ts";

export type MemberField =
  | "mobile"
  | "givenName"
  | "familyName"
  | "fullName"
  | "birthDate"
  | "weddingDate"
  | "address"
  | "nationalId"
  | "introducer"
  | "groups"
  | "note"
  | "balance";

/** The columns of a file of members. */
export const MEMBER_COLUMNS: readonly ColumnRule<MemberField>[] = [
  {
    field: "mobile",
    isNeeded: true,
    names: [
      ..."موبایل|شماره موبایل|همراه|تلفن همراه|شماره همراه|شماره تماس|شماره تلفن|تلفن|شماره".split("|"),
      ..."mobile number|mobile phone|phone|phone number|cell|cell phone|tel".split("|"),
    ],
  },
  { field: "givenName", names: ["نام", "نام کوچک", "اسم", "first name", "given name", "firstname"] },
  { field: "familyName", names: ["نام خانوادگی", "فامیل", "فامیلی", "last name", "family name", "surname"] },
  {
    field: "fullName",
    names: [
      ..."نام و نام خانوادگی|نام کامل|نام مشتری|نام عضو|نام و فامیل|مشتری|عضو".split("|"),
      ..."name|full name|customer|customer name|member name".split("|"),
    ],
  },
  { field: "birthDate", names: ["تاریخ تولد", "تولد", "birth date", "birthday", "date of birth", "dob", "born"] },
  {
    field: "weddingDate",
    names: ["تاریخ ازدواج", "سالگرد ازدواج", "ازدواج", "wedding", "wedding date", "anniversary"],
  },
  { field: "address", names: ["نشانی", "آدرس"] },
  { field: "nationalId", names: ["کد ملی", "کدملی", "شماره ملی", "national id", "national code"] },
  {
    field: "introducer",
    names: [
      ..."معرف|موبایل معرف|شماره معرف|شماره موبایل معرف|کد معرف".split("|"),
      ..."introduced by|referrer|referred by|introducer mobile".split("|"),
    ],
  },
  { field: "groups", names: ["گروه", "گروه‌ها", "دسته", "برچسب", "برچسب‌ها", "group", "tags", "tag"] },
  { field: "note", names: ["یادداشت", "توضیح", "توضیحات", "notes", "comment", "comments", "description"] },
  {
    field: "balance",
    isMoney: true,
    names: [
      ..."اعتبار|موجودی|مانده|مانده اعتبار|موجودی اعتبار|اعتبار باقی‌مانده|امتیاز|کیف پول".split("|"),
      ..."credit|opening balance|points|wallet".split("|"),
    ],
  },
];

/** A member as a file has them; `introducer` is a member's id, or a mobile (98…) of a member here or in the file. */
export interface MemberRow {
  readonly line: number;
  readonly mobile: string;
  readonly fields: MemberTexts;
  readonly introducer: { readonly mobile: string } | { readonly member: MemberId } | undefined;
  readonly balanceMinor: number;
}

/** What of a profile stands in the row itself. */
export interface MemberTexts {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly birthDate?: string;
  readonly weddingDate?: string;
  readonly address?: string;
  readonly nationalId?: string;
  readonly note?: string;
  readonly groups: readonly string[];
}

/** Tells of a fault in a field of the row. */
export type Wrong<F> = (field: F, fault: ImportFault, value: string) => void;

const TEXT_MAX = { givenName: 80, familyName: 80, address: 400, note: 1000 } as const;
const GROUPS_MAX = 20;

/** Reads a row; every field that can't be kept is told. Undefined without a mobile, which is who it is about. */
export function readMemberRow(
  of: { readonly line: number; readonly cells: Cells<MemberField> },
  context: { readonly unit: AmountUnit; readonly today: string },
  wrong: Wrong<MemberField>,
): MemberRow | undefined {
  const one = (field: MemberField): string => of.cells.get(field)?.[0] ?? "";
  const mobile = mobileOf(one("mobile"), wrong);
  const birthDate = dateOf("birthDate", one("birthDate"), wrong);
  if (birthDate !== undefined && birthDate > context.today) wrong("birthDate", "date-future", one("birthDate"));
  // A name in one cell is kept as it is: where it parts, nobody knows for «محمد رضا نیک پی».
  const familyName = one("familyName") || one("fullName");
  const texts = {
    ...present("givenName", textOf("givenName", one("givenName"), wrong)),
    ...present("familyName", textOf("familyName", familyName, wrong)),
    ...present("birthDate", birthDate),
    ...present("weddingDate", dateOf("weddingDate", one("weddingDate"), wrong)),
    ...present("address", textOf("address", one("address"), wrong)),
    ...present("nationalId", nationalIdOf(one("nationalId"), wrong)),
    ...present("note", textOf("note", one("note"), wrong)),
    groups: groupsOf(one("groups"), wrong),
  };
  const introducer = introducerOf(one("introducer"), wrong);
  const balanceMinor = balanceOf(one("balance"), context.unit, wrong);
  return mobile === undefined ? undefined : { line: of.line, mobile, fields: texts, introducer, balanceMinor };
}

function mobileOf(text: string, wrong: Wrong<MemberField>): string | undefined {
  const mobile = foldMobile(text);
  if (mobile !== undefined) return mobile;
  wrong("mobile", text === "" ? "value-missing" : isShortened(text) ? "number-shortened" : "mobile-invalid", text);
  return undefined;
}

function textOf(field: keyof typeof TEXT_MAX, text: string, wrong: Wrong<MemberField>): string | undefined {
  if (text === "") return undefined;
  if (text.length > TEXT_MAX[field]) wrong(field, "text-too-long", text);
  else if (!profileFields.shape[field].safeParse(text).success) wrong(field, "text-invalid", text);
  return text;
}

function dateOf(field: "birthDate" | "weddingDate", text: string, wrong: Wrong<MemberField>): string | undefined {
  if (text === "") return undefined;
  const date = readDate(text);
  if (date === undefined) wrong(field, "date-invalid", text);
  return date;
}

/** Ten digits; a spreadsheet drops up to two zeros before a number. */
function nationalIdOf(text: string, wrong: Wrong<MemberField>): string | undefined {
  if (text === "") return undefined;
  if (isShortened(text)) wrong("nationalId", "number-shortened", text);
  const digits = foldDigits(text).replaceAll(/[\s-]/g, "");
  if (/^[0-9]{8,10}$/.test(digits)) return digits.padStart(10, "0");
  if (!isShortened(text)) wrong("nationalId", "national-id-invalid", text);
  return undefined;
}

function groupsOf(text: string, wrong: Wrong<MemberField>): readonly string[] {
  const groups = readList(text);
  if (groups.length > GROUPS_MAX) wrong("groups", "list-too-long", text);
  for (const group of groups) {
    if (group.length > 40) wrong("groups", "text-too-long", group);
    else if (!profileFields.shape.groups.safeParse([group]).success) wrong("groups", "text-invalid", group);
  }
  return groups;
}

function introducerOf(text: string, wrong: Wrong<MemberField>): MemberRow["introducer"] {
  if (text === "") return undefined;
  const plain = foldDigits(text);
  if (parseWriterSerial(plain, MEMBER_SERIAL_MAX) !== undefined) return { member: plain };
  const mobile = foldMobile(text);
  if (mobile === undefined) wrong("introducer", isShortened(text) ? "number-shortened" : "mobile-invalid", text);
  return mobile === undefined ? undefined : { mobile };
}

function balanceOf(text: string, unit: AmountUnit, wrong: Wrong<MemberField>): number {
  if (text === "") return 0;
  const amount = readAmount(text, unit);
  if (!amount.ok) wrong("balance", amount.error, text);
  return amount.ok ? amount.value : 0;
}

function present<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  // An object literal with a computed key has lost the key's type; this is its exact shape.
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

import { expect, test } from "vitest";
import {
  abilitiesOfNamed,
  hasSmallestForm,
  PRINTER_FAMILIES,
  printerProfile,
  storedProfileSchema,
  withChosenForm,
} from "../../../src-shared/printer/profile.ts";
import { PRINTER_FAMILY_WORDS } from "../../../src-shared/words/printer-family-words.ts";

const profiles = PRINTER_FAMILIES.map((family) => printerProfile({ family, overrides: {} }));

test("every family has a valid profile of its own name, and a name in both languages", () => {
  expect(profiles.map((profile) => profile.family)).toEqual([...PRINTER_FAMILIES]);
  for (const { fa, en } of Object.values(PRINTER_FAMILY_WORDS)) {
    expect(fa).toMatch(/\p{Script=Arabic}/u);
    expect(en).toMatch(/^[ -~\u2066\u2069]+$/);
    // A Latin name is isolated, or a Persian sentence turns it round and shows its digits as Persian ones.
    for (const text of [fa, en]) expect(text.replaceAll(/\u2066[^\u2066]+\u2069/g, "")).not.toMatch(/[A-Z]+-/);
    expect(fa.replaceAll(/\u2066[^\u2066]+\u2069/g, "")).not.toMatch(/[A-Za-z]/);
  }
  const names = Object.values(PRINTER_FAMILY_WORDS).flatMap(({ fa, en }) => [fa, en]);
  expect(new Set(names).size).toBe(names.length);
});

test("of an unknown clone nothing is assumed: plain raster, cropped at the right, no text and no units", () => {
  expect(printerProfile({ family: "unknown-clone", overrides: {} })).toEqual({
    family: "unknown-clone",
    widthDots: 576,
    dpi: 203,
    motionUnits: "none",
    bandRowsMax: 24,
    cut: "partial",
    drawer: { pin: 0, onMs: 50, offMs: 500 },
    pulse: "ordinary",
    status: "learn",
    done: "none",
    latinPage: null,
    nativeQr: false,
    columnMode: false,
    cropLeft: false,
    form: "default",
  });
});

test("a family that sets no units places neither text nor columns by them", () => {
  for (const { motionUnits, latinPage, columnMode } of profiles) {
    if (motionUnits === "none") expect({ latinPage, columnMode }).toEqual({ latinPage: null, columnMode: false });
  }
});

test("overrides take the place of the family's values, and what no printer is able to is refused", () => {
  const stored = storedProfileSchema.parse({ family: "epson-t88", overrides: { done: "gs-r", latinPage: null } });
  expect(printerProfile(stored)).toMatchObject({ family: "epson-t88", widthDots: 512, done: "gs-r", latinPage: null });
  for (const overrides of [{ widthDots: 577 }, { widthDots: 2_000 }, { bandRowsMax: 2_000 }, { nonsense: 1 }]) {
    expect(storedProfileSchema.safeParse({ family: "pos-58", overrides }).success).toBe(false);
  }
});

test("under a width that isn't the printer's own nothing is put at the right or in the middle by the printer", () => {
  const narrow = printerProfile({ family: "epson-t20", overrides: { widthDots: 384 } });
  expect(narrow).toMatchObject({ widthDots: 384, cropLeft: false, nativeQr: false, columnMode: true, latinPage: 0 });
  const told = printerProfile({ family: "epson-t20", overrides: { widthDots: 384, cropLeft: true } });
  expect(told).toMatchObject({ cropLeft: true, nativeQr: false });
  expect(printerProfile({ family: "epson-t20", overrides: { widthDots: 576 } }).cropLeft).toBe(true);
});

test("a POS-80 that said its name draws codes and takes columns, but codes only on paper of its own width", () => {
  const overrides = abilitiesOfNamed("pos-80");
  const named = printerProfile({ family: "pos-80", overrides });
  expect(named).toMatchObject({ nativeQr: true, columnMode: true });
  expect(hasSmallestForm(named)).toBe(true);
  expect(hasSmallestForm(printerProfile({ family: "pos-80", overrides: {} }))).toBe(false);
  const narrow = printerProfile({ family: "pos-80", overrides: { ...overrides, widthDots: 384 } });
  expect(narrow).toMatchObject({ nativeQr: false, columnMode: true });
});

test("the form that a person chose outlives a search that finds a printer of the same family", () => {
  const before = storedProfileSchema.parse({ family: "epson-t20", overrides: { form: "smallest", done: "none" } });
  const found = storedProfileSchema.parse({ family: "epson-t20", overrides: { done: "process-id" } });
  expect(withChosenForm(found, before).overrides).toEqual({ done: "process-id", form: "smallest" });
  const other = storedProfileSchema.parse({ family: "citizen", overrides: {} });
  expect(withChosenForm(other, before)).toEqual(other);
});

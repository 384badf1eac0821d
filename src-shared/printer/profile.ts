import { z } from "zod";

/**
 * The makes of receipt printers that are told apart. A printer in Star's ESC/POS emulation is an "unknown-clone":
 * nothing that was measured or read says more of it.
 */
export const PRINTER_FAMILIES = [
  "epson-t88",
  "epson-t20",
  "pos-80",
  "pos-58",
  "bixolon",
  "citizen",
  "unknown-clone",
] as const;
export type PrinterFamily = (typeof PRINTER_FAMILIES)[number];

export const PRINT_FORMS = ["default", "smallest"] as const;

/** What the fields of a profile may be; each is what one thing of the printer is able to, and how it wants it. */
const fields = {
  /** Dots in a row, a multiple of 8: a row of raster is whole bytes. Above 832 there is no receipt paper. */
  widthDots: z.int().min(256).max(832).multipleOf(8),
  dpi: z.union([z.literal(180), z.literal(203)]),
  /**
   * "gs-p": GS P dpi dpi makes one unit one dot, so that paper can be fed and text be placed exactly. "none": the
   * printer may not know it; blank rows are sent as raster of one byte's width, and nothing is placed by units.
   */
  motionUnits: z.enum(["gs-p", "none"]),
  /** Rows of one raster image, at most. 343 is the least that a maker states (Cino M230B). */
  bandRowsMax: z.int().min(8).max(343),
  /** "none": there is no cutter; the paper is fed to where it is torn. */
  cut: z.enum(["partial", "full", "none"]),
  /** 0 is pin 2 of the drawer's connector, 1 is pin 5. ESC p counts units of 2 ms in a byte. */
  drawer: z.strictObject({
    pin: z.union([z.literal(0), z.literal(1)]),
    onMs: z.int().min(2).max(510),
    offMs: z.int().min(2).max(510),
  }),
  /**
   * How the drawer is opened. "real-time": DLE DC4, obeyed on reception, also without paper and with the cover open.
   * "ordinary": ESC p, which waits in the buffer of a printer that can't print (decision 0430).
   */
  pulse: z.enum(["real-time", "ordinary"]),
  /**
   * Whether it answers DLE EOT. "required": one that is silent is switched off. "learn": it prints blind until its
   * first answer. "none": it is never asked.
   */
  status: z.enum(["required", "learn", "none"]),
  /**
   * What it says when a receipt is printed. "process-id": GS ( H. "gs-r": GS r 1, answered in its order. "none":
   * nothing, and then a receipt ends at "sent".
   */
  done: z.enum(["process-id", "gs-r", "none"]),
  /** The code page (ESC t) for rows of printable ASCII as text; null: never any text, everything is a picture. */
  latinPage: z.nullable(z.int().min(0).max(255)),
  /** GS ( k: it draws QR codes itself. */
  nativeQr: z.boolean(),
  /** ESC * 33: pictures as columns of 24 dots, with jumps over the white between them. Needs `motionUnits`. */
  columnMode: z.boolean(),
  /** ESC a moves its rasters too, so that white at the left need not be sent. */
  cropLeft: z.boolean(),
  /** "smallest" spends time on the fewest bytes, for slow lines; "default" keeps to few kinds of commands. */
  form: z.enum(PRINT_FORMS),
};

/** A printer as the encoder and the transports see it. */
export const printerProfileSchema = z.strictObject({ family: z.enum(PRINTER_FAMILIES), ...fields });
export type PrinterProfile = z.infer<typeof printerProfileSchema>;

/** A profile as it is stored: a family, and what the probe or a person found to be otherwise. */
export const storedProfileSchema = z.strictObject({
  family: z.enum(PRINTER_FAMILIES),
  overrides: z.strictObject(fields).partial(),
});
export type StoredProfile = z.infer<typeof storedProfileSchema>;

/**
 * The profile that a stored one stands for: its family's, with the overrides. What stands at the right or in the middle
 * stands so of the printer's own width: under another width (narrow paper in a wide printer) it is left out, unless an
 * override says that rasters move on that paper too.
 */
export function printerProfile({ family, overrides }: StoredProfile): PrinterProfile {
  const own = FAMILIES[family];
  const isOther = overrides.widthDots !== undefined && overrides.widthDots !== own.widthDots;
  const sided = isOther ? { cropLeft: false } : {};
  // That a printer draws codes itself was asked of the printer, not of the paper that a person put in later.
  const nativeQr = !isOther && (overrides.nativeQr ?? own.nativeQr);
  return printerProfileSchema.parse({ ...own, ...sided, ...overrides, nativeQr });
}

/**
 * What a printer is able to, beside its family's profile, when it has said its model's name itself. The cheapest
 * clones say none. Of those of 80 mm that do, manuals of their kin (HPRT TP809, HM-E200) have GS ( k; that all of them
 * know ESC * 33 is from memory.
 */
export function abilitiesOfNamed(family: PrinterFamily): StoredProfile["overrides"] {
  return family === "pos-80" ? { nativeQr: true, columnMode: true } : {};
}

/**
 * A profile that was found, with the form that a person chose for a printer of the same family: no probe can know it.
 */
export function withChosenForm(found: StoredProfile, before: StoredProfile): StoredProfile {
  const { form } = before.overrides;
  const isKept = form !== undefined && before.family === found.family;
  return isKept ? { ...found, overrides: { ...found.overrides, form } } : found;
}

/** Whether the "smallest" form is anything else than the default for it: only pictures in columns are smaller. */
export function hasSmallestForm({ columnMode, motionUnits }: PrinterProfile): boolean {
  return columnMode && motionUnits === "gs-p";
}

/**
 * What nobody has to find out: raster that is cropped at the right, a pulse to pin 2, a partial cut, which a printer
 * without a cutter takes for a feed. Every other command may be printed as letters by a printer that doesn't know it.
 */
const PLAIN: PrinterProfile = {
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
};

/**
 * Epson since the TM-T88IV: GS P and its units, DLE DC4, GS ( H and GS ( k are in its manuals. That page 0 is PC437 is
 * from memory; rows of text hold only characters that are the same in every page.
 */
const EPSON: PrinterProfile = {
  ...PLAIN,
  family: "epson-t20",
  motionUnits: "gs-p",
  bandRowsMax: 255,
  pulse: "real-time",
  status: "required",
  done: "process-id",
  latinPage: 0,
  nativeQr: true,
  columnMode: true,
  cropLeft: true,
};

const FAMILIES: Readonly<Record<PrinterFamily, PrinterProfile>> = {
  "epson-t20": EPSON,
  // Narrower than the others: 576 dots would be cut off. The T88III has no GS ( H: "gs-r" is an override there.
  "epson-t88": { ...EPSON, family: "epson-t88", widthDots: 512, dpi: 180 },
  // Xprinter and its kin. Their unit is one dot whether or not they know GS P (from memory: those of 80 mm do), and
  // ESC a moves rasters (HPRT's manual). QR codes and columns differ between them: see `abilitiesOfNamed`.
  "pos-80": { ...PLAIN, family: "pos-80", motionUnits: "gs-p", cropLeft: true, latinPage: 0, done: "gs-r" },
  "pos-58": { ...PLAIN, family: "pos-58", widthDots: 384 },
  // From memory: the SRP-350 has 180 dpi and 512 dots, others 203 and 576; the narrower one is never cut off, and no
  // units are set because the wrong dpi would stretch every feed. GS r is in the manual of its kind.
  bixolon: { ...PLAIN, family: "bixolon", widthDots: 512, dpi: 180, done: "gs-r" },
  // ESC a moves rasters by its manual; 576 dots at 203 dpi are from memory.
  citizen: { ...PLAIN, family: "citizen", cropLeft: true, done: "gs-r" },
  "unknown-clone": PLAIN,
};

import { z } from "zod";
import { receiptChange, receiptSettings, sampleQuery } from "./receipt-contract.ts";
import { printerSearchSchema } from "../printer/printer-search.ts";
import { printerSettingsSchema, TRANSPORTS } from "../printer/printer-settings.ts";
import { command, empty, instant, memberId, natural, positive, query, typed, wordKey } from "./parts.ts";

/** How the shop shows itself: sent to every page at the start and at each change. */
export const display = z.strictObject({
  locale: z.enum(["fa", "en"]),
  digits: z.enum(["persian", "latin"]),
  calendar: z.enum(["solar-hijri", "gregorian"]),
  moneyUnit: z.enum(["toman", "rial"]),
  timeZone: z.string().max(60),
  theme: z.enum(["light", "dark", "system"]),
});
export type Display = z.infer<typeof display>;

export const shopText = z.strictObject({
  name: z.string().max(120),
  address: z.string().max(200),
  phone: z.string().max(40),
  footer: z.string().max(200),
});

/** Everything a settings page shows; the programme read-only. */
export const settings = z.strictObject({
  shop: shopText,
  display,
  printer: printerSettingsSchema.extend({ drawer: z.boolean() }),
  /** The printer that the program was started with: it is used in the place of the one that is set. */
  printerGiven: z.nullable(printerSettingsSchema.pick({ path: true, baudRate: true, profile: true })),
  reader: z.strictObject({
    readers: z
      .array(z.strictObject({ id: z.string(), name: z.string(), used: z.boolean(), locked: z.boolean() }))
      .max(20),
  }),
  backup: z.strictObject({
    folder: z.string().max(1000),
    lastAtMs: z.nullable(instant),
    warnings: z.array(wordKey).max(10),
    sheetMadeAtMs: z.nullable(instant),
  }),
  /** Amounts above which a second PIN is asked, and the limits against self-crediting. */
  limits: z.strictObject({
    approvalAboveMinor: natural,
    salesPerCardAndShift: positive,
    verifiedByStaff: z.boolean(),
    lockAfterMinutes: natural,
  }),
  customerDisplay: z.strictObject({
    isOn: z.boolean(),
    port: natural,
    urls: z.array(z.string()).max(10),
    paired: natural,
  }),
  billApi: z.strictObject({
    isOn: z.boolean(),
    url: z.string(),
    programs: z.array(z.strictObject({ id: z.string(), name: z.string(), madeAtMs: instant })).max(20),
  }),
  sound: z.boolean(),
  receipt: receiptSettings,
  programme: z.strictObject({ version: natural, document: z.record(z.string(), z.unknown()) }),
  version: z.string(),
});
export type Settings = z.infer<typeof settings>;

/** A port or device that is there, or was chosen. */
const portRow = z.strictObject({
  transport: z.enum(TRANSPORTS),
  path: z.string(),
  name: z.string(),
  identity: z.string(),
});

const setting = z.strictObject({
  shop: z.exactOptional(shopText.partial()),
  display: z.exactOptional(display.partial()),
  /** Numbers out of range are refused by their place and in words, so they must come through. */
  printer: z.exactOptional(
    settings.shape.printer
      .partial()
      .extend({ baudRate: z.exactOptional(positive), widthDots: z.exactOptional(positive) }),
  ),
  backupFolder: z.exactOptional(typed(1000)),
  limits: z.exactOptional(settings.shape.limits.partial()),
  customerDisplay: z.exactOptional(z.strictObject({ isOn: z.boolean() })),
  billApi: z.exactOptional(z.strictObject({ isOn: z.boolean() })),
  sound: z.exactOptional(z.boolean()),
  receipt: z.exactOptional(receiptChange),
});

/** Settings, hardware tests, data, training. */
export const settingsContract = {
  "settings.get": query(empty, settings),
  "settings.change": command(setting, empty),
  "settings.ports": query(empty, z.strictObject({ ports: z.array(portRow).max(50) })),
  "settings.sample-paper": sampleQuery,
  /** Begins to look for the printer; how far it is, is asked again and again. */
  "settings.find-printer": command(empty, empty),
  "settings.printer-search": query(empty, printerSearchSchema),
  /** A person has cleared the printer's cutter: it may go on. */
  "settings.recover-printer": command(empty, empty),
  "settings.test-printer": command(empty, z.strictObject({ job: natural })),
  "settings.test-reader": query(
    empty,
    z.strictObject({
      state: wordKey,
      driver: z.nullable(z.string()),
      uid: z.nullable(z.string()),
      tookMs: z.nullable(natural),
    }),
  ),
  "settings.unlock-reader": command(z.strictObject({ reader: typed(300) }), empty),
  "settings.old-machine-gone": command(empty, empty),
  "data.backup": command(empty, z.strictObject({ folder: z.string(), bytes: natural })),
  "data.recovery-sheet": command(empty, z.strictObject({ file: z.string() })),
  "data.check": command(
    empty,
    z.strictObject({ isSound: z.boolean(), events: natural, findings: z.array(z.string()).max(50) }),
  ),
  "data.backups": query(
    empty,
    z.strictObject({ backups: z.array(z.strictObject({ name: z.string(), atMs: instant, bytes: natural })).max(100) }),
  ),
  /** Restores a backup over nothing only; here it says how: the command line's words. */
  "display.pairing-code": command(empty, z.strictObject({ code: z.string(), untilMs: instant })),
  "display.forget": command(empty, empty),
  "bill-api.add-program": command(
    z.strictObject({ name: typed(60) }),
    z.strictObject({ id: z.string(), token: z.string() }),
  ),
  "bill-api.remove-program": command(z.strictObject({ id: typed(60) }), empty),
  /** Another merchant with keys and folder of its own: the core is started anew on it. */
  "training.enter": command(empty, empty),
  "training.leave": command(empty, empty),
  /** Whose card can be put on the screen, and whose lies there. */
  "training.cards": query(
    empty,
    z.strictObject({
      cards: z.array(z.strictObject({ member: memberId, name: z.string(), isIssued: z.boolean() })).max(20),
      on: z.nullable(memberId),
    }),
  ),
  /** The card on the screen, of a member of the training shop: put on the reader, and taken away. */
  "training.card-on": command(z.strictObject({ member: memberId }), empty),
  "training.card-off": command(empty, empty),
} as const;

/** The first start: asked of a core that has no shop yet, before anybody can sign in. */
export const setupContract = {
  "setup.state": query(
    empty,
    z.strictObject({
      isNeeded: z.boolean(),
      /** A start that was cut off: founding goes on where it was. */
      step: z.enum(["shop", "hardware", "data", "staff", "members", "done"]),
      dataFolder: z.string(),
      readers: z.array(z.string()).max(20),
      ports: z.array(z.strictObject({ path: z.string(), name: z.string() })).max(50),
    }),
  ),
  "setup.found": command(
    z.strictObject({
      shopName: typed(120),
      ownerName: typed(80),
      ownerPin: typed(12),
      display: display.partial(),
      tiers: z
        .array(z.strictObject({ fa: typed(40), en: typed(40), fromMinor: natural, earnBp: z.int().min(0).max(10_000) }))
        .min(1)
        .max(12),
      redeemMinimumMinor: natural,
      /** A gift to whoever joins; without it there is none. */
      welcomeMinor: z.exactOptional(positive),
    }),
    empty,
  ),
  "setup.step-done": command(z.strictObject({ step: z.enum(["hardware", "data", "staff", "members"]) }), empty),
  /** A broken machine's backup and its recovery sheet: a new epoch begins. */
  "setup.restore": command(z.strictObject({ backup: typed(1000), sheet: typed(4000) }), empty),
} as const;

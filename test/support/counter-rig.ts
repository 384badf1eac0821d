import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { must } from "../../src-shared/base/assert.ts";
import type { EntryName, InputOf, ValueOf } from "../../src-shared/contract/contract.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import type { Result } from "../../src-shared/base/result.ts";
import type { Locale } from "../../src-shared/words/format.ts";
import type { Presence } from "../../src-main/core/counter/counter.ts";
import { CoreClient } from "../../src-main/shell/core-client.ts";
import { defaultKeyFile } from "../../src-main/shell/data-paths.ts";
import { startKiosk, type Kiosk } from "../../src-main/shell/kiosk/start-kiosk.ts";
import type { Pages } from "../../src-main/shell/kiosk/serve-pages.ts";
import { deliveredCard, VirtualCard } from "../virtual/card/virtual-card.ts";
import { startVirtualPcsc, type VirtualPcsc } from "../virtual/pcscd/virtual-pcsc.ts";
import { startVirtualPrinter, type VirtualPrinter } from "../virtual/printer/virtual-printer.ts";
import { demoGoods } from "./demo-goods.ts";

/** Who works in the demo shop. The PINs are shown on the page of the virtual hardware: nothing here is real. */
export const DEMO_PINS = { owner: "135790", manager: "246802", cashier: "112358" } as const;

/** A card of the demo, and whose it is. */
export interface DemoCard {
  readonly id: string;
  readonly kind: "member" | "blank" | "foreign" | "damaged";
  /** The member's name; empty for a card that is nobody's. */
  readonly name: string;
  readonly card: VirtualCard;
}

/** The demo shop at work: kiosk, core, a real pcscd with a virtual reader and a real pty with a virtual printer. */
export interface CounterRig {
  readonly folder: string;
  readonly dataFolder: string;
  readonly keyFile: string;
  readonly core: CoreClient;
  readonly kiosk: Kiosk;
  readonly pcsc: VirtualPcsc;
  readonly printer: VirtualPrinter;
  /** The folder of the fake phone, on which every message to a member lies. */
  readonly phone: string;
  readonly cards: readonly DemoCard[];
  /** Asks the core as a page would. Throws where there is no answer at all. */
  ask<N extends EntryName>(name: N, input: InputOf<N>): Promise<Result<ValueOf<N>, Refusal>>;
  stop(): Promise<void>;
}

export interface CounterRigOptions {
  /** A folder that exists; the shop gets one of its own in it. */
  readonly base: string;
  readonly locale: Locale;
  readonly pages: Pages;
  /** How many members there are; the first of them have cards. */
  readonly members: number;
  /** "selling": the cashier is signed in and the shift is open; "locked": nobody is, and there is no shift yet. */
  readonly begins?: "selling" | "locked";
  /** The printer's line; a slow one leaves time for what befalls a receipt in its middle. */
  readonly printerBytesPerSecond?: number;
}

const PRESENCE_LIMIT_MS = 20_000;
/** The first so many members have cards. */
const CARD_HOLDERS = 4;
const FLOAT_MINOR = 5_000_000;

/** Founds a shop in a folder of its own, fills it, opens its first shift (unless it begins locked) and starts all. */
export async function startCounterRig(options: CounterRigOptions): Promise<CounterRig> {
  mkdirSync(options.base, { recursive: true });
  const folder = mkdtempSync(join(options.base, "counter-"));
  const dataFolder = join(folder, "data");
  const keyFile = defaultKeyFile(dataFolder);
  const pcsc = await startVirtualPcsc();
  const { printerBytesPerSecond: bytesPerSecond = 0 } = options;
  const printer = await startVirtualPrinter({ dir: join(folder, "printer"), bytesPerSecond });
  const serial = { path: printer.path, baudRate: 921_600, family: "epson-t20" } as const;
  const phone = join(folder, "phone");
  const core = new CoreClient({ dataFolder, keyFile, printer: serial, env: pcsc.env, play: true, phone });
  const kiosk = await startKiosk({ core, pages: options.pages, play: true });
  const stop = async (): Promise<void> => {
    await kiosk.stop();
    core.stop();
    await printer.stop();
    await pcsc.stop();
  };
  try {
    const asked = asker(core);
    const cards = await fill({ core, pcsc, ask: asked }, options);
    return { folder, dataFolder, keyFile, core, kiosk, pcsc, printer, phone, cards, ask: asked, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Asker = CounterRig["ask"];

function asker(core: CoreClient): Asker {
  let commands = 0;
  return async (name, input) => {
    const reply = await core.call({ name, input, command: `hardware-${process.pid}-${++commands}` });
    if (reply.kind === "fault") throw new Error(`${name}: ${reply.fault} ${reply.refusal?.refusal ?? ""}`);
    // The core has checked it by the entry's schema.
    return reply.answer as Result<ValueOf<typeof name>, Refusal>;
  };
}

function granted<T>(answer: Result<T, { readonly refusal: string }>): T {
  if (!answer.ok) throw new Error(`the demo shop was refused: ${answer.error.refusal}`);
  return answer.value;
}

interface Filling {
  readonly core: CoreClient;
  readonly pcsc: VirtualPcsc;
  readonly ask: Asker;
}

async function fill(filling: Filling, options: CounterRigOptions): Promise<readonly DemoCard[]> {
  const { ask } = filling;
  const fa = options.locale === "fa";
  granted(
    await ask("setup.found", {
      shopName: fa ? "کافه وفا" : "Vafa Café",
      ownerName: fa ? "مریم رضایی" : "Maryam Rezaei",
      ownerPin: DEMO_PINS.owner,
      display: { locale: options.locale },
      tiers: [
        { fa: "برنزی", en: "Bronze", fromMinor: 0, earnBp: 300 },
        { fa: "نقره‌ای", en: "Silver", fromMinor: 50_000_000, earnBp: 500 },
        { fa: "طلایی", en: "Gold", fromMinor: 200_000_000, earnBp: 800 },
      ],
      redeemMinimumMinor: 0,
      welcomeMinor: 200_000,
    }),
  );
  granted(await ask("session.sign-in", { staff: "1.1", pin: DEMO_PINS.owner }));
  for (const step of ["hardware", "data", "staff", "members"] as const) granted(await ask("setup.step-done", { step }));
  const manager = fa ? "رضا کریمی" : "Reza Karimi";
  granted(await ask("staff.add", { name: manager, role: "manager", pin: DEMO_PINS.manager }));
  const cashierName = fa ? "نگار احمدی" : "Negar Ahmadi";
  const cashier = granted(await ask("staff.add", { name: cashierName, role: "cashier", pin: DEMO_PINS.cashier }));
  await fillGoods(ask, options.locale);
  const cards = await enrolAll(filling, options);
  if (options.begins === "locked") {
    granted(await ask("session.lock", {}));
    return cards;
  }
  granted(await ask("session.sign-in", { staff: cashier.staff, pin: DEMO_PINS.cashier }));
  granted(await ask("shift.open", { floatMinor: FLOAT_MINOR }));
  return cards;
}

/** A core that has no answer for products (yet) still sells amounts: the demo says so and goes on. */
async function fillGoods(ask: Asker, locale: Locale): Promise<void> {
  for (const goods of demoGoods(locale)) {
    try {
      granted(await ask("products.save", goods));
    } catch (error) {
      process.stderr.write(
        `The demo shop has no products: ${error instanceof Error ? error.message : String(error)}\n`,
      );
      return;
    }
  }
}

const GIVEN = [
  ["سارا", "Sara"],
  ["علی", "Ali"],
  ["نرگس", "Narges"],
  ["حسین", "Hossein"],
  ["مینا", "Mina"],
  ["کاوه", "Kaveh"],
  ["لیلا", "Leila"],
  ["آرش", "Arash"],
  ["شیرین", "Shirin"],
  ["بهرام", "Bahram"],
] as const;
const FAMILY = [
  ["محمدی", "Mohammadi"],
  ["حسینی", "Hosseini"],
  ["موسوی", "Mousavi"],
  ["جعفری", "Jafari"],
  ["صادقی", "Sadeghi"],
  ["رحیمی", "Rahimi"],
  ["نجفی", "Najafi"],
] as const;

/** The mobile of the demo's n-th member, from 1. */
export function demoMobile(n: number): string {
  return `0912${String(1_000_000 + n)}`;
}

async function enrolAll(filling: Filling, { locale, members }: CounterRigOptions): Promise<DemoCard[]> {
  const at = locale === "fa" ? 0 : 1;
  const cards: DemoCard[] = [];
  for (let n = 1; n <= members; n++) {
    const givenName = must(GIVEN[n % GIVEN.length], "in range")[at];
    const familyName = must(FAMILY[n % FAMILY.length], "in range")[at];
    const by = { command: `demo.enrol.${n}`, actor: "1.1" };
    const told = await filling.core.command("enrol", by, { mobile: demoMobile(n), fields: { givenName, familyName } });
    // The command's own answer is a Result.
    const { member } = granted(told as Result<{ member: string }, { refusal: string }>);
    if (n > CARD_HOLDERS) continue;
    const card = deliveredCard(`04a1b2${n.toString(16).padStart(2, "0")}`);
    await issue(filling, { n, member, card });
    cards.push({ id: `member-${n}`, kind: "member", name: `${givenName} ${familyName}`, card });
  }
  const first = must(cards[0], "at least one member").card;
  cards.push({ id: "blank", kind: "blank", name: "", card: deliveredCard("04c0ffee") });
  cards.push({ id: "foreign", kind: "foreign", name: "", card: foreignCard() });
  cards.push({ id: "damaged", kind: "damaged", name: "", card: damagedCard(first) });
  return cards;
}

async function issue(
  { core, pcsc }: Filling,
  { n, member, card }: { readonly n: number; readonly member: string; readonly card: VirtualCard },
): Promise<void> {
  const ready = presence(core, (kind) => kind === "issuable");
  await pcsc.insert(card);
  await ready;
  const told = await core.command("issue", { command: `demo.issue.${n}`, actor: "1.1" }, { member, overwrite: false });
  granted(told as Result<unknown, { refusal: string }>);
  const gone = presence(core, (kind) => kind === "waiting" || kind === "left");
  await pcsc.remove();
  await gone;
}

/** Resolves when the counter shows such a card state. */
function presence(core: CoreClient, is: (kind: Presence["kind"]) => boolean): Promise<void> {
  const seen = Promise.withResolvers<void>();
  let last = "nothing";
  const limit = setTimeout(
    () => seen.reject(new Error(`the reader did not come to what was expected; last: ${last}`)),
    PRESENCE_LIMIT_MS,
  );
  const end = core.onEvent((event) => {
    if (event.kind !== "presence") return;
    last = event.presence.kind;
    if (is(event.presence.kind)) seen.resolve();
  });
  return seen.promise.finally(() => {
    clearTimeout(limit);
    end();
  });
}

/** Somebody else's card: every sector is locked by keys that nobody here has. */
function foreignCard(): VirtualCard {
  const image = deliveredCard("04bada55").chip.image();
  for (let sector = 0; sector < 16; sector++) {
    image.fill(0x3c, sector * 64 + 48, sector * 64 + 54);
    image.fill(0x5a, sector * 64 + 58, sector * 64 + 64);
  }
  return new VirtualCard({ image });
}

/** A member's card whose data blocks have lost what was in them; its keys still open it. */
function damagedCard(of: VirtualCard): VirtualCard {
  const image = of.chip.image();
  for (let block = 4; block < 64; block++) {
    if (block % 4 === 3) continue;
    for (let at = block * 16; at < block * 16 + 16; at++) image[at] = (image[at] ?? 0) ^ 0xa5;
  }
  return new VirtualCard({ image });
}

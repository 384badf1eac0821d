import { existsSync } from "node:fs";
import { join } from "node:path";
import { utf8Bytes } from "../../src-shared/base/bytes.ts";
import type { MemberId } from "../../src-shared/base/ids.ts";
import { ok, type Result } from "../../src-shared/base/result.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { openKeyFile } from "../adapters/keychain/key-file.ts";
import { argon2Pins } from "../adapters/node/argon2-pins.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { systemRandom } from "../adapters/node/time.ts";
import { screenChannel } from "../adapters/screen/screen-card-reader.ts";
import { makeProductStore } from "../adapters/sqlite/product-store.ts";
import { cardUids } from "../adapters/sqlite/card-uids.ts";
import type { LogPort } from "../core/ports/log.ts";
import type { LedgerTx } from "../core/ports/store.ts";
import { addStaff, changeStaff, putOwner } from "../core/staff/manage-staff.ts";
import { PinCheck } from "../core/staff/pin-check.ts";
import { staffName } from "../core/staff/staff-name.ts";
import { programmeOf, type Actor, type Terminal } from "../core/terminal/context.ts";
import { enrolMember } from "../core/terminal/enrol.ts";
import { OWNER } from "../core/terminal/found-shop.ts";
import { issueCard } from "../core/terminal/issue-card.ts";
import { machineSettings, putMachineSettings } from "../core/terminal/machine-settings.ts";
import { copyReceiptSettings } from "../core/terminal/receipt-settings.ts";
import { shopSettings, STATE_SHOP } from "../core/terminal/shop-settings.ts";
import { loadSecrets, type Secrets } from "../core/terminal/secrets.ts";
import { STATE_SAMPLES, STATE_TRAINING, TRAINING_PIN } from "../core/terminal/training.ts";
import { composeTerminal, DATABASE_FILE, openStore, type OpenStore } from "./compose-terminal.ts";
import { trainingPlace, type ShopPlace } from "./data-paths.ts";
import { addSampleGoods } from "./training-goods.ts";
import { foundData } from "./found-data.ts";

/** State of a training shop: the UIDs of the shop's cards, a line each, as of the last time somebody went in. */
const STATE_REAL_CARDS = "real-cards";

/** Members to practise on; their numbers belong to nobody. */
const SAMPLES = [
  { mobile: "09120000001", givenName: "سارا", familyName: "احمدی" },
  { mobile: "09120000002", givenName: "رضا", familyName: "کریمی" },
  { mobile: "09120000003", givenName: "نگار", familyName: "موسوی" },
  { mobile: "09120000004", givenName: "بابک", familyName: "نوری" },
  { mobile: "09120000005", givenName: "مینا", familyName: "صادقی" },
] as const;
/** So many of them have a card on the screen already; the others' are issued for practice. */
const SAMPLES_WITH_CARD = 3;

/** A shop that somebody goes from into training. */
export interface RealShop {
  readonly place: ShopPlace;
  readonly terminal: Terminal;
  readonly open: OpenStore;
  readonly log: LogPort;
}

/**
 * Makes the training shop at the first time, with keys of its own, and brings it up to date: the names and roles of the
 * staff, the way the shop shows itself, and which cards are the shop's. Nothing secret of the shop goes over: PINs are
 * not copied, because a second copy would be a second place to guess them at, with tries that the shop doesn't count;
 * in training everybody's PIN is the same and known.
 */
export async function prepareTraining(shop: RealShop): Promise<Result<null, StorageFailure>> {
  const place = trainingPlace(shop.place);
  const pinHash = await argon2Pins.hash(TRAINING_PIN);
  const made = await ensureFounded(shop, place, pinHash);
  if (!made.ok) return made;
  const opened = openStore({ path: pathOf(place), key: made.value.databaseKey, mustExist: true }, () => undefined);
  if (!opened.ok) return opened;
  try {
    const { terminal } = composeTerminal(opened.value, made.value, shop.log);
    terminal.store.transaction((tx) => copyLook(shop, tx));
    await copyStaff(shop.terminal, terminal, pinHash);
    await issueScreenCards(terminal, place);
    addSampleGoods(makeProductStore(opened.value.database.sqlite), shopSettings(terminal.store.read).locale);
    return ok(null);
  } finally {
    opened.value.database.close();
  }
}

/** The cards of the shop, as the training shop in `store` knows them. */
export function realCards({ store }: Pick<OpenStore, "store">): ReadonlySet<string> {
  return new Set((store.read.state(STATE_REAL_CARDS) ?? "").split("\n"));
}

/** The cards that were issued in training; of a training shop that can't be read, none: that stops no sale. */
export async function trainingCards(shop: ShopPlace, log: LogPort): Promise<ReadonlySet<string>> {
  const place = trainingPlace(shop);
  if (!existsSync(pathOf(place))) return new Set();
  const secrets = await loadSecrets(openKeyFile({ path: place.keyFile, dataFolder: place.dataFolder }));
  const opened = secrets.ok
    ? openStore({ path: pathOf(place), key: secrets.value.databaseKey, readonly: true }, () => undefined)
    : secrets;
  if (!opened.ok) {
    log.log("warn", "training-cards-unknown", { refusal: opened.error.refusal });
    return new Set();
  }
  try {
    return new Set(cardUids(opened.value.database.sqlite));
  } finally {
    opened.value.database.close();
  }
}

/** The folder of the cards on the screen. */
export function screenFolder({ dataFolder }: Pick<ShopPlace, "dataFolder">): string {
  return join(dataFolder, "screen-cards");
}

/** The UID of a member's card on the screen: drawn from the member's number, and of no kind that changes by itself. */
export function screenUid(member: MemberId): Uint8Array {
  const uid = nodeCrypto.sha256(utf8Bytes(`vafa/screen-card/${member}`)).slice(0, 4);
  // ISO/IEC 14443-3 leaves 08 to random UIDs and 88 to the cascade.
  uid[0] = 0x5c;
  return uid;
}

async function ensureFounded(
  shop: RealShop,
  place: ShopPlace,
  pinHash: string,
): Promise<Result<Secrets, StorageFailure>> {
  const keychain = openKeyFileAt(place);
  if (keychain !== undefined && existsSync(pathOf(place))) {
    const secrets = await loadSecrets(keychain);
    if (!secrets.ok) return secrets;
    const opened = openStore({ path: pathOf(place), key: secrets.value.databaseKey }, () => undefined);
    if (!opened.ok) return opened;
    const isFounded = opened.value.store.read.journals().length > 0;
    opened.value.database.close();
    if (isFounded) return secrets;
  }
  const { read } = shop.terminal.store;
  return foundData({
    ...place,
    programme: programmeOf(read).document,
    settings: shopSettings(read),
    also: (open, secrets, tx) => {
      tx.putState(STATE_TRAINING, "yes");
      const { terminal } = composeTerminal(open, secrets, shop.log);
      putOwner(terminal, tx, { command: "training", fields: { name: staffName(shop.terminal, OWNER) }, pinHash });
      tx.putState(STATE_SAMPLES, JSON.stringify(enrolSamples(terminal)));
    },
  });
}

function openKeyFileAt(place: ShopPlace): ReturnType<typeof openKeyFile> | undefined {
  return existsSync(place.keyFile) ? openKeyFile({ path: place.keyFile, dataFolder: place.dataFolder }) : undefined;
}

function enrolSamples(terminal: Terminal): MemberId[] {
  return SAMPLES.flatMap(({ mobile, ...fields }) => {
    const enrolled = enrolMember(terminal, actNow(), { mobile, fields });
    return enrolled.ok ? [enrolled.value.member] : [];
  });
}

function copyLook(shop: RealShop, tx: LedgerTx): void {
  const { read } = shop.terminal.store;
  const { theme, sound, printer } = machineSettings(read);
  tx.putState(STATE_SHOP, JSON.stringify(shopSettings(read)));
  putMachineSettings(tx, { theme, sound, printer });
  copyReceiptSettings(read, tx);
  tx.putState(STATE_REAL_CARDS, cardUids(shop.open.database.sqlite).join("\n"));
}

/** Everybody who works in the shop works here, under the same name and role. */
async function copyStaff(from: Terminal, to: Terminal, pinHash: string): Promise<void> {
  const pins = new PinCheck(to, argon2Pins);
  const keyOf = (terminal: Terminal, row: { staff: string; role: string }): string =>
    `${row.role}/${staffName(terminal, row.staff)}`;
  const active = (terminal: Terminal) => terminal.store.read.staff().filter((row) => row.state === "active");
  const wanted = active(from).filter((row) => row.staff !== OWNER);
  const keys = new Set(wanted.map((row) => keyOf(from, row)));
  changeStaff(to, actNow(), { staff: OWNER, name: staffName(from, OWNER) });
  for (const row of active(to)) {
    if (row.staff !== OWNER && !keys.has(keyOf(to, row)))
      changeStaff(to, actNow(), { staff: row.staff, state: "left" });
  }
  const there = new Set(active(to).map((row) => keyOf(to, row)));
  for (const row of wanted) {
    if (there.has(keyOf(from, row))) continue;
    const role = row.role === "owner" || row.role === "manager" ? row.role : "cashier";
    await addStaff(to, pins, actNow(), { name: staffName(from, row.staff), role, pin: TRAINING_PIN });
  }
  // Somebody may have changed a PIN while practising that.
  for (const row of active(to)) to.staff.setPin(row.staff, pinHash, to.clock.wallMs());
}

/** Some samples have a card at once; one whose issue was cut off is finished. */
async function issueScreenCards(terminal: Terminal, place: ShopPlace): Promise<void> {
  // Written above only.
  const samples = JSON.parse(terminal.store.read.state(STATE_SAMPLES) ?? "[]") as MemberId[];
  for (const member of samples.slice(0, SAMPLES_WITH_CARD)) {
    if (terminal.store.read.cardsOf(member).some((card) => card.state !== "issuing")) continue;
    const uid = screenUid(member);
    const channel = screenChannel(screenFolder(place), uid);
    await issueCard(terminal, actNow(), { member, uid, channel, overwrite: false });
  }
}

function actNow(): Actor {
  return { command: `training.${Buffer.from(systemRandom.bytes(9)).toString("hex")}`, actor: OWNER };
}

function pathOf({ dataFolder }: ShopPlace): string {
  return join(dataFolder, DATABASE_FILE);
}

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fakePhone, PHONE_OFF, phoneTexts } from "../../../src-main/adapters/messages/fake-phone.ts";
import { createOutboxStore } from "../../../src-main/adapters/sqlite/outbox-store.ts";
import { makePeopleStore } from "../../../src-main/adapters/sqlite/people-store.ts";
import { MESSAGE_LASTS_MS, WAITING_MAX } from "../../../src-main/core/messages/collect-messages.ts";
import { MessageSender } from "../../../src-main/core/messages/message-sender.ts";
import { noGateway, type MessageOutcome, type MessagePort } from "../../../src-main/core/ports/messages.ts";
import { askContact } from "../../../src-main/core/terminal/ask-head-office.ts";
import { putDeskSettings } from "../../../src-main/core/terminal/desk-settings.ts";
import { FakeTimers } from "../process/fake-children.ts";
import { PLAIN_PROGRAMME } from "../../support/test-shop.ts";
import { tillRig, type TillRig } from "../../support/till-rig.ts";

let rig: TillRig;
let phone: string;
let timers: FakeTimers;
const senders: MessageSender[] = [];

beforeEach(async () => {
  phone = mkdtempSync(join(tmpdir(), "vafa-phone-"));
  timers = new FakeTimers();
  rig = await tillRig();
  rig.desk.shop.terminal.store.transaction((tx) => putDeskSettings(tx, { verifiedByStaff: true }));
});
afterEach(() => {
  senders.length = 0;
  rig.close();
  rmSync(phone, { recursive: true, force: true });
});

/** A sender on the shop's database, as a core's life has one; another one is the next life. */
function life(messages: MessagePort = fakePhone(phone)): MessageSender {
  const { database, terminal } = rig.desk.shop;
  const { sqlite } = database;
  const parts = { people: makePeopleStore(sqlite), outbox: createOutboxStore(sqlite), messages };
  const sender = new MessageSender({ terminal: { ...terminal, timers }, ...parts });
  sender.start();
  senders.push(sender);
  return sender;
}

/** Lets everything that is due now come to its end: no clock moves by it. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    timers.advance(0);
  }
}

/** Time passes: the clock and what waits for it. */
async function pass(ms: number): Promise<void> {
  rig.desk.shop.clock.nowMs += ms;
  timers.advance(ms);
  await quiet();
}

async function member(mobile = "09121234567", wantsMessages = true): Promise<string> {
  const joined = await rig.must("members.enrol", { mobile, profile: { wantsMessages }, staffVerified: true });
  return joined.member;
}

async function buy(who: string, amountMinor = 200_000): Promise<void> {
  await rig.must("bill.member", { by: { kind: "id", member: who } });
  const { revision } = await rig.must("bill.amount", { amountMinor });
  await rig.must("bill.pay", { revision });
  await rig.must("counter.next", {});
}

const texts = (): string[] => phoneTexts(phone, 10_000).map(({ text }) => text.split("\n").slice(1).join(" | "));
const sql = <T>(query: string): T => rig.desk.shop.database.sqlite.prepare(query).pluck().get() as T;

test("what moves is told with the balance after it, once for each event; the past is not told", async () => {
  const who = await member();
  await buy(who);
  const sender = life();
  await quiet();
  expect(texts()).toEqual([]);
  await buy(who);
  await buy(who, 1_000_000);
  await rig.must("members.adjust", { member: who, amountMinor: 5_000, kind: "goodwill", reason: "x" });
  const [row] = (await rig.must("members.history", { member: who })).rows.filter(({ kind }) => kind === "sale");
  expect(row).toMatchObject({ totalMinor: 1_000_000 });
  sender.wake();
  await quiet();
  expect(texts()).toEqual([
    "۲٬۰۰۰ تومان اعتبار گرفتید. | موجودی: ۴٬۰۰۰ تومان",
    "۱۰٬۰۰۰ تومان اعتبار گرفتید. | موجودی: ۱۴٬۰۰۰ تومان",
    "۵۰۰ تومان اعتبار هدیه گرفتید. | موجودی: ۱۴٬۵۰۰ تومان",
  ]);
  sender.wake();
  await quiet();
  life();
  await quiet();
  expect(texts()).toHaveLength(3);
  expect(sender.overview()).toEqual({ gateway: "fake-phone", waiting: 0, sentToday: 3, droppedToday: 0 });
});

test("an undone sale and a card are told too, in the shop's language", async () => {
  life();
  await quiet();
  const who = await member();
  await buy(who);
  const [row] = (await rig.must("members.history", { member: who })).rows;
  await rig.must("sale.void", { sale: row?.ref ?? { journal: "", seq: 0 } });
  senders[0]?.wake();
  await quiet();
  expect(texts()).toEqual([
    "۲٬۰۰۰ تومان اعتبار گرفتید. | موجودی: ۲٬۰۰۰ تومان",
    "خرید شما باطل شد؛ ۲٬۰۰۰ تومان اعتبار پس گرفته شد. | موجودی: ۰ تومان",
  ]);
});

test("who did not agree, or whose number nobody has verified, is not written to", async () => {
  const sender = life();
  await quiet();
  await buy(await member("09120000001", false));
  const unverified = await rig.must("members.enrol", { mobile: "09120000002", profile: { wantsMessages: true } });
  await buy(unverified.member);
  const gone = await member("09120000003");
  writeFileSync(join(phone, PHONE_OFF), "");
  await buy(gone);
  sender.wake();
  await quiet();
  expect(sender.overview().waiting).toBe(1);
  // The number is somebody else's by the time the message could go.
  await rig.must("members.change", { member: gone, profile: { mobile: "09120000009" } });
  rmSync(join(phone, PHONE_OFF));
  await pass(5_000);
  expect(texts()).toEqual([]);
  expect(sender.overview()).toMatchObject({ waiting: 0, droppedToday: 1 });
  expect(sql<string>("SELECT reason FROM message_outbox")).toBe("not-wanted");
});

test("an absent gateway is asked later and later, sales go on, and what waited arrives in its order", async () => {
  let asked = 0;
  let answer: MessageOutcome = "away";
  const fake = fakePhone(phone);
  const sender = life({
    gateway: "fake-phone",
    send: (message) => {
      asked += 1;
      return answer === "accepted" ? fake.send(message) : Promise.resolve(answer);
    },
  });
  await quiet();
  const who = await member();
  await buy(who);
  sender.wake();
  await quiet();
  expect(asked).toBe(1);
  await buy(who, 300_000);
  const gaps: number[] = [];
  for (let waited = 0, before = asked; gaps.length < 9; before = asked) {
    await pass(5_000);
    waited += 5_000;
    if (asked > before) {
      gaps.push(waited);
      waited = 0;
    }
  }
  // Looked at every five seconds, so a wait of five may become ten.
  expect(gaps[0]).toBeLessThanOrEqual(10_000);
  expect(gaps.every((gap, at) => at === 0 || gap >= (gaps[at - 1] ?? 0))).toBe(true);
  expect(gaps.at(-1)).toBeGreaterThanOrEqual(300_000);
  expect(gaps.at(-1)).toBeLessThanOrEqual(310_000);
  answer = "accepted";
  await pass(300_000);
  await pass(5_000);
  expect(texts()).toEqual([
    "۲٬۰۰۰ تومان اعتبار گرفتید. | موجودی: ۲٬۰۰۰ تومان",
    "۳٬۰۰۰ تومان اعتبار گرفتید. | موجودی: ۵٬۰۰۰ تومان",
  ]);
});

test("a gateway that never answers, throws, or refuses holds up nothing but its own message", async () => {
  const outcomes: (() => Promise<MessageOutcome>)[] = [
    () => new Promise<MessageOutcome>(() => undefined),
    () => Promise.reject(new Error("line")),
    () => Promise.resolve("refused"),
  ];
  const fake = fakePhone(phone);
  const send: MessagePort["send"] = (message) => outcomes.shift()?.() ?? fake.send(message);
  const sender = life({ gateway: "fake-phone", send });
  await quiet();
  const who = await member();
  await buy(who);
  await buy(who, 300_000);
  sender.wake();
  await quiet();
  for (let n = 0; n < 12; n++) await pass(5_000);
  expect(outcomes).toEqual([]);
  expect(texts()).toEqual(["۳٬۰۰۰ تومان اعتبار گرفتید. | موجودی: ۵٬۰۰۰ تومان"]);
  expect(sender.overview()).toMatchObject({ waiting: 0, sentToday: 1, droppedToday: 1 });
});

test("older than its worth, a message is dropped and counted; a clock that was set back holds nothing up", async () => {
  writeFileSync(join(phone, PHONE_OFF), "");
  const sender = life();
  await quiet();
  const who = await member();
  await buy(who);
  sender.wake();
  await quiet();
  await pass(MESSAGE_LASTS_MS);
  expect(sender.overview()).toMatchObject({ waiting: 0, droppedToday: 1 });
  expect(sql<string>("SELECT reason FROM message_outbox")).toBe("too-old");
  await buy(who);
  sender.wake();
  await quiet();
  rmSync(join(phone, PHONE_OFF));
  rig.desk.shop.clock.nowMs -= 30 * 86_400_000;
  await pass(5_000);
  expect(texts()).toHaveLength(1);
});

test("what a restored backup still had waiting is not told again: the old machine may have told it", async () => {
  writeFileSync(join(phone, PHONE_OFF), "");
  const sender = life();
  await quiet();
  await buy(await member());
  sender.wake();
  await quiet();
  expect(sender.overview()).toMatchObject({ waiting: 1 });
  await sender.stop();
  rmSync(join(phone, PHONE_OFF));
  const { store, identity } = rig.desk.shop.terminal;
  store.transaction((tx) => tx.closeJournal(identity.journal, "lost"));
  const next = life();
  await quiet();
  expect(texts()).toEqual([]);
  expect(next.overview()).toMatchObject({ waiting: 0, droppedToday: 1 });
  expect(sql<string>("SELECT reason FROM message_outbox")).toBe("old-epoch");
});

test("a till that was off for longer than a message is worth tells nothing of it", async () => {
  life();
  await quiet();
  const who = await member();
  await senders[0]?.stop();
  await buy(who);
  rig.desk.shop.clock.nowMs += MESSAGE_LASTS_MS;
  const next = life();
  await quiet();
  expect(texts()).toEqual([]);
  expect(next.overview()).toMatchObject({ waiting: 0, droppedToday: 1 });
});

test("killed before the gateway was asked: sent once; killed before its answer was written: once more, same id", async () => {
  // A life that ends while the gateway is asked: its promise never comes back, and another life takes the database.
  const heard: string[] = [];
  const fake = fakePhone(phone);
  const dying = (arrives: boolean): MessagePort => ({
    gateway: "fake-phone",
    send: async (message) => {
      heard.push(message.id);
      if (arrives) await fake.send(message);
      return new Promise<MessageOutcome>(() => undefined);
    },
  });
  const first = life(dying(false));
  await quiet();
  const who = await member();
  await buy(who);
  first.wake();
  await quiet();
  expect([sql<string>("SELECT state FROM message_outbox"), texts().length]).toEqual(["sending", 0]);
  life(dying(true));
  await quiet();
  expect([sql<string>("SELECT state FROM message_outbox"), texts().length]).toEqual(["sending", 1]);
  const last = life();
  await quiet();
  expect(texts()).toHaveLength(2);
  expect(new Set(phoneTexts(phone, 10).map(({ id }) => id)).size).toBe(1);
  expect(new Set(heard).size).toBe(1);
  expect(last.overview()).toMatchObject({ waiting: 0, sentToday: 1 });
  life();
  await quiet();
  expect(texts()).toHaveLength(2);
});

test("rows and cursor stand in one transaction: a failure in it leaves neither, and the sale is there", async () => {
  const sender = life();
  await quiet();
  const who = await member();
  const { sqlite } = rig.desk.shop.database;
  sqlite.exec("CREATE TEMP TRIGGER full BEFORE INSERT ON message_outbox BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  await buy(who);
  sender.wake();
  await quiet();
  expect(sql<number>("SELECT count(*) FROM message_outbox")).toBe(0);
  expect((await rig.must("sales.list", {})).rows).toHaveLength(1);
  sqlite.exec("DROP TRIGGER full");
  await pass(5_000);
  expect(texts()).toEqual(["۲٬۰۰۰ تومان اعتبار گرفتید. | موجودی: ۲٬۰۰۰ تومان"]);
});

test("without a gateway nothing is made, and who gets one later is not told of the time before", async () => {
  const none = life(noGateway);
  await quiet();
  const who = await member();
  await buy(who);
  none.wake();
  await quiet();
  expect(sql<number>("SELECT count(*) FROM message_outbox")).toBe(0);
  expect(none.overview()).toMatchObject({ gateway: "none", waiting: 0 });
  await none.stop();
  const sender = life();
  await quiet();
  expect(texts()).toEqual([]);
  await buy(who);
  sender.wake();
  await quiet();
  expect(texts()).toHaveLength(1);
});

test("the queue is bounded: the oldest gives way, and is counted", async () => {
  writeFileSync(join(phone, PHONE_OFF), "");
  const sender = life();
  await quiet();
  const who = await member();
  const { sqlite } = rig.desk.shop.database;
  const insert = sqlite.prepare(
    `INSERT INTO message_outbox (journal, seq, member, movement, state, attempts, made_at_ms, expires_at_ms,
       next_try_at_ms, changed_at_ms)
     VALUES (?, ?, ?, '{"kind":"card-issued","balanceMinor":0}', 'waiting', 0, 0, ?, ?, 0)`,
  );
  const { journal } = rig.desk.shop.terminal.identity;
  const nowMs = rig.desk.shop.clock.nowMs;
  for (let n = 0; n < WAITING_MAX; n++) insert.run(journal, 100_000 + n, who, nowMs + 1e7, nowMs + 100_000);
  await buy(who);
  sender.wake();
  await quiet();
  expect(sender.overview()).toMatchObject({ waiting: WAITING_MAX, droppedToday: 1 });
  expect(sql<number>("SELECT seq FROM message_outbox WHERE reason = 'too-many'")).toBe(100_000);
});

test("what the head office does is told; a balance leaves out the gift that is still locked", async () => {
  const welcome = { amount: 70_000, lock: "paid-purchase-verified" } as const;
  rig.close();
  rig = await tillRig(3, noGateway, { ...PLAIN_PROGRAMME, welcome });
  rig.desk.shop.terminal.store.transaction((tx) => putDeskSettings(tx, { verifiedByStaff: true }));
  const { terminal } = rig.desk.shop;
  const sender = life();
  await quiet();
  const who = await member();
  await askContact(terminal);
  await rig.must("members.adjust", { member: who, amountMinor: 5_000, kind: "goodwill", reason: "x" });
  await buy(who);
  await askContact(terminal);
  await pass(5_000);
  expect(texts()).toEqual([
    "۷٬۰۰۰ تومان هدیه دارید که هنوز قفل است. | موجودی: ۰ تومان",
    "۵۰۰ تومان اعتبار هدیه گرفتید. | موجودی: ۵۰۰ تومان",
    "۲٬۰۰۰ تومان اعتبار گرفتید. | موجودی: ۲٬۵۰۰ تومان",
    "هدیهٔ ۷٬۰۰۰ تومان شما باز شد. | موجودی: ۹٬۵۰۰ تومان",
  ]);
  await sender.stop();
});

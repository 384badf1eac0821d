import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fakePhone, PHONE_OFF, phoneTexts } from "../../../src-main/adapters/messages/fake-phone.ts";
import type { MessagePort } from "../../../src-main/core/ports/messages.ts";
import { foldDigits } from "../../../src-shared/members/fold-text.ts";
import { CODE_LASTS_MS, CODES_PER_MOBILE_MAX, CODES_PER_TILL_MAX } from "../../../src-shared/members/mobile-code.ts";
import { putDeskSettings } from "../../../src-main/core/terminal/desk-settings.ts";
import { tillRig, type TillRig } from "../../support/till-rig.ts";

let phone: string;
let rig: TillRig;
/** Set by a test that answers for the gateway itself. */
let answered: Promise<void> | undefined;

beforeEach(async () => {
  phone = mkdtempSync(join(tmpdir(), "vafa-phone-"));
  answered = undefined;
  const fake = fakePhone(phone);
  const slow: MessagePort = {
    gateway: "fake-phone",
    send: async (message) => {
      await answered;
      return fake.send(message);
    },
  };
  rig = await tillRig(1, slow);
});
afterEach(() => {
  rig.close();
  rmSync(phone, { recursive: true, force: true });
});

const enrol = async (mobile = "09121234567"): Promise<string> => (await rig.must("members.enrol", { mobile })).member;
const texts = () => phoneTexts(phone, 100);

/** The code in the last text, as a member would read it aloud. */
function lastCode(): string {
  const code = /[0-9]{6}/.exec(foldDigits(texts().at(-1)?.text ?? ""));
  if (code === null) throw new Error("no code has arrived");
  return code[0];
}

const isVerified = async (member: string): Promise<boolean> =>
  (await rig.must("members.get", { member })).isMobileVerified;

/** Another code than this one. */
const other = (code: string): string => code.replace(/^./, (digit) => String((Number(digit) + 1) % 10));

function everything(): string {
  const { sqlite } = rig.desk.shop.database;
  const tables = sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
  return tables.map((table) => JSON.stringify(sqlite.prepare(`SELECT * FROM "${table}"`).all())).join("\n");
}

test("a code is sent, said back in any digits, and verifies once; the history shows it", async () => {
  const member = await enrol();
  expect(await rig.must("members.send-code", { member })).toEqual({ sentTo: "09121234567" });
  expect(texts()).toMatchObject([{ to: "989121234567" }]);
  const persian = lastCode().replaceAll(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[Number(digit)] ?? "");
  const said = { member, code: ` ${persian.slice(0, 3)} ${persian.slice(3)} ` };
  await rig.must("members.verify-code", said, "verify-0001");
  await rig.must("members.verify-code", said, "verify-0001");
  expect(await isVerified(member)).toBe(true);
  const { rows } = await rig.must("members.history", { member });
  expect(rows.map(({ kind }) => kind)).toEqual(["verified", "enrolled"]);
  // A code speaks for itself; the audit lists people's words.
  expect((await rig.must("audit.list", { act: "member-verified" })).rows).toEqual([]);
  expect(await rig.ask("members.verify-code", said)).toMatchObject({ error: { refusal: "code-wrong" } });
});

test("a code stands nowhere in the database, and the same command sends no second one", async () => {
  const member = await enrol();
  await rig.must("members.send-code", { member }, "send-0001");
  await rig.must("members.send-code", { member }, "send-0001");
  expect(texts()).toHaveLength(1);
  expect(everything()).not.toContain(lastCode());
  const gate = Promise.withResolvers<void>();
  answered = gate.promise;
  const both = [rig.must("members.send-code", { member }, "send-0002")];
  both.push(rig.must("members.send-code", { member }, "send-0002"));
  gate.resolve();
  await Promise.all(both);
  expect(texts()).toHaveLength(2);
});

test("five wrong tries use a code up, a text that can be no code is no try, and a new code begins anew", async () => {
  const member = await enrol();
  await rig.must("members.send-code", { member });
  const code = lastCode();
  for (const typed of ["", "12", "abcdef"]) {
    expect(await rig.ask("members.verify-code", { member, code: typed })).toMatchObject({
      error: { refusal: "code-wrong" },
    });
  }
  for (let n = 0; n < 4; n++) await rig.ask("members.verify-code", { member, code: other(code) });
  await rig.must("members.verify-code", { member, code });
  const second = await enrol("09121234568");
  await rig.must("members.send-code", { member: second });
  const used = lastCode();
  for (let n = 0; n < 5; n++) await rig.ask("members.verify-code", { member: second, code: other(used) });
  expect(await rig.ask("members.verify-code", { member: second, code: used })).toMatchObject({ ok: false });
  expect(await isVerified(second)).toBe(false);
  await rig.must("members.send-code", { member: second });
  await rig.must("members.verify-code", { member: second, code: lastCode() });
  expect(await isVerified(second)).toBe(true);
});

test.each([
  ["too old", CODE_LASTS_MS],
  ["of a clock that was set back", -86_400_000],
])("a code that is %s verifies nothing", async (_what, byMs) => {
  const member = await enrol();
  await rig.must("members.send-code", { member });
  rig.desk.shop.clock.nowMs += byMs;
  expect(await rig.ask("members.verify-code", { member, code: lastCode() })).toMatchObject({
    error: { refusal: "code-wrong" },
  });
  expect(await isVerified(member)).toBe(false);
});

test("a code is one member's and one number's; a number that changes is verified no more", async () => {
  const member = await enrol();
  const neighbour = await enrol("09120000009");
  await rig.must("members.send-code", { member });
  const code = lastCode();
  expect(await rig.ask("members.verify-code", { member: neighbour, code })).toMatchObject({ ok: false });
  await rig.must("members.change", { member, profile: { mobile: "09127777777" } });
  expect(await rig.ask("members.verify-code", { member, code })).toMatchObject({ ok: false });
  await rig.must("members.send-code", { member });
  await rig.must("members.verify-code", { member, code: lastCode() });
  await rig.must("members.change", { member, profile: { address: "تهران" } });
  expect(await isVerified(member)).toBe(true);
  await rig.must("members.change", { member, profile: { mobile: "09121234567" } });
  expect(await isVerified(member)).toBe(false);
  await rig.must("members.change", { member, profile: { mobile: "09127777777" } });
  expect(await isVerified(member)).toBe(false);
  const bodies = rig.desk.shop.database.sqlite.prepare("SELECT body FROM event").pluck().all() as string[];
  const changes = bodies.filter((body) => body.includes('"member.profiled"'));
  expect(changes.map((body) => body.includes('"mobile":"changed"'))).toEqual([true, false, true, true]);
  await rig.must("members.change", { member, profile: { mobile: "" } });
  expect(await rig.ask("members.send-code", { member })).toMatchObject({ error: { refusal: "mobile-missing" } });
});

test("three codes an hour go to one number and thirty from one till, whatever members have it", async () => {
  const member = await enrol();
  for (let n = 0; n < CODES_PER_MOBILE_MAX; n++) await rig.must("members.send-code", { member });
  expect(await rig.ask("members.send-code", { member })).toMatchObject({ error: { refusal: "codes-too-many" } });
  await rig.must("members.change", { member, profile: { mobile: "09127777777" } });
  const second = await enrol();
  expect(await rig.ask("members.send-code", { member: second })).toMatchObject({
    error: { refusal: "codes-too-many" },
  });
  for (let n = CODES_PER_MOBILE_MAX; n < CODES_PER_TILL_MAX; n++) {
    const next = await enrol(`0935000${String(n).padStart(4, "0")}`);
    await rig.must("members.send-code", { member: next });
  }
  expect(await rig.ask("members.send-code", { member })).toMatchObject({ error: { refusal: "codes-too-many" } });
  rig.desk.shop.clock.nowMs += 3_600_001;
  await rig.must("members.send-code", { member: second });
  // A clock that ran ahead for years and was set right stops nobody.
  rig.desk.shop.clock.nowMs += 3 * 31_536_000_000;
  for (let n = 0; n < CODES_PER_MOBILE_MAX; n++) await rig.must("members.send-code", { member: second });
  rig.desk.shop.clock.nowMs -= 3 * 31_536_000_000;
  await rig.must("members.send-code", { member: second });
});

test("a phone without a network gets nothing, is told so, and it counts for nothing", async () => {
  const member = await enrol();
  writeFileSync(join(phone, PHONE_OFF), "");
  for (let n = 0; n <= CODES_PER_MOBILE_MAX; n++) {
    expect(await rig.ask("members.send-code", { member })).toMatchObject({ error: { refusal: "code-not-sent" } });
  }
  rmSync(join(phone, PHONE_OFF));
  await rig.must("members.send-code", { member });
  expect(texts()).toHaveLength(1);
});

test("a gateway that answers too late: the message may still come, is said to, and its code is good", async () => {
  const member = await enrol();
  let answer = (): void => undefined;
  answered = new Promise((resolve) => {
    answer = resolve;
  });
  const asked = rig.ask("members.send-code", { member });
  expect(await asked).toMatchObject({ error: { refusal: "code-late" } });
  answer();
  await expect.poll(() => texts().length).toBe(1);
  await rig.must("members.verify-code", { member, code: lastCode() });
  expect(await isVerified(member)).toBe(true);
}, 20_000);

test("without a gateway no code is made, and the page is told so", async () => {
  const none = await tillRig(2);
  try {
    const { member } = await none.must("members.enrol", { mobile: "09121234567" });
    expect(await none.ask("members.send-code", { member })).toMatchObject({ error: { refusal: "code-not-sent" } });
    const kept = none.desk.shop.database.sqlite.prepare("SELECT count(*) FROM mobile_code").pluck().get();
    expect(kept).toBe(0);
  } finally {
    none.close();
  }
});

test("the staff's word counts only where the owner allows it, stands in the audit, and counts once", async () => {
  const member = await enrol();
  expect(await rig.ask("members.verify-by-staff", { member })).toMatchObject({ error: { refusal: "staff-word-off" } });
  const early = await rig.ask("members.enrol", { mobile: "09120000001", staffVerified: true });
  expect(early).toMatchObject({ error: { refusal: "staff-word-off" } });
  expect(await rig.must("members.count", {})).toEqual({ count: 1 });
  rig.desk.shop.terminal.store.transaction((tx) => putDeskSettings(tx, { verifiedByStaff: true }));
  await rig.desk.as("cashier");
  await rig.must("members.verify-by-staff", { member }, "word-0001");
  await rig.must("members.verify-by-staff", { member }, "word-0001");
  await rig.must("members.verify-by-staff", { member });
  expect(await isVerified(member)).toBe(true);
  const joined = await rig.must("members.enrol", { mobile: "09120000001", staffVerified: true });
  expect(await isVerified(joined.member)).toBe(true);
  await rig.desk.as("owner");
  const { rows } = await rig.must("audit.list", { act: "member-verified" });
  expect(rows.map((row) => row.member)).toEqual([joined.member, member]);
});

test("nobody gives their word for a membership of their own", async () => {
  const member = await enrol();
  rig.desk.shop.terminal.store.transaction((tx) => putDeskSettings(tx, { verifiedByStaff: true }));
  await rig.must("staff.change", { staff: rig.desk.staff.cashier, member });
  await rig.desk.as("cashier");
  expect(await rig.ask("members.verify-by-staff", { member })).toMatchObject({ error: { refusal: "own-membership" } });
  await rig.desk.as("other");
  await rig.must("members.verify-by-staff", { member });
});

test("nobody who is signed out sends or verifies", async () => {
  const member = await enrol();
  rig.desk.parts.staff.lock();
  for (const asked of [
    await rig.ask("members.send-code", { member }),
    await rig.ask("members.verify-code", { member, code: "123456" }),
    await rig.ask("members.verify-by-staff", { member }),
  ]) {
    expect(asked).toMatchObject({ error: { refusal: "signed-out" } });
  }
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { openKeyFile } from "../../../src-main/adapters/keychain/key-file.ts";
import { openKeyed } from "../../../src-main/adapters/sqlite/open-database.ts";
import { loadSecrets } from "../../../src-main/core/terminal/secrets.ts";
import { DATABASE_FILE } from "../../../src-main/shell/compose-terminal.ts";
import { trainingPlace } from "../../../src-main/shell/data-paths.ts";
import { proveFolder } from "../../../src-main/shell/prove-folder.ts";
import type { InsertedCard } from "../../virtual/card/insert-card.ts";
import { deliveredCard, type VirtualCard } from "../../virtual/card/virtual-card.ts";
import { startVirtualPcsc, type VirtualPcsc } from "../../virtual/pcscd/virtual-pcsc.ts";
import { setupRig, WISH, type PageCore, type SetupRig } from "./setup-rig.ts";

let rig: SetupRig;
let pcsc: VirtualPcsc;
let inserted: InsertedCard | undefined;
beforeEach(async () => {
  rig = setupRig();
  pcsc = await startVirtualPcsc();
});
afterEach(async () => {
  await inserted?.remove();
  inserted = undefined;
  rig.remove();
  await pcsc.stop();
});

const by = (command: string): { command: string; actor: string } => ({ command, actor: "1.1" });

async function put(core: PageCore, card: VirtualCard, kind: string): Promise<string> {
  inserted = await pcsc.insert(card);
  const { state } = await core.seen("counter", (event) => event.state.card.kind === kind);
  return state.card.kind === "refused" ? state.card.refusal : state.card.kind;
}

async function take(core: PageCore): Promise<void> {
  await inserted?.remove();
  inserted = undefined;
  await core.seen("counter", ({ state }) => !["refused", "issuable", "member"].includes(state.card.kind));
}

async function enter(core: PageCore): Promise<void> {
  await core.granted("training.enter", {});
  await core.seen("strip", ({ state }) => state.training);
  await core.seen("health", ({ health }) => health === "ready");
  await core.signIn("1.1", "0000");
}

async function leave(core: PageCore): Promise<void> {
  await core.granted("training.leave", {});
  await core.seen("strip", ({ state }) => !state.training);
  await core.seen("health", ({ health }) => health === "ready");
  await core.signIn();
}

/** The papers in the spool of the training shop. */
async function trainingPapers(): Promise<string[]> {
  const place = trainingPlace(rig);
  const secrets = await loadSecrets(openKeyFile({ path: place.keyFile, dataFolder: place.dataFolder }));
  if (!secrets.ok) throw new Error(secrets.error.detail);
  const path = `${place.dataFolder}/${DATABASE_FILE}`;
  const db = openKeyed({ path, key: secrets.value.databaseKey, readonly: true });
  const papers = db.prepare<[], { document: string }>("SELECT document FROM spool_job").all();
  db.close();
  return papers.map(({ document }) => document);
}

/** What reached the card besides the reader's question for its number. */
function touched(card: VirtualCard, from: number): string[] {
  return card.seen.slice(from).filter((apdu) => !apdu.startsWith("ffca"));
}

test("training never touches a card of the shop, the shop none of training, and draft and shift wait", async () => {
  const core = rig.start({ env: pcsc.env });
  await core.granted("setup.found", WISH);
  await core.signIn();
  await core.granted("staff.add", { name: "سارا", role: "cashier", pin: "2468" });
  await core.granted("shift.open", { floatMinor: 500_000 });
  const enrolled = await core.client.command("enrol", by("t.1"), { mobile: "09123456789" });
  expect(enrolled).toMatchObject({ ok: true, value: { member: "2.1" } });
  const real = deliveredCard("04a1b2c3");
  await put(core, real, "issuable");
  expect(await core.client.command("issue", by("t.2"), { member: "2.1", overwrite: false })).toMatchObject({
    ok: true,
  });
  await core.seen("counter", ({ state }) => state.card.kind === "member");
  await take(core);
  await core.granted("bill.amount", { amountMinor: 123_450 });

  await enter(core);
  const { people } = await core.granted("session.people", {});
  expect(people.map(({ name, role }) => `${name}/${role}`)).toEqual(["مریم رضایی/owner", "سارا/cashier"]);
  expect(await core.refused("session.sign-in", { staff: "1.1", pin: "135790" })).toMatchObject({
    refusal: "pin-wrong",
  });
  const before = { image: real.chip.image(), seen: real.seen.length };
  expect(await put(core, real, "refused")).toBe("real-card");
  expect(await core.client.command("issue", by("t.3"), { member: "2.1", overwrite: true })).toMatchObject({
    ok: false,
    error: { refusal: "real-card" },
  });
  await take(core);
  expect(touched(real, before.seen)).toEqual([]);
  expect(real.chip.image()).toEqual(before.image);

  await core.granted("shift.open", { floatMinor: 0 });
  const screen = await core.granted("training.cards", {});
  expect(screen.cards.map(({ name, isIssued }) => [name, isIssued])).toEqual([
    ["سارا احمدی", true],
    ["رضا کریمی", true],
    ["نگار موسوی", true],
    ["بابک نوری", false],
    ["مینا صادقی", false],
  ]);
  expect(screen.on).toBeNull();
  await core.granted("training.card-on", { member: "2.1" });
  expect((await core.granted("training.cards", {})).on).toBe("2.1");
  await core.seen("counter", ({ state }) => state.card.kind === "member");
  const sold = await core.client.command("sell", by("t.4"), { amountMinor: 1_000_000, withCard: true });
  expect(sold).toMatchObject({ ok: true, value: { kind: "done", toPurseMinor: 30_000 } });
  await core.granted("training.card-off", {});
  expect((await core.granted("training.cards", {})).on).toBeNull();
  await core.granted("training.card-on", { member: "2.1" });
  await core.seen("counter", ({ state }) => state.member?.onCardMinor === 30_000);
  await core.granted("training.card-off", {});
  expect(await core.refused("settings.change", { billApi: { isOn: true } })).toMatchObject({
    refusal: "not-in-training",
  });
  expect(await core.refused("data.recovery-sheet", {})).toMatchObject({ refusal: "not-in-training" });
  const goods = await core.granted("products.search", { typed: "", favouritesOnly: true });
  expect(goods.rows.map(({ name }) => name)).toEqual(expect.arrayContaining(["سیب", "صابون", "ارسال به محل"]));
  expect(await core.granted("counter.scan", { text: "2000000900032" })).toMatchObject({ was: "product" });
  await core.granted("bill.clear", {});
  const plastic = deliveredCard("11223344");
  await put(core, plastic, "issuable");
  expect(await core.client.command("issue", by("t.5"), { member: "2.4", overwrite: false })).toMatchObject({
    ok: true,
  });
  await take(core);

  await leave(core);
  const seen = plastic.seen.length;
  expect(await put(core, plastic, "refused")).toBe("training-card");
  await take(core);
  expect(touched(plastic, seen)).toEqual([]);
  const { state } = await core.seen("counter", ({ state: counter }) => counter.bill.amountMinor === 123_450);
  expect(state.bill.kind).toBe("amount");
  const strip = await core.seen("strip", ({ state: shown }) => shown.shift !== null);
  expect(strip.state.shift?.staff).toBe("1.1");
  expect((await core.granted("products.search", { typed: "", includeInactive: true })).rows).toEqual([]);
  expect(await core.refused("training.cards", {})).toMatchObject({ refusal: "training-only" });
  expect(await core.refused("training.leave", {})).toMatchObject({ refusal: "training-only" });
  expect(await core.refused("training.card-on", { member: "2.1" })).toMatchObject({ refusal: "training-only" });
  const papers = await trainingPapers();
  expect(papers.length).toBeGreaterThan(0);
  for (const paper of papers) expect(paper).toContain("TRAINING");
  core.stop();
  const proof = await proveFolder(rig.dataFolder, rig.keyFile);
  expect(proof.ok && proof.value.findings).toEqual([]);
});

test("going in again: a new name is there, one who left is gone, a changed PIN is 0000 again", async () => {
  const core = rig.start({ env: pcsc.env });
  await core.granted("setup.found", WISH);
  await core.signIn();
  const { staff } = await core.granted("staff.add", { name: "سارا", role: "cashier", pin: "2468" });
  await enter(core);
  await core.granted("staff.set-pin", { staff: "1.1", pin: "9999", oldPin: "0000" });
  await leave(core);
  await core.granted("staff.change", { staff, state: "left" });
  await core.granted("staff.add", { name: "رضا", role: "manager", pin: "1357" });
  await enter(core);
  const { people } = await core.granted("session.people", {});
  expect(people.map(({ name }) => name)).toEqual(["مریم رضایی", "رضا"]);
});

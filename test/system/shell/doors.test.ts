import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepDoors } from "../../../src-main/shell/doors/keep-doors.ts";
import { type Kiosk, startKiosk } from "../../../src-main/shell/kiosk/start-kiosk.ts";
import { stderrLog } from "../../../src-main/shell/stderr-log.ts";
import { plainPages } from "../../support/plain-pages.ts";
import { type PageCore, setupRig, type SetupRig, WISH } from "../setup/setup-rig.ts";
import { aMoment, type Answer, ask, TestPage } from "./shell-rig.ts";

const pages = plainPages();
const PORTS = { display: 0, bills: 0 };
let rig: SetupRig;
let core: PageCore;
let kiosk: Kiosk;
let doors: ReturnType<typeof keepDoors>;
let token = "";
let url = "";

beforeAll(async () => {
  rig = setupRig();
  core = rig.start();
  await core.granted("setup.found", WISH);
  await core.signIn();
  await core.granted("shift.open", { floatMinor: 0 });
  kiosk = await startKiosk({ core: core.client, pages });
  const { client } = core;
  const log = stderrLog("doors");
  doors = keepDoors({ core: client, lines: kiosk.lines, pages, log, ports: PORTS, addresses: () => ["127.0.0.1"] });
});

afterAll(async () => {
  await doors.stop();
  await kiosk.stop();
  core.stop();
  rig.remove();
  pages.remove();
});

/** The settings once `is` holds: doors open a moment after the setting. */
async function settings(
  is: (now: Awaited<ReturnType<typeof look>>) => boolean,
): Promise<Awaited<ReturnType<typeof look>>> {
  for (;;) {
    const now = await look();
    if (is(now)) return now;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const look = () => core.granted("settings.get", {});

async function bill(method: string, path: string, body?: unknown, bearer = token): Promise<Answer & { json: never }> {
  const headers = { authorization: `Bearer ${bearer}` };
  const json = { headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await ask(`${url}${path}`, { method, ...(body === undefined ? { headers } : json) });
  return { ...answer, json: JSON.parse(answer.body) as never };
}

test("both doors are shut until the owner opens them, and shut again when the owner says so", async () => {
  expect(await look()).toMatchObject({ customerDisplay: { isOn: false, urls: [] }, billApi: { isOn: false, url: "" } });
  await core.granted("settings.change", { billApi: { isOn: true }, customerDisplay: { isOn: true } });
  const opened = await settings(
    ({ billApi, customerDisplay }) => billApi.url !== "" && customerDisplay.urls.length > 0,
  );
  await core.granted("settings.change", { billApi: { isOn: false } });
  await settings(({ billApi }) => billApi.url === "");
  await expect(ask(`${opened.billApi.url}/openapi.json`)).rejects.toThrow("ECONNREFUSED");
  await core.granted("settings.change", { billApi: { isOn: true } });
  url = (await settings(({ billApi }) => billApi.url !== "")).billApi.url;
  ({ token } = await core.granted("bill-api.add-program", { name: "Restaurant" }));
});

test("a bill is posted once, waits at the counter, and its program follows it to its payment", async () => {
  const posted = { id: "t-17", number: "Table 17", amount: 450_000 };
  const first = await bill("POST", "/bills", posted);
  expect([first.status, first.json]).toMatchObject([200, { id: "t-17", state: "waiting", total: 450_000, paid: null }]);
  expect((await bill("POST", "/bills", posted)).json).toEqual(first.json);
  const other = await bill("POST", "/bills", { ...posted, amount: 1 });
  expect([other.status, other.json]).toMatchObject([409, { code: "bill-differs", status: 409 }]);
  expect(other.headers["content-type"]).toContain("application/problem+json");

  const { waiting } = await core.granted("counter.state", {});
  expect(waiting).toMatchObject([{ number: "Table 17", program: "Restaurant", totalMinor: 450_000 }]);
  const news = bill("GET", "/bills/t-17?wait=30&since=waiting");
  const [next] = waiting;
  if (next === undefined) throw new Error("it waits");
  const { revision } = await core.granted("bill.take", { id: next.id });
  expect((await news).json).toMatchObject({ state: "on-counter" });

  const paying = bill("GET", "/bills/t-17?wait=30&since=on-counter");
  const done = await core.granted("bill.pay", { revision });
  expect(done).toMatchObject({ kind: "done" });
  await paying;
  const paid = await bill("GET", "/bills/t-17");
  expect(paid.json).toMatchObject({
    state: "paid",
    paid: { tenders: [{ kind: "cash", amount: 450_000 }], earned: 0, hasMember: false },
  });
  const late = await bill("DELETE", "/bills/t-17");
  expect([late.status, late.json]).toMatchObject([409, { code: "too-late" }]);
});

test("a waiting bill is called back, and one that is not there is unknown", async () => {
  await bill("POST", "/bills", { id: "t-18", number: "18", amount: 1000 });
  expect((await bill("DELETE", "/bills/t-18")).json).toMatchObject({ state: "cancelled" });
  expect((await bill("DELETE", "/bills/none")).json).toMatchObject({ code: "unknown-bill", status: 404 });
  expect((await bill("GET", "/bills/none?wait=5")).json).toMatchObject({ code: "unknown-bill" });
});

test("without its token, from a browser or by another name nothing is answered; and there is nothing but bills", async () => {
  const authorization = `Bearer ${token}`;
  const posted = JSON.stringify({ id: "t-19", number: "19", amount: 1000 });
  const wrong: (readonly [number, Readonly<Record<string, string>>])[] = [
    [401, {}],
    [401, { authorization: "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
    [401, { authorization: `Basic ${token}` }],
    [403, { authorization, origin: "http://evil.example" }],
    [403, { authorization, origin: kiosk.url }],
    [403, { authorization, host: "evil.example" }],
  ];
  for (const [status, headers] of wrong) {
    const sent = { "content-type": "application/json", ...headers };
    const answer = await ask(`${url}/bills`, { method: "POST", headers: sent, body: posted });
    expect([answer.status, JSON.parse(answer.body)], JSON.stringify(headers)).toMatchObject([
      status,
      { code: "unauthorised" },
    ]);
  }
  const origin = new URL(url).origin;
  for (const path of ["/", "/ws", "/enter", "/api/v1", "/api/v1/members", "/api/v1/bills"])
    expect((await ask(origin + path, { headers: { authorization } })).status, path).toBe(404);
  for (const more of [{ member: "1.1" }, { tenders: [] }, { amount: -1 }, { number: "" }]) {
    const bad = await bill("POST", "/bills", { id: "t-20", number: "20", amount: 1000, ...more });
    expect([bad.status, bad.json], JSON.stringify(more)).toMatchObject([422, { code: "bad-bill" }]);
  }
  const cookie = await ask(`${kiosk.url}/`, { headers: { authorization } });
  expect(cookie.status).toBe(401);
});

test("a program sees only its own bills, and one that was shut out sees none", async () => {
  const other = await core.granted("bill-api.add-program", { name: "Taxi" });
  expect((await bill("GET", "/bills/t-17", undefined, other.token)).json).toMatchObject({ code: "unknown-bill" });
  await core.granted("bill-api.remove-program", { id: other.id });
  expect((await bill("GET", "/bills/t-17", undefined, other.token)).status).toBe(401);
});

test("the examples of docs/bill-api.md do what they say", async () => {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/bill-api.md"), "utf8");
  const examples = [...text.matchAll(/```sh\n([^`]+)```/g)].map(([, example = ""]) => example);
  const env = { ...process.env, VAFA: url, TOKEN: token };
  const answers: unknown[] = [];
  // Not the blocking kind: the door that answers is in this process.
  for (const example of examples)
    answers.push(JSON.parse((await promisify(execFile)("sh", ["-c", example], { env })).stdout));
  expect(answers).toMatchObject([
    { openapi: "3.1.0" },
    { id: "table-12.1", state: "waiting", total: 450_000 },
    { id: "table-13.1", state: "waiting", total: 270_000 },
    { id: "table-12.1", state: "waiting" },
    { id: "table-13.1", state: "cancelled" },
  ]);
});

test("a core that is killed keeps its bills: the program asks again and goes on", async () => {
  await bill("POST", "/bills", { id: "t-21", number: "21", amount: 2000 });
  const pid = core.client.pid();
  if (pid === undefined) throw new Error("the core runs");
  process.kill(pid, "SIGKILL");
  let answer = await bill("GET", "/bills/t-21");
  while (answer.status === 503) {
    await aMoment();
    answer = await bill("GET", "/bills/t-21");
  }
  expect(answer.json).toMatchObject({ id: "t-21", state: "waiting" });
  await core.signIn();
});

test("the API's description has every address, and its schemas are those that check", async () => {
  const api = JSON.parse((await ask(`${url}/openapi.json`)).body);
  expect(api.openapi).toBe("3.1.0");
  expect(Object.keys(api.paths)).toEqual(["/bills", "/bills/{id}"]);
  expect(Object.keys(api.paths["/bills/{id}"])).toEqual(["get", "delete"]);
  expect(api.components.schemas.PostedBill).toMatchObject({ required: ["id", "number"], additionalProperties: false });
});

test("a display is paired by the till's code, sees its page and nothing else, and is gone when forgotten", async () => {
  const { customerDisplay } = await settings(({ customerDisplay: { urls } }) => urls.length > 0);
  const door = customerDisplay.urls[0] ?? "";
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const pair = (code: string): Promise<Answer> =>
    ask(`${door}/pair`, { method: "POST", headers: form, body: `code=${code}` });
  expect((await ask(`${door}/`)).body).toContain("کد شش‌رقمی");
  for (const path of ["/assets/index-abc123.js", "/index.html", "/display", "/enter", "/api/v1/bills"])
    expect((await ask(door + path)).status, path).toBe(403);
  const { code } = await core.granted("display.pairing-code", {});
  const wrong = await pair(code === "000000" ? "111111" : "000000");
  expect([wrong.status, wrong.body.includes("The display was not connected")]).toEqual([403, true]);
  const right = await pair(code);
  expect(right.status).toBe(303);
  const cookie = right.headers["set-cookie"]?.[0] ?? "";
  expect(cookie).toMatch(/Max-Age=31536000; Path=\/; HttpOnly; SameSite=Strict$/);
  const headers = { cookie: cookie.split(";")[0] ?? "" };
  expect((await pair(code)).status).toBe(403);

  expect((await ask(`${door}/`, { headers })).body).toContain("<title>display");
  expect((await ask(`${door}/assets/index-abc123.js`, { headers })).status).toBe(200);
  expect((await ask(`${door}/index.html`, { headers })).status).toBe(404);
  expect((await ask(`${door}/`, { headers: { ...headers, host: "evil.example" } })).status).toBe(403);
  expect((await ask(`${kiosk.url}/display`, { headers })).status).toBe(401);

  const shown = new TestPage(`${door.replace("http", "ws")}/ws`, { ...headers, origin: door });
  await new Promise((resolve) => shown.socket.once("open", resolve));
  // It asks for the counter, and is a display all the same.
  shown.hello(pages.build, { view: "counter", take: true });
  await shown.wait((message) => message.kind === "event" && message.event.kind === "display");
  const kinds = shown.messages.flatMap((message) => (message.kind === "event" ? [message.event.kind] : []));
  expect(kinds.filter((kind) => kind !== "display" && kind !== "look")).toEqual([]);
  await core.granted("display.forget", {});
  expect(await shown.closed()).toBe(1008);
  expect((await ask(`${door}/assets/index-abc123.js`, { headers })).status).toBe(403);
});

test("whoever tries codes is slowed down", async () => {
  const door = (await look()).customerDisplay.urls[0] ?? "";
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answers: number[] = [];
  for (let n = 0; n < 8; n++)
    answers.push((await ask(`${door}/pair`, { method: "POST", headers, body: `code=12345${n}` })).status);
  expect(answers).toContain(429);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { type Kiosk, startKiosk } from "../../../src-main/shell/kiosk/start-kiosk.ts";
import { plainPages } from "../../support/plain-pages.ts";
import { coreRig, type CoreRig, type RunningCore } from "../core/core-rig.ts";
import { ask, enter, openPage, TestPage } from "./shell-rig.ts";

const pages = plainPages();
let rig: CoreRig;
let core: RunningCore;
let kiosk: Kiosk;

beforeAll(async () => {
  rig = await coreRig();
  core = rig.start();
  await core.client.health();
  kiosk = await startKiosk({ core: core.client, pages });
});

afterAll(async () => {
  await kiosk.stop();
  core.stop();
  rig.remove();
  pages.remove();
});

test("a link lets one browser in once, by a cookie that no script and no other site sees", async () => {
  const link = kiosk.newLink();
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/enter\?key=[0-9a-f]{32}$/);
  const first = await ask(link);
  expect([first.status, first.headers.location]).toEqual([303, "/"]);
  expect(first.headers["set-cookie"]?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  const again = await ask(link);
  expect(again.status).toBe(401);
  expect(again.body).toContain("این پیوند دیگر کار نمی‌کند");
  expect(again.body).toContain("works no longer");
  expect(again.headers["set-cookie"]).toBeUndefined();
});

test("nothing is served without the cookie, and a made-up one is none", async () => {
  for (const path of ["/", "/display", "/assets/index-abc123.js", "/no-such", "/build.json"]) {
    expect((await ask(kiosk.url + path)).status, path).toBe(401);
    const cookie = `vafa-till-${kiosk.port}=${"A".repeat(43)}`;
    expect((await ask(kiosk.url + path, { headers: { cookie } })).status, path).toBe(401);
  }
});

test("a name that points here, another origin and another site's frame are refused even with the cookie", async () => {
  const cookie = await enter(kiosk);
  const refused: Readonly<Record<string, string>>[] = [
    { host: "evil.example" },
    { host: `localhost:${kiosk.port}` },
    { host: `127.0.0.1:${kiosk.port + 1}` },
    { host: "127.0.0.1" },
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: `http://127.0.0.1:${kiosk.port + 1}` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];
  for (const headers of refused) {
    const { status, body } = await ask(`${kiosk.url}/`, { headers: { cookie, ...headers } });
    expect([status, body.includes("SH-02")], JSON.stringify(headers)).toEqual([403, true]);
  }
  // Nor may a rebound name use a link up.
  const link = kiosk.newLink();
  expect((await ask(link, { headers: { host: "evil.example" } })).status).toBe(403);
  expect((await ask(link)).status).toBe(303);
});

test("pages are never kept, assets for ever, compressed as the browser takes them, all under the strict policy", async () => {
  const cookie = await enter(kiosk);
  const page = await ask(`${kiosk.url}/`, { headers: { cookie } });
  expect([page.status, page.headers["cache-control"]]).toEqual([200, "no-store"]);
  expect(page.headers["content-security-policy"]).toContain("default-src 'self'");
  expect(page.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(page.headers["content-security-policy"]).not.toContain("unsafe");
  expect(page.headers["x-content-type-options"]).toBe("nosniff");
  expect(page.headers["referrer-policy"]).toBe("no-referrer");
  for (const [accepted, encoding] of [
    ["br, gzip", "br"],
    ["gzip", "gzip"],
  ]) {
    const headers = { cookie, "accept-encoding": accepted ?? "" };
    const asset = await ask(`${kiosk.url}/assets/index-abc123.js`, { headers });
    expect([asset.status, asset.headers["content-encoding"]]).toEqual([200, encoding]);
    expect(asset.headers["cache-control"]).toContain("immutable");
    expect(asset.headers["content-type"]).toContain("javascript");
  }
});

test("only what was built is there: no way out of the folder, no other file of it", async () => {
  const cookie = await enter(kiosk);
  const paths = [
    "/build.json",
    "/assets/",
    "/assets/..%2findex.html",
    "/assets/../../package.json",
    "/..%2f..%2fetc/passwd",
  ];
  for (const path of paths) expect((await ask(kiosk.url + path, { headers: { cookie } })).status, path).toBe(404);
  expect((await ask(`${kiosk.url}/`, { method: "POST", headers: { cookie }, body: "x" })).status).toBe(404);
  expect((await ask(`${kiosk.url}/display`, { headers: { cookie } })).body).toContain("display");
});

test("a line needs the cookie, our host and our origin", async () => {
  const cookie = await enter(kiosk);
  const url = `${kiosk.url.replace("http", "ws")}/ws`;
  const wrong: Readonly<Record<string, string>>[] = [
    { origin: kiosk.url },
    { cookie },
    { cookie, origin: "http://evil.example" },
    { cookie, origin: kiosk.url, host: "evil.example" },
    { cookie, origin: "http://evil.example", host: "evil.example" },
  ];
  for (const headers of wrong) expect(await new TestPage(url, headers).closed(), JSON.stringify(headers)).toBe(1006);
  const page = await openPage(kiosk, cookie);
  page.hello(pages.build);
  await page.wait(({ kind }) => kind === "welcome");
  page.close();
});

test("a page hears how things are, asks, and is answered by the core", async () => {
  const page = await openPage(kiosk, await enter(kiosk));
  page.hello(pages.build);
  await page.wait((message) => message.kind === "event" && message.event.kind === "health");
  const people = await page.answer(page.call("session.people", {}));
  expect(people).toMatchObject({ kind: "answer", answer: { ok: true } });
  const unknown = await page.answer(page.call("no.such-call", {}));
  expect(unknown).toMatchObject({ kind: "fault", fault: "bad-request", refusal: { refusal: "request-unknown" } });
  page.send({ kind: "ping" });
  await page.wait(({ kind }) => kind === "pong");
  page.close();
});

test("a page of another build or contract is told that it is stale, and gets nothing", async () => {
  const page = await openPage(kiosk, await enter(kiosk));
  page.hello("another build");
  expect(await page.wait(({ kind }) => kind === "stale")).toEqual({ kind: "stale", build: pages.build });
  page.hello(pages.build, { contract: 999 });
  await page.wait(({ kind }) => kind === "stale", 1);
  page.call("session.people", {});
  expect(await page.closed()).toBe(1008);
});

test("what no page of ours sends ends the line", async () => {
  const send = ["no json", "[]", '{"kind":"call","id":0}', '{"kind":"hello","contract":1}'];
  for (const text of send) {
    const page = await openPage(kiosk, await enter(kiosk));
    page.socket.send(text);
    expect(await page.closed(), text).toBe(1008);
  }
  const binary = await openPage(kiosk, await enter(kiosk));
  binary.socket.send(Buffer.from('{"kind":"ping"}'));
  expect(await binary.closed()).toBe(1008);
});

test("only an import may be long; a flood ends the line, and the next one works", async () => {
  const cookie = await enter(kiosk);
  const long = "x".repeat(300_000);
  const page = await openPage(kiosk, cookie);
  page.hello(pages.build);
  const importing = page.call("members.import-check", { csv: long });
  expect((await page.answer(importing)).kind).toMatch(/answer|fault/);
  page.call("counter.scan", { text: long });
  expect(await page.closed()).toBe(1008);

  const loud = await openPage(kiosk, cookie);
  for (let n = 0; n < 2000; n++) loud.socket.send('{"kind":"ping"}');
  expect(await loud.closed()).toBe(1008);

  const calm = await openPage(kiosk, cookie);
  calm.hello(pages.build);
  await calm.wait(({ kind }) => kind === "welcome");
  calm.close();
});

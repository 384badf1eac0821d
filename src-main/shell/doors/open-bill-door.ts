import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { z } from "zod";
import { billStatus, postedBill, type BillStatus } from "../../../src-shared/contract/bill-api.ts";
import type { BillReply, ShellCall } from "../../core/desk/shell-calls.ts";
import { listenOn } from "../kiosk/listen-on.ts";
import type { DoorCore } from "../page-core.ts";
import { billOpenApi, WAIT_MAX_S } from "./bill-openapi.ts";
import { awayProblem, type BillProblem, problemOf } from "./bill-problem.ts";
import { RateLimit } from "./rate-limit.ts";

/** A door that stands open. */
export interface OpenDoor {
  readonly urls: readonly string[];
  close(): Promise<void>;
}

/** A thousand lines of a bill, with room. */
const BODY_MAX_BYTES = 1024 * 1024;
const RATE = { burst: 100, perSecond: 50 };
/** Requests that wait for news at once. */
const WAITERS_MAX = 32;
/** News come with the counter's events; looked at anyway this often, because a core that starts anew tells none. */
const LOOK_EVERY_MS = 2000;

type BillCall = Extract<ShellCall, { kind: "bill-post" | "bill-get" | "bill-cancel" }>;

const waiting = z.strictObject({
  wait: z.coerce.number().int().min(0).max(WAIT_MAX_S).default(0),
  since: z.exactOptional(billStatus.shape.state),
});

/**
 * The bills of other programs, on loopback only. Each request brings its program's token; a browser's page can't get
 * through: it names an origin. Whatever the token, nothing but bills is here. Throws when the port is taken.
 */
export async function openBillDoor(core: DoorCore, port: number): Promise<OpenDoor> {
  const server = fastify({ bodyLimit: BODY_MAX_BYTES, forceCloseConnections: true, requestTimeout: 10_000 });
  const place = { port };
  const rate = new RateLimit(RATE);
  server.server.maxConnections = WAITERS_MAX * 2;
  server.addHook("onRequest", async ({ headers }, reply) => {
    reply.headers({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    const hosts = [`127.0.0.1:${place.port}`, `localhost:${place.port}`];
    if (!hosts.includes(headers.host ?? "") || headers.origin !== undefined)
      return send(reply, { ...problemOf("unauthorised", "Not for browsers, and by this address only."), status: 403 });
    if (!rate.take("", performance.now())) return send(reply, problemOf("too-many"));
    return undefined;
  });
  server.setNotFoundHandler((_request, reply) => send(reply, problemOf("unknown-bill", "There is no such address.")));
  server.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => {
    const isBad = (error.statusCode ?? 500) < 500;
    return send(reply, isBad ? problemOf("bad-bill", "The body is not JSON, or is too long.") : awayProblem(error));
  });
  addRoutes(server, core, () => `http://127.0.0.1:${place.port}`);
  place.port = await listenOn(server, "127.0.0.1", port);
  return { urls: [`http://127.0.0.1:${place.port}/api/v1`], close: () => server.close() };
}

function addRoutes(server: FastifyInstance, core: DoorCore, url: () => string): void {
  let waiters = 0;
  const ask = async (reply: FastifyReply, call: BillCall): Promise<FastifyReply> =>
    answerOf(reply, await askCore(core, call));
  server.get("/api/v1/openapi.json", () => billOpenApi(url()));
  server.post("/api/v1/bills", async (request, reply) => {
    const token = tokenOf(request);
    if (token === undefined || !(await isKnown(core, token))) return send(reply, problemOf("unauthorised"));
    const bill = postedBill.safeParse(request.body);
    if (!bill.success) return send(reply, problemOf("bad-bill", faultOf(bill.error)));
    return ask(reply, { kind: "bill-post", token, bill: bill.data });
  });
  server.get<{ Params: { id: string } }>("/api/v1/bills/:id", async (request, reply) => {
    const token = tokenOf(request);
    if (token === undefined) return send(reply, problemOf("unauthorised"));
    const query = waiting.safeParse(request.query);
    if (!query.success) return send(reply, problemOf("bad-bill", faultOf(query.error)));
    const call: BillCall = { kind: "bill-get", token, id: request.params.id.slice(0, 60) };
    if (query.data.wait === 0 || waiters >= WAITERS_MAX) return ask(reply, call);
    waiters++;
    try {
      return answerOf(reply, await newsOf(core, call, { ...query.data, socket: request.raw.socket }));
    } finally {
      waiters--;
    }
  });
  server.delete<{ Params: { id: string } }>("/api/v1/bills/:id", async (request, reply) => {
    const token = tokenOf(request);
    if (token === undefined) return send(reply, problemOf("unauthorised"));
    return ask(reply, { kind: "bill-cancel", token, id: request.params.id.slice(0, 60) });
  });
}

/** Asks until the state is another than the one that is known, the time is over, or the asker has gone. */
async function newsOf(
  core: DoorCore,
  call: BillCall,
  {
    wait,
    since,
    socket,
  }: { readonly wait: number; readonly since?: BillStatus["state"]; readonly socket: { readonly destroyed: boolean } },
): Promise<BillReply | BillProblem> {
  const untilMs = performance.now() + wait * 1000;
  let known = since;
  for (;;) {
    const change = nextChange(core, Math.min(LOOK_EVERY_MS, untilMs - performance.now()));
    const reply = await askCore(core, call);
    const state = "kind" in reply && reply.kind === "status" ? reply.status.state : undefined;
    known ??= state;
    const isOver = performance.now() >= untilMs || socket.destroyed;
    if (state === undefined || state !== known || isOver) {
      change.cancel();
      return reply;
    }
    await change.happened;
  }
}

/** Listens from now on, so that a change between asking and waiting is not missed. */
function nextChange(core: DoorCore, limitMs: number): { readonly happened: Promise<void>; cancel(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, Math.max(0, limitMs));
  const end = core.onPageEvent(({ kind }) => (kind === "counter" ? resolve() : undefined));
  const cancel = (): void => {
    clearTimeout(timer);
    end();
    resolve();
  };
  return { happened: promise.then(cancel), cancel };
}

function askCore(core: DoorCore, call: BillCall): Promise<BillReply | BillProblem> {
  return core.shellCall(call).catch(awayProblem);
}

async function isKnown(core: DoorCore, token: string): Promise<boolean> {
  // Before the body is looked at: who has no token learns nothing of what a bill should be.
  const { isKnown: known } = await core.shellCall({ kind: "bill-check", token });
  return known;
}

function answerOf(reply: FastifyReply, answer: BillReply | BillProblem): FastifyReply {
  if (!("kind" in answer)) return send(reply, answer);
  if (answer.kind === "status") return reply.send(answer.status);
  const { refusal } = answer;
  return send(reply, problemOf(refusal.code, "detail" in refusal ? refusal.detail : undefined));
}

function send(reply: FastifyReply, problem: BillProblem): FastifyReply {
  if (problem.code === "unauthorised") reply.header("www-authenticate", "Bearer");
  if (problem.code === "away" || problem.code === "too-many") reply.header("retry-after", "1");
  return reply.code(problem.status).type("application/problem+json").send(JSON.stringify(problem));
}

function tokenOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([A-Za-z0-9._~-]{16,100})$/.exec(headers.authorization ?? "")?.[1];
}

/** Where it is wrong and how, without repeating what was sent. */
function faultOf({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join(".") || "body"}: ${message}`)
    .join("; ")
    .slice(0, 300);
}

import { createHash, timingSafeEqual } from "node:crypto";
import cookie from "@fastify/cookie";
import websocket from "@fastify/websocket";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { must } from "../../../src-shared/base/assert.ts";
import { systemClock, systemRandom } from "../../adapters/node/time.ts";
import type { LogPort } from "../../core/ports/log.ts";
import type { PageCore } from "../page-core.ts";
import { PageLines } from "../page-line.ts";
import { stderrLog } from "../stderr-log.ts";
import { EntryKeys } from "./entry-keys.ts";
import { listenOn } from "./listen-on.ts";
import { IMPORT_MAX_BYTES, joinSocket } from "./page-socket.ts";
import { originOf, refusedOrigin, refuse, setSafeHeaders } from "./request-guard.ts";
import { type Pages, servePages } from "./serve-pages.ts";

export interface KioskOptions {
  readonly core: PageCore;
  readonly pages: Pages;
  /** 0 or nothing: a free one. */
  readonly port?: number;
  readonly play?: boolean;
  /** With this secret a second start on the same data folder gets a link. */
  readonly secondStart?: string;
  readonly log?: LogPort;
}

/** The till's pages on loopback. */
export interface Kiosk {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  readonly lines: PageLines;
  /** A link that lets one browser in, once: `…/enter?key=…`. */
  newLink(): string;
  stop(): Promise<void>;
}

/** What is asked for without a session: by a secret of its own. */
const OPEN_ROUTES: ReadonlySet<string> = new Set(["/enter", "/second-start"]);
/** Sockets at once: a till has a window or two; more is a program that goes through our port. */
const CONNECTIONS_MAX = 64;
const HEADERS_MAX_BYTES = 8 * 1024;
const REQUEST_MAX_MS = 10_000;

/**
 * Serves the pages and their line to browsers on this machine. Every request and every WebSocket must name exactly our
 * host, come from no other origin and bring the session's cookie, which only a one-time link gives. Throws when the
 * port is taken.
 */
export async function startKiosk(options: KioskOptions): Promise<Kiosk> {
  const { core, pages, port = 0, play = false, log = stderrLog("kiosk") } = options;
  const lines = new PageLines({ core, build: pages.build, play });
  const keys = new EntryKeys(systemClock, systemRandom);
  const server = await newServer(log);
  const open = { port: 0 };
  const isOurHost = (host: string): boolean => host === `127.0.0.1:${open.port}`;

  const urlOf = (): string => `http://127.0.0.1:${open.port}`;
  const newLink = (): string => `${urlOf()}/enter?key=${keys.newKey()}`;

  server.addHook("onRequest", async (request, reply) => {
    const refused = refusedOrigin(originOf(request), isOurHost, request.headers.upgrade !== undefined);
    if (refused !== undefined) return refuse(reply, refused);
    if (OPEN_ROUTES.has(request.routeOptions.url ?? "")) return undefined;
    const session = sessionOf(request, open.port);
    if (session === undefined || !keys.isSession(session)) return refuse(reply, "link-used-up");
    return undefined;
  });
  server.get("/enter", async (request, reply) => {
    const { key } = request.query as { readonly key?: unknown };
    const session = typeof key === "string" ? keys.enter(key) : undefined;
    if (session === undefined) return refuse(reply, "link-used-up");
    return reply
      .setCookie(cookieName(open.port), session, { path: "/", httpOnly: true, sameSite: "strict" })
      .redirect("/", 303);
  });
  server.post("/second-start", async (request, reply) => {
    const { secondStart } = options;
    const isKnown = secondStart !== undefined && isSame(request.headers.authorization ?? "", `Bearer ${secondStart}`);
    return isKnown ? { link: newLink() } : refuse(reply, "link-used-up");
  });
  const sendPage = await servePages(server, pages);
  server.get("/", (_request, reply) => sendPage(reply, "index.html"));
  server.get("/display", (_request, reply) => sendPage(reply, "display.html"));
  server.get("/display.html", (_request, reply) => sendPage(reply, "display.html"));
  server.get("/ws", { websocket: true }, (socket, request) => {
    const session = must(sessionOf(request, open.port), "the guard has seen the session");
    joinSocket(socket, lines, { isOnlyDisplay: false, isFresh: keys.takeFresh(session) });
  });

  open.port = await listenOn(server, "127.0.0.1", port);
  return {
    url: urlOf(),
    port: open.port,
    lines,
    newLink,
    stop: async () => {
      lines.stop();
      server.server.closeAllConnections();
      await server.close();
    },
  };
}

async function newServer(log: LogPort): Promise<FastifyInstance> {
  const server = fastify({
    logger: false,
    bodyLimit: 1024,
    requestTimeout: REQUEST_MAX_MS,
    keepAliveTimeout: 30_000,
    http: { maxHeaderSize: HEADERS_MAX_BYTES },
    forceCloseConnections: true,
  });
  server.server.maxConnections = CONNECTIONS_MAX;
  setSafeHeaders(server);
  server.setNotFoundHandler((_request, reply) => refuse(reply, "not-found"));
  server.setErrorHandler((error, _request, reply) => {
    log.log("warn", "request-failed", { detail: error instanceof Error ? error.message : String(error) });
    return refuse(reply, "not-found");
  });
  // Here and not later: a hook that looks at cookies must come after the one that reads them.
  await server.register(cookie);
  await server.register(websocket, { options: { maxPayload: IMPORT_MAX_BYTES } });
  return server;
}

/** Compared by hashes, so that the time tells nothing of the secret. */
function isSame(given: string, expected: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

/** Cookies know no ports: two tills on one machine must not overwrite each other's. */
function cookieName(port: number): string {
  return `vafa-till-${port}`;
}

function sessionOf(request: FastifyRequest, port: number): string | undefined {
  return request.cookies[cookieName(port)];
}

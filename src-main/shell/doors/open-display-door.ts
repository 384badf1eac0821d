import { networkInterfaces } from "node:os";
import cookie from "@fastify/cookie";
import websocket, { type WebSocket } from "@fastify/websocket";
import fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import { CoreFault } from "../core-client.ts";
import { listenOn } from "../kiosk/listen-on.ts";
import { joinSocket } from "../kiosk/page-socket.ts";
import { pairPage } from "../kiosk/plain-page.ts";
import { originOf, refuse, refusedOrigin, setSafeHeaders } from "../kiosk/request-guard.ts";
import { type Pages, servePages } from "../kiosk/serve-pages.ts";
import type { DoorCore } from "../page-core.ts";
import type { PageLines } from "../page-line.ts";
import type { OpenDoor } from "./open-bill-door.ts";
import { RateLimit } from "./rate-limit.ts";

export interface DisplayDoorOptions {
  readonly core: DoorCore;
  readonly lines: PageLines;
  readonly pages: Pages;
  readonly port: number;
  /** The addresses under which the shop's network reaches this machine; tests name loopback. */
  readonly addresses?: () => readonly string[];
}

/** The display's door, which looks again at who may be there when displays were forgotten. */
export interface DisplayDoor extends OpenDoor {
  recheck(): Promise<void>;
}

const COOKIE = "vafa-display";
const YEAR_S = 365 * 24 * 60 * 60;
/** A page and its assets at once; then a slow trickle. */
const RATE = { burst: 60, perSecond: 5 };
/** Codes that one address may try; the core ends a code after some more. */
const PAIR_RATE = { burst: 5, perSecond: 5 / 60 };
const SOCKETS_MAX = 8;
/** A display sends its hello and a ping every ten seconds. */
const FRAME_MAX_BYTES = 1024;

/**
 * The customer display for other screens on the shop's network: the one thing that is not on loopback. It can only look
 * at what customers see, after the till's code was typed there once. Throws when the port is taken.
 */
export async function openDisplayDoor(options: DisplayDoorOptions): Promise<DisplayDoor> {
  const { core, lines, pages, port, addresses = ownAddresses } = options;
  const server = fastify({ bodyLimit: 1024, forceCloseConnections: true, requestTimeout: 10_000, trustProxy: false });
  const place = { port };
  const sockets = new Map<WebSocket, string>();
  const rate = new RateLimit(RATE);
  const pairs = new RateLimit(PAIR_RATE);
  server.server.maxConnections = 64;
  setSafeHeaders(server);
  await server.register(cookie);
  await server.register(websocket, { options: { maxPayload: FRAME_MAX_BYTES } });
  server.setNotFoundHandler((_request, reply) => refuse(reply, "not-found"));
  server.setErrorHandler((error, _request, reply) =>
    refuse(reply, error instanceof CoreFault ? "door-closed" : "not-found"),
  );
  const isOurHost = (host: string): boolean => addresses().some((address) => host === `${address}:${place.port}`);
  server.addHook("onRequest", async (request, reply) => {
    const refused = refusedOrigin(originOf(request), isOurHost, request.headers.upgrade !== undefined);
    if (refused !== undefined) return refuse(reply, refused);
    if (!rate.take(request.ip, performance.now())) return refuse(reply, "too-fast");
    if (OPEN_ROUTES.has(`${request.method} ${request.routeOptions.url ?? ""}`)) return undefined;
    const { isPaired } = await core.shellCall({ kind: "display-check", token: tokenOf(request) });
    return isPaired ? undefined : refuse(reply, "code-wrong");
  });
  // A form's own kind: no script is needed to pair.
  server.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  const sendPage = await servePages(server, pages);
  server.get("/", async (request, reply) => {
    const { isPaired } = await core.shellCall({ kind: "display-check", token: tokenOf(request) });
    return isPaired ? sendPage(reply, "display.html") : html(reply, pairPage());
  });
  server.post("/pair", async (request, reply) => {
    if (!pairs.take(request.ip, performance.now())) return html(reply.code(429), pairPage("too-fast"));
    const typed = request.body instanceof URLSearchParams ? (request.body.get("code") ?? "") : "";
    const { token } = await core.shellCall({ kind: "display-pair", code: typed.slice(0, 20) });
    if (token === null) return html(reply.code(403), pairPage("code-wrong"));
    const kept = { path: "/", httpOnly: true, sameSite: "strict", maxAge: YEAR_S } as const;
    return reply.setCookie(COOKIE, token, kept).redirect("/", 303);
  });
  server.get("/ws", { websocket: true }, (socket, request) => {
    if (sockets.size >= SOCKETS_MAX) return socket.close(1013);
    sockets.set(socket, tokenOf(request));
    socket.on("close", () => sockets.delete(socket));
    return joinSocket(socket, lines, { isOnlyDisplay: true, isFresh: false });
  });
  place.port = await listenOn(server, "0.0.0.0", port);
  return {
    urls: addresses().map((address) => `http://${address}:${place.port}`),
    close: () => server.close(),
    recheck: async () => {
      for (const [socket, token] of sockets) {
        const { isPaired } = await core.shellCall({ kind: "display-check", token });
        if (!isPaired) socket.close(1008, "forgotten");
      }
    },
  };
}

const OPEN_ROUTES: ReadonlySet<string> = new Set(["GET /", "HEAD /", "POST /pair"]);

function tokenOf(request: FastifyRequest): string {
  // The core knows no empty token; its schema wants one character at least.
  return (request.cookies[COOKIE] ?? "none").slice(0, 100) || "none";
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply.type("text/html; charset=utf-8").send(page);
}

/** This machine's addresses on its networks. */
function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .flatMap(({ family, internal, address }) => (family === "IPv4" && !internal ? [address] : []));
}

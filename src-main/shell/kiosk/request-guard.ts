import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { DOOR_WORDS, type DoorRefusal } from "../../../src-shared/words/shell-words.ts";
import { plainPage } from "./plain-page.ts";

/** What of a request says where it comes from. */
export interface RequestOrigin {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`, which a page can't forge; old browsers don't send it. */
  readonly fetchSite: string | undefined;
}

/**
 * Why a request may not even be looked at. The host must be exactly ours: a name that somebody made to point here (DNS
 * rebinding) is not. A page of another origin is refused whatever it asks for; `isStrict` wants an origin to be named,
 * as a WebSocket's opening always does.
 */
export function refusedOrigin(
  { host, origin, fetchSite }: RequestOrigin,
  isOurHost: (host: string) => boolean,
  isStrict: boolean,
): "host-refused" | undefined {
  if (host === undefined || !isOurHost(host)) return "host-refused";
  if (origin === undefined ? isStrict : origin !== `http://${host}`) return "host-refused";
  if (fetchSite !== undefined && fetchSite !== "same-origin" && fetchSite !== "none") return "host-refused";
  return undefined;
}

/** The strictest policy that the built pages hold: nothing inline, nothing from elsewhere, in no one's frame. */
export function contentPolicy(host: string): string {
  return [
    "default-src 'self'",
    `connect-src 'self' ws://${host}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Puts the headers on every answer of a server, also on its errors. */
export function setSafeHeaders(server: FastifyInstance): void {
  server.addHook("onRequest", async (request, reply) => {
    // The host was not checked yet; what is not of the form host:port does not get into a header.
    const host = /^[A-Za-z0-9.:[\]-]{1,80}$/.exec(request.headers.host ?? "")?.[0] ?? "127.0.0.1";
    reply.headers({
      "content-security-policy": contentPolicy(host),
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), microphone=(), geolocation=()",
      "cache-control": "no-store",
    });
  });
}

/** Where a request of fastify comes from. */
export function originOf({ headers }: FastifyRequest): RequestOrigin {
  const site = headers["sec-fetch-site"];
  return { host: headers.host, origin: headers.origin, fetchSite: typeof site === "string" ? site : undefined };
}

const STATUS: Readonly<Record<DoorRefusal, number>> = {
  "link-used-up": 401,
  "host-refused": 403,
  "not-found": 404,
  "too-fast": 429,
  "code-wrong": 403,
  "door-closed": 503,
};

/** Answers with a plain page in both languages. */
export function refuse(reply: FastifyReply, refusal: DoorRefusal): FastifyReply {
  return reply.code(STATUS[refusal]).type("text/html; charset=utf-8").send(plainPage(DOOR_WORDS[refusal]));
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { refuse } from "./request-guard.ts";

/** The built pages: the folder, and the hash that their `hello` says. */
export interface Pages {
  readonly folder: string;
  readonly build: string;
}

const YEAR_S = 365 * 24 * 60 * 60;

/**
 * Serves the assets of the built pages, and gives a function for its pages. Assets have their content's hash in their
 * names and are kept for ever; pages are asked for each time. Files compressed at build time are taken where they are.
 */
export async function servePages(
  server: FastifyInstance,
  { folder }: Pages,
): Promise<(reply: FastifyReply, page: "index.html" | "display.html") => FastifyReply> {
  await server.register(fastifyStatic, {
    root: join(folder, "assets"),
    prefix: "/assets/",
    preCompressed: true,
    index: false,
    list: false,
    dotfiles: "deny",
    // A route for each file that is there now: no path is made from what is asked for.
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      if (!path.includes(".html")) reply.header("cache-control", `public, max-age=${YEAR_S}, immutable`);
    },
  });
  return (reply, page) => {
    if (!existsSync(join(folder, page))) return refuse(reply, "not-found");
    return reply.sendFile(page, folder);
  };
}

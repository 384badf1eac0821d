import type { FastifyInstance } from "fastify";
import { assert } from "../../../src-shared/base/assert.ts";

/** Listens, and returns the port: the machine's choice for 0. Throws when the port is taken. */
export async function listenOn(server: FastifyInstance, host: string, port: number): Promise<number> {
  await server.listen({ host, port });
  const address = server.server.address();
  assert(typeof address === "object" && address !== null, "a server on an address has a port");
  return address.port;
}

import type { z } from "zod";
import type { billProblem } from "../../../src-shared/contract/bill-api.ts";
import { CoreFault } from "../core-client.ts";

export type BillProblem = z.infer<typeof billProblem>;
type Code = BillProblem["code"];

const STATUS: Readonly<Record<Code, number>> = {
  unauthorised: 401,
  "bad-bill": 422,
  "bill-differs": 409,
  "unknown-bill": 404,
  "too-late": 409,
  "too-many": 429,
  away: 503,
};

const TITLE: Readonly<Record<Code, string>> = {
  unauthorised: "This token is not known",
  "bad-bill": "The bill can't be read",
  "bill-differs": "A bill of this id was posted with other content",
  "unknown-bill": "There is no such bill",
  "too-late": "The bill is being paid or has ended",
  "too-many": "Too many requests or waiting bills",
  away: "The till is not ready",
};

/** A problem as RFC 9457 has it: `code` is stable, `detail` is for the program's developer and in English. */
export function problemOf(code: Code, detail: string = TITLE[code]): BillProblem {
  return { type: `urn:vafa:bill-api:${code}`, title: TITLE[code], status: STATUS[code], code, detail };
}

/** The core ended, starts, or refuses to sell: the same request may be sent again. */
export function awayProblem(error: unknown): BillProblem {
  if (!(error instanceof CoreFault)) throw error;
  return problemOf("away", error.words?.en ?? "The till's program is starting. Ask again.");
}

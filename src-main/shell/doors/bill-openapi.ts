import { z } from "zod";
import { billProblem, billStatus, postedBill } from "../../../src-shared/contract/bill-api.ts";

/** The longest that a request waits for news. */
export const WAIT_MAX_S = 60;

const json = (schema: string) => ({ "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } });
const answer = (description: string) => ({ description, content: json("BillStatus") });
const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

const UNKNOWN = { "401": problem("The token is not known.") };
const AWAY = { "429": problem("Too many requests, or too many bills wait."), "503": problem("Ask again later.") };
const id = { name: "id", in: "path", required: true, schema: { type: "string" }, description: "The program's own id." };

/** The OpenAPI 3.1 document of the bill API, from the very schemas that check what comes in. */
export function billOpenApi(url: string): unknown {
  const schema = (of: z.ZodType): unknown => z.toJSONSchema(of, { io: "input" });
  return {
    openapi: "3.1.0",
    info: { title: "Vafa bill API", version: "1", description: "Hands a bill to the till and follows it." },
    servers: [{ url: `${url}/api/v1` }],
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: { PostedBill: schema(postedBill), BillStatus: schema(billStatus), Problem: schema(billProblem) },
    },
    paths: {
      "/bills": {
        post: {
          summary: "Posts a bill. The same bill again answers its state as of now.",
          requestBody: { required: true, content: json("PostedBill") },
          responses: {
            "200": answer("The bill's state."),
            "409": problem("This id was posted with other content."),
            "422": problem("The bill can't be read, or does not add up."),
            ...UNKNOWN,
            ...AWAY,
          },
        },
      },
      "/bills/{id}": {
        get: {
          summary: "The bill's state; with `wait`, as soon as it is another than `since`.",
          parameters: [id, ...waitParameters()],
          responses: { "200": answer("The bill's state."), "404": problem("No such bill."), ...UNKNOWN, ...AWAY },
        },
        delete: {
          summary: "Calls the bill back, as long as its payment has not begun.",
          parameters: [id],
          responses: {
            "200": answer("The bill is cancelled."),
            "404": problem("No such bill."),
            "409": problem("It is being paid, or has ended."),
            ...UNKNOWN,
            ...AWAY,
          },
        },
      },
    },
  };
}

function waitParameters(): unknown[] {
  return [
    {
      name: "wait",
      in: "query",
      schema: { type: "integer", minimum: 0, maximum: WAIT_MAX_S },
      description: "Seconds to wait for another state.",
    },
    {
      name: "since",
      in: "query",
      schema: { $ref: "#/components/schemas/BillStatus/properties/state" },
      description: "The state that the program knows. Left out: the state at the time of asking.",
    },
  ];
}

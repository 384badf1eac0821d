import { z } from "zod";
import { postedBill, type BillStatus } from "../../../src-shared/contract/bill-api.ts";
import type { BillDeskRefusal } from "../counter/bill-desk.ts";

const secret = z.string().min(1).max(100);
const billId = z.string().min(1).max(60);

/**
 * What the shell itself asks of the core, for its two side doors (the customer display, the bills of other programs):
 * pages can't send these. Secrets are checked by the core, which keeps only their hashes.
 */
export const shellCall = z.discriminatedUnion("kind", [
  /** Which doors are to be open. */
  z.strictObject({ kind: z.literal("doors") }),
  /** Where they are open now, so that the settings page can say it; an empty address when one could not be opened. */
  z.strictObject({
    kind: z.literal("doors-opened"),
    displayUrls: z.array(z.string().max(200)).max(10),
    billUrl: z.string().max(200),
  }),
  /** A display says the code that the till shows; the answer is its long-lived token. */
  z.strictObject({ kind: z.literal("display-pair"), code: z.string().max(20) }),
  z.strictObject({ kind: z.literal("display-check"), token: secret }),
  z.strictObject({ kind: z.literal("bill-check"), token: secret }),
  z.strictObject({ kind: z.literal("bill-post"), token: secret, bill: postedBill }),
  z.strictObject({ kind: z.literal("bill-get"), token: secret, id: billId }),
  z.strictObject({ kind: z.literal("bill-cancel"), token: secret, id: billId }),
]);
export type ShellCall = z.infer<typeof shellCall>;

/** Which side doors the owner has opened. `displayPort` 0 lets the machine choose. */
export interface Doors {
  readonly display: { readonly isOn: boolean; readonly port: number };
  readonly bills: { readonly isOn: boolean };
}

export type BillReply =
  | { readonly kind: "status"; readonly status: BillStatus }
  | { readonly kind: "refused"; readonly refusal: BillDeskRefusal | { readonly code: "unauthorised" } };

/** What each call is answered with. */
export interface ShellReplies {
  readonly doors: Doors;
  readonly "doors-opened": null;
  readonly "display-pair": { readonly token: string | null };
  readonly "display-check": { readonly isPaired: boolean };
  readonly "bill-check": { readonly isKnown: boolean };
  readonly "bill-post": BillReply;
  readonly "bill-get": BillReply;
  readonly "bill-cancel": BillReply;
}

export type ShellReplyTo<C extends ShellCall> = ShellReplies[C["kind"]];

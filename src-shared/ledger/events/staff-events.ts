import { z } from "zod";
import { amount, bytes32, cardNo, code, eventRef, memberId, positive, shiftId, staffId } from "./parts.ts";

/**
 * What a member of the staff now is. `revision` counts the changes of this person, so that of two changes the later
 * stands whatever the clocks said; the name and whatever else is personal lie outside the chain.
 */
export const staffChanged = z.strictObject({
  staff: staffId,
  role: z.enum(["owner", "manager", "cashier"]),
  digest: bytes32,
  state: z.enum(["active", "left"]),
  revision: positive,
});

/** A sensitive act without an event of its own. Codes and ids only: no personal data, no free text. */
export const actNoted = z.strictObject({
  act: code,
  staff: z.exactOptional(staffId),
  member: z.exactOptional(memberId),
  card: z.exactOptional(cardNo),
  sale: z.exactOptional(eventRef),
  amount: z.exactOptional(amount),
  shift: z.exactOptional(shiftId),
});

import { writerSerialText } from "../../../src-shared/base/ids.ts";
import { err, ok } from "../../../src-shared/base/result.ts";
import type { InputOf } from "../../../src-shared/contract/contract.ts";
import type { productsContract } from "../../../src-shared/contract/sales-contract.ts";
import { foldDigits } from "../../../src-shared/members/fold-text.ts";
import { foldLetters } from "../../../src-shared/words/format.ts";
import { once } from "../terminal/command.ts";
import type { Actor } from "../terminal/context.ts";
import { asPermitted, lookingAs } from "./desk-parts.ts";
import type { Answered, HandlersOf } from "./handlers.ts";
import type { PeopleParts } from "./people-parts.ts";

type ProductEntries = Pick<typeof productsContract, "products.search" | "products.categories" | "products.save">;

/** More than any line of a bill may be. */
const PRICE_MAX_MINOR = 100_000_000_000;

/** The page of products. */
export const productHandlers = {
  "products.search": async (parts, _call, input) => {
    const looking = lookingAs(parts.desk);
    return looking.ok ? ok(parts.products.search(input)) : looking;
  },
  "products.categories": async (parts) => {
    const looking = lookingAs(parts.desk);
    return looking.ok ? ok({ categories: parts.products.categories() }) : looking;
  },
  "products.save": async (parts, call, input) =>
    asPermitted(parts.desk, call, { act: "products" }, (by) => save(parts, by, input)),
} satisfies HandlersOf<ProductEntries, PeopleParts>;

function save(parts: PeopleParts, by: Actor, input: InputOf<"products.save">): Answered<"products.save"> {
  const { terminal } = parts.desk;
  const [name, category] = [clean(input.name), clean(input.category)];
  const codes = input.barcodes.map((code) => foldDigits(code).trim()).filter((code) => code !== "");
  const barcodes = [...new Set(codes)];
  const field = faultOf({ name, category, barcodes, priceMinor: input.priceMinor });
  if (field !== undefined) return err({ refusal: "product-invalid", field });
  type Refused =
    | { readonly refusal: "barcode-taken" | "product-invalid"; readonly field: string }
    | { readonly refusal: "product-unknown" };
  return once<{ id: string }, Refused>(terminal, { name: "save-product", by, request: { ...input } }, (tx) => {
    const id =
      input.id ?? writerSerialText({ writer: terminal.identity.writer, serial: tx.nextSerial("product") }, 0xffff_ffff);
    if (input.id !== undefined && parts.products.get(id) === undefined) return err({ refusal: "product-unknown" });
    const isTaken = barcodes.some((code) => (parts.products.ownerOf(code) ?? id) !== id);
    if (isTaken) return err({ refusal: "barcode-taken", field: "barcodes" });
    const { priceMinor, unit, isFavourite, isActive } = input;
    const product = { id, name, category, barcodes, priceMinor, unit, isFavourite, isActive };
    parts.products.put(product, terminal.clock.wallMs());
    return ok({ id });
  });
}

/** The field that can't be kept, or undefined. */
function faultOf(of: { name: string; category: string; barcodes: readonly string[]; priceMinor: number }) {
  const bad = (text: string): boolean => /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(text) || !text.isWellFormed();
  if (of.name === "" || bad(of.name)) return "name";
  if (bad(of.category)) return "category";
  if (of.barcodes.some((code) => !/^[\x21-\x7e]{1,40}$/.test(code))) return "barcodes";
  return of.priceMinor > PRICE_MAX_MINOR ? "priceMinor" : undefined;
}

function clean(text: string): string {
  return foldLetters(text).trim();
}

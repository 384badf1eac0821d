import type { Product } from "../../../src-shared/contract/sales-contract.ts";

/** The shop's products and services, as the open bill needs them. Synchronous; joins an open transaction. */
export interface ProductLookup {
  /**
   * The active product that a barcode, its own code or its id names exactly; digits of any script are the same digit.
   * Undefined when there is none.
   */
  byCode(text: string): Product | undefined;
}

/** A page of a search: `next` is the cursor of the page after it. */
export interface ProductPage {
  readonly rows: readonly Product[];
  readonly next: string | null;
}

/** Everything of the products' page. */
export interface ProductStore extends ProductLookup {
  get(id: string): Product | undefined;
  /** Products by the beginnings of words of their name in any order, by name; a whole code finds its product first. */
  search(query: {
    readonly typed: string;
    readonly favouritesOnly?: boolean;
    readonly includeInactive?: boolean;
    readonly cursor?: string;
  }): ProductPage;
  categories(): readonly string[];
  /** The product that has a barcode, also one that is no longer sold. */
  ownerOf(code: string): string | undefined;
  /** The product of exactly this name, also one that is no longer sold; the first of several. */
  idOfName(name: string): string | undefined;
  /** Keeps a product in place of the one before. A barcode of another product throws: ask `ownerOf` first. */
  put(product: Product, atMs: number): void;
}

/** Products of one page. */
export const PRODUCT_PAGE = 60;

/** Of a shop that keeps no products: every bill is an amount. */
export const noProducts: ProductLookup = { byCode: () => undefined };

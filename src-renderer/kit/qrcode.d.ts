/** What the pages use of the package `qrcode`. Its own types bring Node's with them, which pages must not see. */
export declare function create(
  text: string,
  options: { readonly errorCorrectionLevel: "L" | "M" | "Q" | "H" },
): { readonly modules: { readonly size: number; get(row: number, column: number): number } };

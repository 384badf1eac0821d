/** Where the built pages are, and the hash that their `hello` says (also in `build.json` beside them). */
export interface BuiltPages {
  readonly folder: string;
  readonly build: string;
}
/** Builds the pages unless `out/renderer` was made from these very sources. Throws when they don't build. */
export declare function ensureBuilt(): Promise<BuiltPages>;

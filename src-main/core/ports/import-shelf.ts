/** The rows of an import that is under way, batch by batch from 0. Synchronous; joins the caller's transaction. */
export interface ImportShelf {
  put(n: number, rows: string): void;
  get(n: number): string | undefined;
  /** Forgets a batch that was carried out: what is personal stands in the members' profiles only. */
  drop(n: number): void;
}

import type Database from "better-sqlite3";

/** The UIDs of every card that a shop ever issued or began to issue, hexadecimal. */
export function cardUids(db: Database.Database): readonly string[] {
  return db
    .prepare<[], { uid: string }>("SELECT uid FROM card")
    .all()
    .map(({ uid }) => uid);
}

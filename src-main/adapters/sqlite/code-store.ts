import type Database from "better-sqlite3";
import { assert, must } from "../../../src-shared/base/assert.ts";
import type { KeptCode, MobileCodes } from "../../core/ports/mobile-codes.ts";
import { memberKey } from "./member-directory.ts";

interface CodeRow extends Omit<KeptCode, "salt" | "digest"> {
  readonly salt: Buffer;
  readonly digest: Buffer;
}

/** The codes in `db` (schema/messages.ts). Statements are prepared once, here. */
export function makeCodeStore(db: Database.Database): MobileCodes {
  const get = db.prepare<[number], CodeRow>(
    "SELECT mobile, salt, digest, tries, expires_at_ms AS expiresAtMs FROM mobile_code WHERE member = ?",
  );
  const put = db.prepare(
    `INSERT INTO mobile_code (member, mobile, salt, digest, tries, expires_at_ms)
     VALUES (@member, @mobile, @salt, @digest, @tries, @expiresAtMs)
     ON CONFLICT (member) DO UPDATE SET mobile = excluded.mobile, salt = excluded.salt, digest = excluded.digest,
       tries = excluded.tries, expires_at_ms = excluded.expires_at_ms`,
  );
  const tried = db.prepare("UPDATE mobile_code SET tries = tries + 1 WHERE member = ?");
  const drop = db.prepare("DELETE FROM mobile_code WHERE member = ?");
  const forget = db.prepare("DELETE FROM code_sent WHERE at_ms NOT BETWEEN ? AND ?");
  const count = db.prepare<[string], { toMobile: number; inAll: number }>(
    "SELECT count(*) FILTER (WHERE mobile = ?) AS toMobile, count(*) AS inAll FROM code_sent",
  );
  const unnote = db.prepare("DELETE FROM code_sent WHERE mobile = ? AND at_ms = ?");
  const note = db.prepare("INSERT INTO code_sent (mobile, at_ms) VALUES (?, ?)");
  return {
    get: (member) => {
      const row = get.get(memberKey(member));
      return row && { ...row, salt: new Uint8Array(row.salt), digest: new Uint8Array(row.digest) };
    },
    put: (member, code) => {
      const row = {
        ...code,
        member: memberKey(member),
        salt: Buffer.from(code.salt),
        digest: Buffer.from(code.digest),
      };
      assert(put.run(row).changes === 1, "one code kept");
    },
    countTry: (member) => {
      assert(tried.run(memberKey(member)).changes === 1, "a code that is tried is there");
    },
    drop: (member) => void drop.run(memberKey(member)),
    sentWithin: (mobile, fromMs, toMs) => {
      forget.run(fromMs, toMs);
      return must(count.get(mobile), "a count has one row");
    },
    noteSent: (mobile, atMs) => {
      assert(note.run(mobile, atMs).changes === 1, "one sending noted");
    },
    forgetSent: (mobile, atMs) => void unnote.run(mobile, atMs),
  };
}

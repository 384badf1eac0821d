import type Database from "better-sqlite3";
import { assert } from "../../../src-shared/base/assert.ts";
import { equalBytes } from "../../../src-shared/base/bytes.ts";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import { staffDigest, staffFields } from "../../../src-shared/staff/staff-profile.ts";
import { STAFF_MAX, type StaffDirectory, type StaffProfile } from "../../core/ports/staff.ts";

interface Row {
  readonly staff: string;
  readonly name: string;
  readonly member: string | null;
  readonly salt: Buffer;
  readonly digest: Buffer;
  readonly pinHash: string | null;
  readonly wrongPins: number;
  readonly lockedUntilMs: number;
}

const COLUMNS = `staff, name, member, salt, digest, pin_hash AS pinHash, wrong_pins AS wrongPins,
  locked_until_ms AS lockedUntilMs`;

/** The staff's profiles in `db` (schema/staff.ts). Statements are prepared once, here. */
export function makeStaffDirectory(db: Database.Database, crypto: CryptoPort): StaffDirectory {
  const one = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM staff_profile WHERE staff = ?`);
  const all = db.prepare<[number], Row>(`SELECT ${COLUMNS} FROM staff_profile ORDER BY staff LIMIT ?`);
  const put = db.prepare(
    `INSERT INTO staff_profile (staff, name, member, salt, digest, wrong_pins, locked_until_ms, updated_at_ms)
     VALUES (@staff, @name, @member, @salt, @digest, 0, 0, @atMs)
     ON CONFLICT (staff) DO UPDATE SET name = excluded.name, member = excluded.member, salt = excluded.salt,
       digest = excluded.digest, updated_at_ms = excluded.updated_at_ms`,
  );
  const pin = db.prepare(
    `UPDATE staff_profile SET pin_hash = ?, wrong_pins = 0, locked_until_ms = 0, updated_at_ms = ? WHERE staff = ?`,
  );
  const attempts = db.prepare(
    "UPDATE staff_profile SET wrong_pins = @wrongPins, locked_until_ms = @lockedUntilMs WHERE staff = @staff",
  );
  return {
    get: (staff) => {
      const row = one.get(staff);
      return row && profileOf(row);
    },
    put: ({ staff, fields, salt, digest }, atMs) => {
      const { name, member } = staffFields.parse(fields);
      assert(equalBytes(staffDigest(crypto, { staff, fields, salt }), digest), "the digest is the profile's");
      const bytes = { salt: Buffer.from(salt), digest: Buffer.from(digest) };
      once(put.run({ staff, name, member: member ?? null, ...bytes, atMs }));
    },
    setPin: (staff, pinHash, atMs) => once(pin.run(pinHash, atMs, staff)),
    setAttempts: (staff, { wrongPins, lockedUntilMs }) => once(attempts.run({ staff, wrongPins, lockedUntilMs })),
    list: () => all.all(STAFF_MAX).map(profileOf),
  };
}

function profileOf({ name, member, salt, digest, ...row }: Row): StaffProfile {
  const fields = { name, ...(member === null ? {} : { member }) };
  return { ...row, fields, salt: new Uint8Array(salt), digest: new Uint8Array(digest) };
}

function once(done: Database.RunResult): void {
  assert(done.changes === 1, "one staff profile written");
}

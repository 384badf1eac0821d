import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { canonicalText, parseCanonical } from "../../../src-shared/base/canonical.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";

/** The newest form of a backup that this program reads and the one it writes. */
export const BACKUP_FORMAT = 1;
/** The file of a backup's folder that describes it; it is written last. */
export const MANIFEST_FILE = "manifest.json";
/** The encrypted database of a backup's folder. */
export const BACKUP_DATABASE = "vafa.db";

const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));

const manifest = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  /** 16 random bytes, hexadecimal: one backup, however often it is copied. */
  backupId: hex(32),
  createdAtMs: z.int().min(0),
  keyId: hex(32),
  /** The number of the newest migration in it. */
  schema: z.int().min(1),
  database: z.strictObject({ sha256: hex(64), bytes: z.int().min(1) }),
  heads: z.array(z.strictObject({ journal: z.string(), epoch: z.int(), seq: z.int().min(0), head: hex(64) })),
});

/** What a backup says of itself. `heads` are of the journals in the copy itself, so they are exactly what it holds. */
export type BackupManifest = Readonly<z.infer<typeof manifest>>;
export type BackupHead = BackupManifest["heads"][number];

/**
 * The text of a manifest: canonical JSON and a line with its HMAC-SHA-256 under a key made from the database's, so
 * that a changed manifest is known without opening the database.
 */
export function sealManifest(value: BackupManifest, key: Uint8Array): string {
  const text = canonicalText(value);
  return `${text}\n${seal(text, key)}\n`;
}

/** Reads `sealManifest`'s text. Refusals: "backup-incomplete", "backup-newer", "backup-wrong-key", "backup-altered". */
export function openManifest(sealed: string, key: Uint8Array, keyId: string): Result<BackupManifest, StorageFailure> {
  const [text = "", mac = "", rest] = sealed.split("\n");
  const value = parseCanonical(text);
  if (!value.ok || rest !== "") return failed("backup-incomplete", "the manifest is no manifest");
  const format = z.looseObject({ format: z.int(), keyId: z.string() }).safeParse(value.value);
  if (!format.success) return failed("backup-incomplete", "the manifest has no format");
  if (format.data.format > BACKUP_FORMAT) return failed("backup-newer", `format ${format.data.format}`);
  if (format.data.keyId !== keyId) return failed("backup-wrong-key", "the manifest names another key");
  const expected = Buffer.from(seal(text, key));
  const given = Buffer.from(mac);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return failed("backup-altered", "the manifest's seal does not fit");
  }
  const parsed = manifest.safeParse(value.value);
  return parsed.success ? ok(parsed.data) : failed("backup-altered", "the manifest's content is not of its format");
}

function seal(text: string, key: Uint8Array): string {
  const macKey = createHash("sha256").update("vafa/backup-manifest/1\0").update(key).digest();
  return createHmac("sha256", macKey).update(text).digest("hex");
}

function failed(refusal: StorageFailure["refusal"], detail: string): Result<never, StorageFailure> {
  return err({ refusal, detail });
}

import { createHash } from "node:crypto";
import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { assert } from "../../../src-shared/base/assert.ts";
import { fromBase64Url, toBase64Url } from "../../../src-shared/base/bytes.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";
import type { ChainMarker, KeychainPort } from "../../core/ports/keychain.ts";
import { writeFileDurably } from "../files/durable-file.ts";
import { storageFailureOf } from "../sqlite/storage-errors.ts";

/** Far above the few secrets of a terminal; a limit on what is read into memory. */
const FILE_BYTES_MAX = 64 * 1024;
const SECRET_BYTES_MAX = 4096;
const NAME = /^[a-z0-9-]{1,40}$/;

/**
 * The keychain as a file of mode 0600 at `path`, and a marker file beside it. The folder exists, belongs to this
 * user and lies outside `dataFolder`: whoever copies the data must not get the key with it. Throws when it lies
 * inside. Files that others can read or that are links are refused with "key-exposed" and left as they are.
 */
export function openKeyFile(options: { readonly path: string; readonly dataFolder: string }): KeychainPort {
  const path = resolve(options.path);
  assert(!isInside(path, options.dataFolder), "the key file lies outside the data folder");
  const markerPath = join(dirname(path), `${basename(path)}.marker`);
  return {
    protection: "key-file",
    get: (name) => answer(() => withSecrets(path, (secrets) => ok(secrets.get(checkedName(name))))),
    put: (name, secret) =>
      answer(() => {
        assert(secret.length > 0 && secret.length <= SECRET_BYTES_MAX, "a secret has 1 to 4096 bytes");
        return withSecrets(path, (secrets) => save(path, new Map(secrets).set(checkedName(name), secret)));
      }),
    delete: (name) =>
      answer(() =>
        withSecrets(path, (secrets) => {
          const rest = new Map(secrets);
          return rest.delete(checkedName(name)) ? save(path, rest) : ok(undefined);
        }),
      ),
    readMarker: () => answer(() => readMarker(markerPath)),
    writeMarker: (marker) => answer(() => writeMarker(markerPath, marker)),
  };
}

type Secrets = ReadonlyMap<string, Uint8Array>;

/** File errors become refusals; anything else is a defect and rejects. */
function answer<T>(work: () => Result<T, StorageFailure>): Promise<Result<T, StorageFailure>> {
  return new Promise((resolveWith, reject) => {
    try {
      resolveWith(work());
    } catch (error) {
      const failure = storageFailureOf(error);
      if (failure) resolveWith(err({ refusal: failure.refusal, detail: `key file: ${failure.detail}` }));
      else reject(error);
    }
  });
}

function withSecrets<T>(path: string, use: (secrets: Secrets) => Result<T, StorageFailure>): Result<T, StorageFailure> {
  const text = readPrivate(path);
  if (!text.ok) return text;
  const secrets = text.value === undefined ? new Map<string, Uint8Array>() : parseSecrets(text.value);
  return secrets === undefined ? failed("key-damaged", "key file") : use(secrets);
}

function save(path: string, secrets: Secrets): Result<void, StorageFailure> {
  const lines = [...secrets]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, secret]) => `${name} ${toBase64Url(secret)}`);
  writeFileDurably(path, sealed("vafa-keys 1", lines), 0o600);
  return ok(undefined);
}

function parseSecrets(text: string): Secrets | undefined {
  const lines = unsealed("vafa-keys 1", text);
  const entries = lines?.map((line) => /^([a-z0-9-]{1,40}) ([A-Za-z0-9_-]+)$/.exec(line));
  if (entries === undefined || entries.includes(null)) return undefined;
  return new Map(entries.map((entry) => [entry?.[1] ?? "", fromBase64Url(entry?.[2] ?? "")]));
}

function readMarker(path: string): Result<ChainMarker | undefined, StorageFailure> {
  const text = readPrivate(path);
  if (!text.ok || text.value === undefined) return text.ok ? ok(undefined) : text;
  const line = unsealed("vafa-marker 1", text.value)?.[0] ?? "";
  const [, journal, seq, head] = /^([A-Za-z0-9_-]{22}) ([0-9]{1,16}) ([0-9a-f]{64})$/.exec(line) ?? [];
  if (journal === undefined || head === undefined) return failed("key-damaged", "marker");
  return ok({ journal, seq: Number(seq), head });
}

function writeMarker(path: string, marker: ChainMarker): Result<void, StorageFailure> {
  const existing = readPrivate(path);
  if (!existing.ok) return existing;
  assert(Number.isSafeInteger(marker.seq) && marker.seq >= 0, "a seq is a natural number");
  assert(/^[A-Za-z0-9_-]{22}$/.test(marker.journal) && /^[0-9a-f]{64}$/.test(marker.head), "journal id and head hash");
  writeFileDurably(path, sealed("vafa-marker 1", [`${marker.journal} ${marker.seq} ${marker.head}`]), 0o600);
  return ok(undefined);
}

/**
 * The text of the file at `path`, or undefined when there is none; checked on the open handle, so nobody can swap it.
 */
function readPrivate(path: string): Result<string | undefined, StorageFailure> {
  const folder = lstatSync(dirname(path));
  if (isPosix && (folder.mode & 0o022) !== 0) return failed("key-exposed", "others can write the key file's folder");
  if (!existsSync(path) && !isLink(path)) return ok(undefined);
  if (isLink(path)) return failed("key-exposed", "the key file is a link");
  const file = openSync(path, constants.O_RDONLY | (isPosix ? constants.O_NOFOLLOW : 0));
  try {
    const state = fstatSync(file);
    if (!state.isFile()) return failed("key-exposed", "the key file is no plain file");
    if (isPosix && (state.mode & 0o077) !== 0) return failed("key-exposed", "others can read the key file");
    if (process.getuid && state.uid !== process.getuid())
      return failed("key-exposed", "the key file is another user's");
    if (state.size > FILE_BYTES_MAX) return failed("key-damaged", "the key file is too large");
    return ok(readFileSync(file, "utf8"));
  } finally {
    closeSync(file);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** Lines with a title and a checksum, so that a half or bent file is known as such and never read as fewer secrets. */
function sealed(title: string, lines: readonly string[]): string {
  const body = [title, ...lines].join("\n");
  return `${body}\nsum ${sumOf(body)}\n`;
}

function unsealed(title: string, text: string): readonly string[] | undefined {
  const [, body = "", sum] = /^([^]*)\nsum ([0-9a-f]{16})\n$/.exec(text) ?? [];
  const [head, ...lines] = body.split("\n");
  return sum === sumOf(body) && head === title ? lines : undefined;
}

function sumOf(body: string): string {
  return createHash("sha256").update("vafa/key-file/1\0").update(body).digest("hex").slice(0, 16);
}

const isPosix = process.platform !== "win32";

function checkedName(name: string): string {
  assert(NAME.test(name), "a secret's name is of a-z, 0-9 and -");
  return name;
}

function isInside(path: string, folder: string): boolean {
  const real = (one: string): string => (existsSync(one) ? realpathSync(one) : resolve(one));
  const way = relative(real(folder), join(real(dirname(path)), basename(path)));
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way);
}

function failed(refusal: StorageFailure["refusal"], detail: string): Result<never, StorageFailure> {
  return err({ refusal, detail });
}

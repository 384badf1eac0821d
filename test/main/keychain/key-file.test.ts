import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openKeyFile } from "../../../src-main/adapters/keychain/key-file.ts";
import type { KeychainPort } from "../../../src-main/core/ports/keychain.ts";
import { inTempFolder } from "../sqlite/temp-database.ts";

interface Place {
  readonly path: string;
  readonly keychain: KeychainPort;
}

async function inPlace(run: (place: Place) => Promise<void>): Promise<void> {
  await inTempFolder(async (folder) => {
    const dataFolder = join(folder, "data");
    mkdirSync(dataFolder);
    mkdirSync(join(folder, "keys"), { mode: 0o700 });
    const path = join(folder, "keys", "vafa.keys");
    await run({ path, keychain: openKeyFile({ path, dataFolder }) });
  });
}

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
const MARKER = { journal: "AAAAAAAAAAAAAAAAAAAAAA", seq: 17, head: "ab".repeat(32) };

test("key file: secrets and the marker come back from a second handle, and the file is the owner's alone", async () => {
  await inPlace(async ({ path, keychain }) => {
    expect(await keychain.get("database")).toEqual({ ok: true, value: undefined });
    expect(await keychain.readMarker()).toEqual({ ok: true, value: undefined });
    await keychain.put("database", KEY);
    await keychain.put("card-master", KEY.subarray(0, 16));
    await keychain.put("database", KEY);
    await keychain.writeMarker({ ...MARKER, seq: 3 });
    await keychain.writeMarker(MARKER);
    const again = openKeyFile({ path, dataFolder: join(path, "../../data") });
    expect(again.protection).toBe("key-file");
    expect(await again.get("database")).toEqual({ ok: true, value: KEY });
    expect(await again.get("card-master")).toEqual({ ok: true, value: KEY.slice(0, 16) });
    expect(await again.readMarker()).toEqual({ ok: true, value: MARKER });
    await again.delete("database");
    await again.delete("never-there");
    expect(await keychain.get("database")).toEqual({ ok: true, value: undefined });
    expect(await keychain.get("card-master")).toEqual({ ok: true, value: KEY.slice(0, 16) });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}.marker`).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(path, "..")).toSorted()).toEqual(["vafa.keys", "vafa.keys.marker"]);
  });
});

test("key file: one that others can read, a link, and an open folder are refused and left as they are", async () => {
  await inPlace(async ({ path, keychain }) => {
    await keychain.put("database", KEY);
    const before = readFileSync(path);
    for (const mode of [0o640, 0o604, 0o660, 0o602]) {
      chmodSync(path, mode);
      expect(await keychain.get("database")).toMatchObject({ ok: false, error: { refusal: "key-exposed" } });
      expect(await keychain.put("other", KEY)).toMatchObject({ ok: false, error: { refusal: "key-exposed" } });
    }
    chmodSync(path, 0o600);
    chmodSync(join(path, ".."), 0o770);
    expect(await keychain.get("database")).toMatchObject({ ok: false, error: { refusal: "key-exposed" } });
    chmodSync(join(path, ".."), 0o700);
    renameSync(path, `${path}.real`);
    symlinkSync(`${path}.real`, path);
    expect(await keychain.get("database")).toMatchObject({ ok: false, error: { refusal: "key-exposed" } });
    expect(await keychain.put("database", KEY)).toMatchObject({ ok: false, error: { refusal: "key-exposed" } });
    expect(readFileSync(`${path}.real`)).toEqual(before);
  });
});

test("key file: every cut and every changed byte is damage, never a missing secret", async () => {
  await inPlace(async ({ path, keychain }) => {
    await keychain.put("database", KEY);
    await keychain.writeMarker(MARKER);
    for (const [file, read] of [
      [path, () => keychain.get("database")],
      [`${path}.marker`, () => keychain.readMarker()],
    ] as const) {
      const whole = readFileSync(file);
      for (let at = 0; at < whole.length; at++) {
        const bent = Buffer.from(whole);
        bent[at] = (bent[at] ?? 0) ^ 1;
        for (const bytes of [bent, whole.subarray(0, at)]) {
          writeFileSync(file, bytes);
          expect([at, await read()]).toMatchObject([at, { ok: false, error: { refusal: "key-damaged" } }]);
        }
      }
      writeFileSync(file, whole);
    }
  });
});

test("key file: inside the data folder it is a defect; a missing folder is a refusal", async () => {
  await inTempFolder(async (folder) => {
    expect(() => openKeyFile({ path: join(folder, "sub/keys"), dataFolder: folder })).toThrow(
      "outside the data folder",
    );
    const away = openKeyFile({ path: join(folder, "nowhere/keys"), dataFolder: join(folder, "data") });
    expect(await away.get("database")).toMatchObject({ ok: false, error: { refusal: "unreachable" } });
    mkdirSync(join(folder, "data"));
    mkdirSync(join(folder, "keys"), { mode: 0o700 });
    const keychain = openKeyFile({ path: join(folder, "keys/k"), dataFolder: join(folder, "data") });
    await keychain.put("database", KEY);
    linkSync(join(folder, "keys/k"), join(folder, "keys/copy"));
    // A durable write replaces the name, so the other name keeps the old content.
    await keychain.put("database", KEY.subarray(0, 4));
    expect(readFileSync(join(folder, "keys/copy"))).not.toEqual(readFileSync(join(folder, "keys/k")));
    await expect(keychain.put("Bad Name", KEY)).rejects.toThrow("name");
  });
});

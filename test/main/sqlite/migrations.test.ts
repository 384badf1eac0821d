import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { loadMigrations, migrate, TERMINAL_MIGRATIONS } from "../../../src-main/adapters/sqlite/migrations.ts";
import { openKeyed } from "../../../src-main/adapters/sqlite/open-database.ts";
import { inTempFolder, openTestDatabase, TEST_KEY } from "./temp-database.ts";

test("migrations: from scratch every table is STRICT and every foreign key has its table", async () => {
  await inTempFolder((folder) => {
    const db = openTestDatabase(folder).sqlite;
    const tables = db
      .prepare<[], { name: string; strict: number; wr: number }>(
        "SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' " +
          "AND name NOT LIKE 'sqlite_%'",
      )
      .all();
    expect(tables.filter((table) => table.strict !== 1)).toEqual([]);
    expect(tables.map((table) => table.name)).toEqual(expect.arrayContaining(["member_profile", "schema_migration"]));
    expect(tables.find((table) => table.name === "member_name_key")?.wr).toBe(1);
    for (const { name } of tables) {
      const targets = db
        .prepare<[string], { table: string }>('SELECT "table" FROM pragma_foreign_key_list(?)')
        .all(name);
      for (const { table } of targets) expect(tables.map((one) => one.name)).toContain(table);
    }
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    db.close();
  });
});

test("migrations: what the schemas say is what the migrations make", () => {
  const tool = fileURLToPath(new URL("../../../build/generate-migrations.ts", import.meta.url));
  const said = execFileSync(process.execPath, [tool, "--check"], { encoding: "utf8" });
  expect(said).toContain("the migrations are what the schemas say");
});

test("migrations: a changed, a missing and an extra file are the program's damage", async () => {
  await inTempFolder((folder) => {
    const terminal = join(folder, "terminal");
    const fresh = (): void => {
      rmSync(terminal, { recursive: true, force: true });
      cpSync(join(TERMINAL_MIGRATIONS, ".."), folder, { recursive: true });
    };
    const refusal = (): string => {
      const loaded = loadMigrations(terminal);
      return loaded.ok ? "loaded" : loaded.error.refusal;
    };
    fresh();
    const [first] = must(loadMigrations(terminal));
    expect(refusal()).toBe("loaded");
    appendFileSync(join(terminal, first?.name ?? ""), " ");
    expect(refusal()).toBe("program-damaged");
    fresh();
    rmSync(join(terminal, first?.name ?? ""));
    expect(refusal()).toBe("program-damaged");
    fresh();
    writeFileSync(join(terminal, "9999-extra.sql"), "");
    expect(refusal()).toBe("program-damaged");
  });
});

test("migrations: one that fails or leaves an orphan leaves nothing, and the next start tries it again", async () => {
  await inTempFolder((folder) => {
    mkdirSync(join(folder, "terminal"));
    const files: [string, string][] = [];
    const ship = (name: string, sql: string): ReturnType<typeof loadMigrations> => {
      writeFileSync(join(folder, "terminal", name), sql);
      files.push([name, createHash("sha256").update(sql).digest("hex")]);
      writeFileSync(join(folder, "CHECKSUMS"), files.map(([file, sum]) => `${sum}  terminal/${file}\n`).join(""));
      return loadMigrations(join(folder, "terminal"));
    };
    const db = openKeyed({ path: join(folder, "x.db"), key: TEST_KEY, readonly: false });
    const parent = "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;";
    const child = "CREATE TABLE b (a INTEGER NOT NULL REFERENCES a (id)) STRICT;";
    expect(migrate(db, must(ship("0001-init.sql", parent + child)))).toEqual({ ok: true, value: 1 });
    const orphan = ship("0002-orphan.sql", "INSERT INTO b (a) VALUES (1); CREATE TABLE c (id INTEGER) STRICT;");
    expect(() => migrate(db, must(orphan))).toThrow("without their parent");
    expect(db.prepare("SELECT count(*) AS n FROM b").get()).toEqual({ n: 0 });
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'c'").get()).toEqual({ n: 0 });
    expect(db.pragma("foreign_keys", { simple: true })).toBe(1);
    files.pop();
    expect(migrate(db, must(ship("0002-orphan.sql", "CREATE TABLE c (id INTEGER) STRICT;")))).toEqual({
      ok: true,
      value: 1,
    });
    expect(migrate(db, must(loadMigrations(join(folder, "terminal"))))).toEqual({ ok: true, value: 0 });
    db.close();
  });
});

function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CoreCommand, CoreInput } from "../../../src-main/core/counter/core-commands.ts";
import type { CoreHealth } from "../../../src-main/core/counter/core-protocol.ts";
import type { CounterEvent, Presence } from "../../../src-main/core/counter/counter.ts";
import type { SaleOutcome, SellRefusal } from "../../../src-main/core/terminal/sale-outcome.ts";
import type { Secrets } from "../../../src-main/core/terminal/secrets.ts";
import type { Proof } from "../../../src-main/core/verify/prove-ledger.ts";
import { CoreClient, type CoreOptions } from "../../../src-main/shell/core-client.ts";
import { DATABASE_FILE } from "../../../src-main/shell/compose-terminal.ts";
import { foundData } from "../../../src-main/shell/found-data.ts";
import { proveFolder } from "../../../src-main/shell/prove-folder.ts";
import type { Result } from "../../../src-shared/base/result.ts";
import { PLAIN_PROGRAMME } from "../../support/test-shop.ts";

/** A founded shop on disk, and the real core processes that are started on it. */
export interface CoreRig {
  readonly dataFolder: string;
  readonly keyFile: string;
  readonly database: string;
  readonly secrets: Secrets;
  /** Starts a core; without `env` it finds no PC/SC service. */
  start(more?: Pick<CoreOptions, "env" | "printer">): RunningCore;
  prove(): Promise<Proof>;
  remove(): void;
}

/** A supervised core with what it tells. */
export class RunningCore {
  readonly client: CoreClient;
  readonly events: CounterEvent[] = [];
  readonly #prefix: string;
  #commands = 0;

  constructor(options: CoreOptions, prefix: string) {
    this.client = new CoreClient(options);
    this.#prefix = prefix;
    this.client.onEvent((event) => this.events.push(event));
  }

  by(command = `${this.#prefix}.${++this.#commands}`): { readonly command: string; readonly actor: string } {
    return { command, actor: "1.1" };
  }

  /** Asks as the owner. Throws CoreFault. */
  ask<C extends CoreCommand>(command: C, input: CoreInput<C>, by = this.by()): Promise<unknown> {
    return this.client.command(command, by, input);
  }

  /** Asks for something that must be granted; the value. */
  async granted<C extends CoreCommand>(command: C, input: CoreInput<C>): Promise<unknown> {
    // Every command that these tests grant answers with a Result.
    const answer = (await this.ask(command, input)) as Result<unknown, { readonly refusal: string }>;
    if (!answer.ok) throw new Error(answer.error.refusal);
    return answer.value;
  }

  async sell(input: CoreInput<"sell">, by = this.by()): Promise<Result<SaleOutcome, SellRefusal>> {
    // The answer of "sell", by its handler's type.
    return (await this.ask("sell", input, by)) as Result<SaleOutcome, SellRefusal>;
  }

  /** The health once it is of this kind. */
  async health<K extends CoreHealth["kind"]>(kind: K): Promise<CoreHealth & { readonly kind: K }> {
    const is = (health: CoreHealth): health is CoreHealth & { readonly kind: K } => health.kind === kind;
    const now = await this.client.health();
    if (is(now)) return now;
    const changed = Promise.withResolvers<CoreHealth & { readonly kind: K }>();
    const end = this.client.onHealth((health) => {
      if (is(health)) changed.resolve(health);
    });
    return changed.promise.finally(end);
  }

  /** The next presence of this kind after `from` (a length of `events`). */
  async presence<K extends Presence["kind"]>(
    kind: K,
    from = this.events.length,
  ): Promise<Presence & { readonly kind: K }> {
    const is = (presence: Presence): presence is Presence & { readonly kind: K } => presence.kind === kind;
    const look = (): (Presence & { readonly kind: K }) | undefined =>
      this.events
        .slice(from)
        .flatMap((event) => (event.kind === "presence" && is(event.presence) ? [event.presence] : []))[0];
    const seen = Promise.withResolvers<Presence & { readonly kind: K }>();
    const tryNow = (): void => {
      const found = look();
      if (found !== undefined) seen.resolve(found);
    };
    const end = this.client.onEvent(tryNow);
    tryNow();
    return seen.promise.finally(end);
  }

  stop(): void {
    this.client.stop();
  }
}

export async function coreRig(): Promise<CoreRig> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-core-"));
  const places = { dataFolder: join(folder, "data"), keyFile: join(folder, "keys", "keys.json") };
  const settings = { name: "Vafa", locale: "en" as const, staffNames: {} };
  const founded = await foundData({ ...places, programme: PLAIN_PROGRAMME, settings });
  if (!founded.ok) throw new Error(founded.error.detail);
  let cores = 0;
  return {
    ...places,
    database: join(places.dataFolder, DATABASE_FILE),
    secrets: founded.value,
    start: (more = {}) => {
      const env = { PCSCLITE_CSOCK_NAME: join(folder, "no-service"), ...more.env };
      return new RunningCore({ ...places, ...more, env }, `core${++cores}`);
    },
    prove: async () => {
      const proof = await proveFolder(places.dataFolder, places.keyFile);
      if (!proof.ok) throw new Error(proof.error.detail);
      return proof.value;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

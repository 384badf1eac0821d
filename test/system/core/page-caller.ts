import { readFileSync } from "node:fs";
import type { EntryName, InputOf, PageEvent, ValueOf } from "../../../src-shared/contract/contract.ts";
import type { CounterState } from "../../../src-shared/contract/counter-state.ts";
import type { CoreReply } from "../../../src-main/core/counter/core-protocol.ts";
import type { RunningCore } from "./core-rig.ts";

/** Every page has ids of its own: one command's id never comes twice from different hands. */
let pages = 0;

/** A page on a real core process: it calls through the contract and hears the events. */
export class PageCaller {
  readonly events: PageEvent[] = [];
  readonly #core: RunningCore;
  readonly #no = ++pages;
  #serial = 0;

  constructor(core: RunningCore) {
    this.#core = core;
    core.client.onPageEvent((event) => this.events.push(event));
  }

  /** The core's answer as it came, also when there is none. */
  ask<N extends EntryName>(name: N, input: InputOf<N>, command?: string): Promise<CoreReply> {
    const id = command ?? `page${this.#no}-${String(++this.#serial).padStart(6, "0")}`;
    return this.#core.client.call({ name, input, command: id });
  }

  /** The value of a call that must be granted. */
  async must<N extends EntryName>(name: N, input: InputOf<N>, command?: string): Promise<ValueOf<N>> {
    const reply = await this.ask(name, input, command);
    if (reply.kind === "fault") throw new Error(`${name}: ${reply.fault} ${reply.refusal?.refusal ?? ""}`);
    // Checked by the core against the entry's schema.
    const answer = reply.answer as { ok: true; value: ValueOf<N> } | { ok: false; error: { refusal: string } };
    if (!answer.ok) throw new Error(`${name}: ${answer.error.refusal}`);
    return answer.value;
  }

  /** Gives the owner a PIN by the recovery sheet, as after a lost one, and signs in. */
  async enter(): Promise<void> {
    const { file } = (await this.#core.granted("recovery-sheet", {})) as { readonly file: string };
    await this.must("staff.recover-owner", { sheet: readFileSync(file, "utf8"), pin: "4821" });
    await this.must("session.sign-in", { staff: "1.1", pin: "4821" });
  }

  state(): Promise<CounterState> {
    return this.must("counter.state", {});
  }
}

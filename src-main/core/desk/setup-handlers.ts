import { err, ok } from "../../../src-shared/base/result.ts";
import type { InputOf, ValueOf } from "../../../src-shared/contract/contract.ts";
import type { setupContract } from "../../../src-shared/contract/settings-contract.ts";
import type { SetupDesk } from "../ports/setup-desk.ts";
import type { LedgerRead } from "../ports/store.ts";
import { readNewShop } from "../terminal/new-shop.ts";
import { STATE_SETUP } from "../terminal/found-shop.ts";
import { asPermitted, type DeskCall } from "./desk-parts.ts";
import type { Answered, DeskRefused, HandlersOf } from "./handlers.ts";
import type { SettingsParts } from "./settings-parts.ts";

type Step = ValueOf<"setup.state">["step"];
/** The steps of a first start, in their order. */
const STEPS: readonly Step[] = ["shop", "hardware", "data", "staff", "members", "done"];
const DETAIL_MAX = 300;

/** A machine without a shop. */
export interface SetupParts {
  readonly setup: SetupDesk;
}

/** The contract's entries of a first start, on a machine without a shop. */
export const FIRST_START_HANDLERS: HandlersOf<typeof setupContract, SetupParts> = {
  "setup.state": async ({ setup }) => {
    const ports = (await setup.ports()).map(({ path, name }) => ({ path, name }));
    const readers = setup.readers().slice(0, 20);
    const { dataFolder } = setup;
    return ok({ isNeeded: true, step: "shop", dataFolder, readers, ports });
  },
  "setup.found": foundCall,
  "setup.step-done": async () => err({ refusal: "setup-needed" }),
  "setup.restore": restoreCall,
};

/** The same on a machine that has one: what is left of an interrupted set-up goes on. */
export const SET_UP_HANDLERS: HandlersOf<typeof setupContract, SettingsParts> = {
  "setup.state": async ({ terminal, machine, dataFolder }) => {
    const ports = (await machine.serialPorts()).map(({ path, name }) => ({ path, name }));
    const readers = machine.readers().map(({ name }) => name);
    const step = setupStep(terminal.store.read);
    return ok({ isNeeded: false, step, dataFolder, readers: readers.slice(0, 20), ports });
  },
  "setup.found": async () => err({ refusal: "setup-done" }),
  "setup.step-done": stepDoneCall,
  "setup.restore": async () => err({ refusal: "setup-done" }),
};

async function foundCall(
  { setup }: SetupParts,
  call: DeskCall,
  input: InputOf<"setup.found">,
): Promise<Answered<"setup.found">> {
  const shop = readNewShop(input);
  if (!shop.ok) return shop;
  const made = await setup.found(shop.value, call.command);
  return made.ok ? ok({}) : err(shortened(made.error));
}

async function restoreCall(
  { setup }: SetupParts,
  _call: DeskCall,
  input: InputOf<"setup.restore">,
): Promise<Answered<"setup.restore">> {
  const done = await setup.restore(input);
  return done.ok ? ok({}) : err(shortened(done.error));
}

function stepDoneCall(
  parts: SettingsParts,
  call: DeskCall,
  { step }: InputOf<"setup.step-done">,
): Promise<Answered<"setup.step-done">> {
  return asPermitted<Record<string, never>, DeskRefused>(parts, call, { act: "staff" }, () => {
    const { store } = parts.terminal;
    const next = STEPS[STEPS.indexOf(step) + 1] ?? "done";
    // A step that was done before does not bring an earlier one back.
    const isLater = STEPS.indexOf(next) > STEPS.indexOf(setupStep(store.read));
    if (isLater) store.transaction((tx) => tx.putState(STATE_SETUP, next));
    return ok({});
  });
}

/** Where the set-up of a shop is; one that was not set up on this page is done. */
function setupStep(read: Pick<LedgerRead, "state">): Step {
  const step = read.state(STATE_SETUP);
  return STEPS.find((each) => each === step) ?? "done";
}

function shortened<R extends { readonly detail?: string }>(refused: R): R {
  return refused.detail === undefined ? refused : { ...refused, detail: refused.detail.slice(0, DETAIL_MAX) };
}

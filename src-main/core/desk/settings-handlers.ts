import { isPrintable } from "../../../src-shared/base/printable.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { CanonicalValue } from "../../../src-shared/base/canonical.ts";
import type { InputOf } from "../../../src-shared/contract/contract.ts";
import type { Settings } from "../../../src-shared/contract/settings-contract.ts";
import { chosenProfile } from "../../../src-shared/printer/printer-settings.ts";
import { testPage } from "../../../src-shared/receipt/test-page.ts";
import { isReaderLocked } from "../counter/reader-lock.ts";
import { billPrograms, addProgram, removeProgram } from "../terminal/bill-programs.ts";
import { once } from "../terminal/command.ts";
import { programmeOf } from "../terminal/context.ts";
import { deskPaper } from "../terminal/desk-paper.ts";
import { deskSettings } from "../terminal/desk-settings.ts";
import { lookOf } from "../terminal/look.ts";
import { machineSettings } from "../terminal/machine-settings.ts";
import { confirmOldMachineGone } from "../terminal/new-epoch.ts";
import { noteAct } from "../terminal/note-act.ts";
import { receiptChoices } from "../terminal/receipt-settings.ts";
import { shopSettings } from "../terminal/shop-settings.ts";
import { asPermitted, lookingAs, type DeskCall } from "./desk-parts.ts";
import type { Answered, DeskRefused } from "./handlers.ts";
import { applySettings, settingsFault } from "./change-settings.ts";
import type { SettingsParts } from "./settings-parts.ts";

/** A test page that nobody printed within this is not wanted any more. */
const TEST_LASTS_MS = 10 * 60_000;
const PORTS_MAX = 50;
/** Standing warnings are few; the contract's list holds as many. */
const WARNINGS_MAX = 10;

/** Everything that a settings page shows. */
export async function settingsCall(parts: SettingsParts): Promise<Answered<"settings.get">> {
  const looking = lookingAs(parts);
  return looking.ok ? ok(settingsOf(parts)) : looking;
}

/** Changes settings; each change is noted. Printer, doors and pages follow at once. */
export async function changeSettingsCall(
  parts: SettingsParts,
  call: DeskCall,
  input: InputOf<"settings.change">,
): Promise<Answered<"settings.change">> {
  const { terminal, machine } = parts;
  const changed = await asPermitted<object, DeskRefused>(parts, call, { act: "settings" }, (by) => {
    const fault = settingsFault(parts, input);
    if (fault !== undefined) return err(fault);
    // Parsed by the contract's schema: plain data without undefined.
    const request = input as CanonicalValue;
    return once<Record<string, never>, DeskRefused>(terminal, { name: "settings", by, request }, (tx) => {
      applySettings(tx, terminal.crypto, input);
      noteAct(terminal, tx, by, { act: "settings-changed" });
      return ok({});
    });
  });
  if (!changed.ok) return changed;
  if (input.printer !== undefined) machine.usePrinter();
  if (input.backupFolder !== undefined) machine.useBackups();
  if (input.customerDisplay !== undefined || input.billApi !== undefined) parts.doors.changed();
  return ok({});
}

export async function portsCall(parts: SettingsParts): Promise<Answered<"settings.ports">> {
  const looking = lookingAs(parts);
  if (!looking.ok) return looking;
  const serial = (await parts.machine.serialPorts()).map((port) => ({ transport: "serial" as const, ...port }));
  const devices = (await parts.machine.devicePorts()).map((port) => ({ transport: "device" as const, ...port }));
  const found = [...devices, ...serial].slice(0, PORTS_MAX - 1);
  const { transport, path, identity } = machineSettings(parts.terminal.store.read).printer;
  const isThere = path === "" || found.some((port) => port.path === path);
  return ok({ ports: isThere ? found : [...found, { transport, path, name: "", identity }] });
}

/** Prints a page that shows every part of a receipt, through the spool as any other paper. */
export function testPrinterCall(parts: SettingsParts, call: DeskCall): Promise<Answered<"settings.test-printer">> {
  const { terminal, machine } = parts;
  return asPermitted<{ readonly job: number }, DeskRefused>(parts, call, { act: "reprint" }, () => {
    if (!machine.hasPrinter()) return err({ refusal: "printer-not-set" });
    const subject = `test/${call.command}`;
    const atMs = terminal.clock.wallMs();
    const { widthDots, dpi } = chosenProfile(machine.printer());
    terminal.store.transaction((tx) => {
      const document = testPage({ ...deskPaper(tx, atMs), widthDots, dpi });
      tx.enqueuePrint({ subject, document, atMs, lastsMs: TEST_LASTS_MS });
    });
    return ok({ job: machine.jobOf(subject) });
  });
}

export async function testReaderCall(parts: SettingsParts): Promise<Answered<"settings.test-reader">> {
  const looking = lookingAs(parts);
  return looking.ok ? ok(await parts.machine.probeReader()) : looking;
}

export function unlockReaderCall(
  parts: SettingsParts,
  call: DeskCall,
  input: InputOf<"settings.unlock-reader">,
): Promise<Answered<"settings.unlock-reader">> {
  return asPermitted(parts, call, { act: "unlock-reader" }, async (by) => {
    const { terminal, counter } = parts;
    await counter.unlock(by, input.reader);
    terminal.store.transaction((tx) => noteAct(terminal, tx, by, { act: "reader-unlocked" }));
    return ok({});
  });
}

/** The owner's word that the machine before a restore no longer works: spending opens again. */
export function oldMachineGoneCall(
  parts: SettingsParts,
  call: DeskCall,
): Promise<Answered<"settings.old-machine-gone">> {
  return asPermitted(parts, call, { act: "owner-keys" }, (by) => {
    confirmOldMachineGone(parts.terminal.store, parts.terminal, by);
    return ok({});
  });
}

export function pairingCodeCall(parts: SettingsParts, call: DeskCall): Promise<Answered<"display.pairing-code">> {
  type Code = { readonly code: string; readonly untilMs: number };
  return asPermitted<Code, DeskRefused>(parts, call, { act: "settings" }, () => {
    if (parts.isTraining) return err({ refusal: "not-in-training" });
    const code = parts.doors.pairingCode();
    return code === undefined ? err({ refusal: "display-off" }) : ok(code);
  });
}

export function forgetDisplaysCall(parts: SettingsParts, call: DeskCall): Promise<Answered<"display.forget">> {
  return asPermitted(parts, call, { act: "settings" }, (by) => {
    const { terminal, doors } = parts;
    terminal.store.transaction((tx) => noteAct(terminal, tx, by, { act: "displays-forgotten" }));
    doors.forget();
    return ok({});
  });
}

/** Lets a program hand bills over. The answer has its token: nobody can show it a second time. */
export function addProgramCall(
  parts: SettingsParts,
  call: DeskCall,
  input: InputOf<"bill-api.add-program">,
): Promise<Answered<"bill-api.add-program">> {
  const { terminal } = parts;
  const name = input.name.trim();
  type Made = { readonly id: string; readonly token: string };
  return asPermitted<Made, DeskRefused>(parts, call, { act: "settings" }, (by) => {
    if (parts.isTraining) return err({ refusal: "not-in-training" });
    if (name === "" || !isPrintable(name)) return err({ refusal: "program-name", field: "name" });
    return terminal.store.transaction((tx): Result<Made, DeskRefused> => {
      const made = addProgram(tx, terminal, { name, atMs: terminal.clock.wallMs() });
      if (made === undefined) return err({ refusal: "programs-too-many" });
      noteAct(terminal, tx, by, { act: "program-added" });
      return ok(made);
    });
  });
}

export function removeProgramCall(
  parts: SettingsParts,
  call: DeskCall,
  input: InputOf<"bill-api.remove-program">,
): Promise<Answered<"bill-api.remove-program">> {
  const { terminal } = parts;
  type Empty = Record<string, never>;
  return asPermitted<Empty, DeskRefused>(parts, call, { act: "settings" }, (by) =>
    terminal.store.transaction((tx): Result<Empty, DeskRefused> => {
      if (!removeProgram(tx, input.id)) return err({ refusal: "program-unknown" });
      noteAct(terminal, tx, by, { act: "program-removed" });
      return ok({});
    }),
  );
}

function settingsOf({ terminal, machine, doors }: SettingsParts): Settings {
  const { read } = terminal.store;
  const { name, address = "", phone = "", footer = "" } = shopSettings(read);
  const { drawer, ...limits } = deskSettings(read);
  const set = machineSettings(read);
  const given = machine.printerGiven();
  const [newest] = machine.backups();
  const { version, document } = programmeOf(read);
  const { displayUrls, billUrl } = doors.opened();
  const programs = billPrograms(read).map(({ tokenHash: _hash, ...program }) => program);
  return {
    shop: { name, address, phone, footer },
    display: lookOf(read),
    printer: { ...set.printer, drawer },
    printerGiven: given === undefined ? null : { path: given.path, baudRate: given.baudRate, profile: given.profile },
    reader: { readers: machine.readers().map((each) => ({ ...each, locked: isReaderLocked(read, each.id) })) },
    backup: {
      folder: machine.backupFolder(),
      lastAtMs: newest?.atMs ?? null,
      warnings: machine.notices().slice(0, WARNINGS_MAX),
      sheetMadeAtMs: set.sheetMadeAtMs,
    },
    limits,
    customerDisplay: { isOn: set.customerDisplay, port: 0, urls: [...displayUrls], paired: doors.paired() },
    billApi: { isOn: set.billApi, url: billUrl, programs },
    sound: set.sound,
    receipt: receiptChoices(read),
    programme: { version, document: { ...document } },
    version: machine.version,
  };
}

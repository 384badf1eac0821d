import { fromHex } from "../../../src-shared/base/bytes.ts";
import { identifyClassic, writeSlot } from "../../../src-main/core/card/classic.ts";
import { issueClassic } from "../../../src-main/core/card/classic-issue.ts";
import { cardChannel, type PcscDriverName } from "../../../src-main/core/ports/card-reader.ts";
import { seededBytes } from "../../virtual/card/seeded-bytes.ts";
import { deliveredCard } from "../../virtual/card/virtual-card.ts";
import { startVirtualPcsc } from "../../virtual/pcscd/virtual-pcsc.ts";
import { arrival, readerRig, rigClock } from "./reader-rig.ts";

const keys = { keyA: fromHex("a1b2c3d4e5f6"), keyB: fromHex("0f1e2d3c4b5a") };
const recognise = () => false;

/** Medians over the taps, in milliseconds; APDUs of a read, and of a read and a debit, the UID's among them. */
export interface CardIoFigures {
  readonly readApdus: number;
  readonly debitApdus: number;
  /** One APDU, the way through the reader process included. */
  readonly apduMs: number;
  /** From the driver's event to `card-arrived` in the asking process, with connecting and the UID's APDU. */
  readonly eventToArrivedMs: number;
}

/** Measures `taps` taps of a Classic card through a real pcscd; `fast: false` leaves out the fast accept(). */
export async function measureCardIo(options: {
  readonly driver: PcscDriverName;
  readonly fast: boolean;
  readonly taps: number;
}): Promise<CardIoFigures> {
  const { driver, fast, taps } = options;
  const pcsc = await startVirtualPcsc({ fast });
  const rig = readerRig({ env: pcsc.env, driver });
  await rig.state("ready");
  const card = deliveredCard("04a1b2c3");
  const [lagsMs, readsMs, debitsMs]: [number[], number[], number[]] = [[], [], []];
  let [readApdus, debitApdus] = [0, 0];
  for (let i = 0; i <= taps; i++) {
    card.arm(undefined);
    let mark = rig.events.length;
    await pcsc.insert(card);
    const { session, atMs } = await arrival(rig, "00", mark);
    const channel = cardChannel(rig.port, session);
    const beginMs = rigClock.monotonicMs();
    if (i === 0) {
      const blocks = { header: seededBytes(1)(16), slotA: seededBytes(2)(16), slotB: seededBytes(3)(16) };
      await issueClassic(channel, { keys, blocks, recognise, consent: "blank-only" });
    } else {
      lagsMs.push(lag(rig.arrivedMs, session) - atMs);
      await identifyClassic(channel, { keys, recognise });
      readApdus = card.apdusSinceArmed();
      const readMs = rigClock.monotonicMs();
      await writeSlot(channel, { slot: "B", bytes: seededBytes(i)(16) });
      debitApdus = card.apdusSinceArmed();
      readsMs.push((readMs - beginMs) / (readApdus - 1));
      debitsMs.push((rigClock.monotonicMs() - readMs) / (debitApdus - readApdus));
    }
    mark = rig.events.length;
    await pcsc.remove();
    await rig.next("card-gone", mark);
  }
  rig.close();
  await pcsc.stop();
  return {
    readApdus,
    debitApdus,
    apduMs: median([...readsMs, ...debitsMs]),
    eventToArrivedMs: median(lagsMs),
  };
}

function lag(arrivedMs: ReadonlyMap<number, number>, session: number): number {
  return arrivedMs.get(session) ?? Number.NaN;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) * 100) / 100;
}

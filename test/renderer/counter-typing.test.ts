import { describe, expect, test } from "vitest";
import { createAmountSender } from "../../src-renderer/counter/amount-sender.ts";
import { ACT_LETTERS, counterKey } from "../../src-renderer/counter/counter-key.ts";
import { type Entry, isMobileLike, typedNumber, withDigits, withoutLast } from "../../src-renderer/counter/entry.ts";
import { createKeyReader } from "../../src-renderer/counter/key-reader.ts";
import { burstWith, scannedText, type Stroke } from "../../src-renderer/counter/scan-burst.ts";

const PLAIN = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, isComposing: false };
const key = (text: string, code: string, other: Partial<typeof PLAIN> = {}) =>
  counterKey({ key: text, code, ...PLAIN, ...other });

/** The strokes of `text` on an American keyboard, `gapMs` apart; `shown` is what the layout made of them. */
function strokes(text: string, gapMs: number, shown = text): Stroke[] {
  return Array.from(text).map((char, at) => ({
    text: Array.from(shown)[at] ?? "",
    code: /[0-9]/.test(char) ? `Digit${char}` : char === ":" ? "Semicolon" : `Key${char.toUpperCase()}`,
    shift: char === ":" || /[A-Z]/.test(char),
    atMs: 1000 + at * gapMs,
  }));
}
const burstOf = (all: readonly Stroke[]) =>
  all.reduce<readonly Stroke[]>((burst, stroke) => burstWith(burst, stroke), []);

describe("a scanner and a hand are told apart", () => {
  test("a fast run that Enter ends is what the scanner sent", () => {
    const all = strokes("6260152400012", 12);
    expect(scannedText(burstOf(all), (all.at(-1)?.atMs ?? 0) + 12)).toBe("6260152400012");
  });

  test("under a Persian layout letters, digits and signs are mapped back to the scanner's own keyboard", () => {
    const all = strokes("VAFA:M:7k", 10, "رَإآَ:ئ:۷ن");
    expect(scannedText(burstOf(all), 1000 + all.length * 10)).toBe("VAFA:M:7k");
  });

  test("a short code at a machine's speed is a scan: its Enter must not pay", () => {
    const all = strokes("4021", 3);
    expect(scannedText(burstOf(all), 1000 + 4 * 3)).toBe("4021");
  });

  test("a hand is no scanner: too slow, too short for a barcode, or Enter long after", () => {
    const slow = strokes("6260152400012", 31);
    expect(scannedText(burstOf(slow), (slow.at(-1)?.atMs ?? 0) + 31)).toBeNull();
    const amount = strokes("1250000", 15);
    expect(scannedText(burstOf(amount), 1000 + 7 * 15)).toBeNull();
    const three = strokes("125", 2);
    expect(scannedText(burstOf(three), 1000 + 3 * 2)).toBeNull();
    const enterByHand = strokes("1250", 5);
    expect(scannedText(burstOf(enterByHand), 1000 + 3 * 5 + 12)).toBeNull();
    const late = strokes("6260152400012", 5);
    expect(scannedText(burstOf(late), 5000)).toBeNull();
  });
});

describe("the reader of keys", () => {
  function reader() {
    const did: string[] = [];
    let timers: (() => void)[] = [];
    const read = createKeyReader({
      apply: (one) => did.push(one.kind === "digits" ? one.digits : one.kind === "act" ? one.act : one.kind),
      scan: (text) => did.push(`scan ${text}`),
      mark: () => {
        const before = [...did];
        return () => void did.splice(0, did.length, ...before);
      },
      stir: () => undefined,
      after: (work) => {
        timers.push(work);
        return () => void (timers = timers.filter((one) => one !== work));
      },
    });
    const strike = (all: readonly Stroke[]): void => {
      for (const stroke of all) read.press(key(stroke.text, stroke.code), stroke, stroke.atMs);
    };
    return { did, read, strike, quiet: () => timers.splice(0).forEach((work) => work()) };
  }

  test("typed digits act at once, in their order", () => {
    const { did, strike } = reader();
    strike(strokes("1250", 90));
    expect(did).toEqual(["1", "2", "5", "0"]);
  });

  test("a scan leaves nothing behind but its text, whatever letters are in it", () => {
    const { did, read, strike } = reader();
    strike(strokes("7", 90));
    strike(strokes("VAFA:M:7k", 10).map((stroke) => ({ ...stroke, atMs: stroke.atMs + 500 })));
    read.press({ kind: "enter" }, null, 1500 + 9 * 10);
    expect(did).toEqual(["7", "scan VAFA:M:7k"]);
  });

  test("a fast hand loses nothing: its keys act after a moment's silence, or before Enter", () => {
    const first = reader();
    first.strike(strokes("12500", 15));
    first.quiet();
    expect(first.did).toEqual(["1", "2", "5", "0", "0"]);
    const second = reader();
    second.strike(strokes("12500", 15));
    second.read.press({ kind: "enter" }, null, 1000 + 5 * 15);
    expect(second.did).toEqual(["1", "2", "5", "0", "0", "enter"]);
  });

  test("a scanner's second Enter finishes no sale; a person's does", () => {
    const { did, read, strike } = reader();
    strike(strokes("6260152400012", 2));
    for (const atMs of [1026, 1028, 1400]) read.press({ kind: "enter" }, null, atMs);
    expect(did).toEqual(["scan 6260152400012", "enter"]);
  });

  test("a letter acts after a moment's silence", () => {
    const { did, strike, quiet } = reader();
    strike(strokes("b", 90));
    expect(did).toEqual([]);
    quiet();
    expect(did).toEqual(["bank-card"]);
  });
});

describe("keys of the counter", () => {
  test("digits of three scripts are digits; the number pad's point is three zeros", () => {
    expect(key("۷", "Digit7")).toEqual({ kind: "digits", digits: "7" });
    expect(key("٧", "Digit7")).toEqual({ kind: "digits", digits: "7" });
    expect(key("7", "Numpad7")).toEqual({ kind: "digits", digits: "7" });
    expect(key(".", "NumpadDecimal")).toEqual({ kind: "digits", digits: "000" });
    expect(key("Delete", "NumpadDecimal")).toEqual({ kind: "clear" });
  });

  test("letters are found by where they lie, so a Persian layout changes nothing", () => {
    expect(key("ز", "KeyC")).toEqual({ kind: "act", act: "cash" });
    for (const shown of ["k", "K", "ن"]) expect(key(shown, "KeyK"), shown).toEqual({ kind: "act", act: "drawer" });
    expect(key("؟", "Slash", { shiftKey: true })).toEqual({ kind: "act", act: "help" });
    expect(key("c", "KeyC", { ctrlKey: true })).toBeNull();
    expect(key("ش", "KeyA", { isComposing: true })).toBeNull();
    expect(key("Tab", "Tab")).toBeNull();
  });

  test("no two acts have one letter", () => {
    const letters = Object.values(ACT_LETTERS);
    expect(new Set(letters).size).toBe(letters.length);
    for (const [act, letter] of Object.entries(ACT_LETTERS))
      expect(key(letter.toLowerCase(), `Key${letter}`)).toEqual({ kind: "act", act });
  });
});

describe("what is typed", () => {
  const type = (text: string, entry: Entry = { target: "bill", digits: null }): Entry =>
    Array.from(text).reduce<Entry>((now, digit) => withDigits(now, digit, ""), entry);

  test("is a number without leading zeros, and goes on from what stood there", () => {
    expect(typedNumber(type("0050"))).toBe(50);
    expect(typedNumber(withDigits({ target: "bill", digits: null }, "000", "125"))).toBe(125_000);
    expect(typedNumber(withoutLast({ target: "bill", digits: null }, "125"))).toBe(12);
  });

  test("is a mobile number when it begins with 09; no amount does", () => {
    expect(isMobileLike(type("09123456789"))).toBe(true);
    expect(typedNumber(type("0912"))).toBeNull();
    expect(isMobileLike(type("9123456789"))).toBe(false);
    expect(type("09123456789").digits).toBe("09123456789");
    // Also where the cash of a basket is typed: who types a mobile number there and Enter has paid nothing.
    expect(isMobileLike(type("09", { target: "given", digits: null }))).toBe(true);
    expect(typedNumber(type("0912", { target: "given", digits: null }))).toBeNull();
    expect(isMobileLike(type("09", { target: "bank", digits: null }))).toBe(false);
  });

  test("has an end: a digit too many changes nothing", () => {
    expect(type("12345678901234567").digits).toBe("1234567890123");
  });
});

test("amounts go out one at a time, in order, the newest once; flush waits for it", async () => {
  const sent: number[] = [];
  const answers: (() => void)[] = [];
  const sender = createAmountSender({
    send: (amountMinor) => {
      sent.push(amountMinor);
      return new Promise((resolve) => answers.push(() => resolve({ revision: amountMinor })));
    },
    after: (work) => {
      work();
      return () => {};
    },
    waitMs: 0,
  });
  sender.set(1);
  sender.set(12);
  sender.set(125);
  const flushed = sender.flush();
  expect(sent).toEqual([1]);
  answers.shift()?.();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(sent).toEqual([1, 125]);
  answers.shift()?.();
  expect(await flushed).toEqual({ revision: 125 });
  expect(sender.isIdle()).toBe(true);
});

test("a timer that finds its amount gone already leaves the sender able to send the next one", async () => {
  const sent: number[] = [];
  const timers: (() => void)[] = [];
  const sender = createAmountSender({
    send: (amountMinor) => {
      sent.push(amountMinor);
      return Promise.resolve({ revision: amountMinor });
    },
    after: (work) => {
      timers.push(work);
      // A timer that is due can't be called back any more.
      return () => undefined;
    },
    waitMs: 40,
  });
  const fire = (): void => timers.splice(0).forEach((work) => work());
  for (const amountMinor of [1, 12, 125]) {
    sender.set(amountMinor);
    expect(await sender.flush()).toEqual({ revision: amountMinor });
    fire();
    expect(sender.isIdle()).toBe(true);
  }
  expect(sent).toEqual([1, 12, 125]);
});

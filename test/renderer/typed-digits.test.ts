import { describe, expect, test } from "vitest";
import { caretForDeletion, typedCode, typedDigits } from "../../src-renderer/kit/typed-digits.ts";

/** What is in the field, with `|` where the caret stands, after `keys` were typed at the caret of `before`. */
function typing(before: string, keys: string, digits: "persian" | "latin" = "persian"): string {
  let shown = before;
  for (const key of keys) {
    const typed = shown.replace("|", `${key}|`);
    const caret = typed.indexOf("|");
    const now = typedDigits(typed.replace("|", ""), caret, digits);
    shown = `${now.text.slice(0, now.caret)}|${now.text.slice(now.caret)}`;
  }
  return shown;
}

describe("an amount while it is typed", () => {
  test.each(["۱۲۳۴۵۶۷", "1234567", "١٢٣٤٥٦٧"])("%s is grouped in the screen's own digits", (keys) => {
    expect(typing("|", keys)).toBe("۱٬۲۳۴٬۵۶۷|");
    expect(typing("|", keys, "latin")).toBe("1,234,567|");
  });

  test("the caret keeps the digits to its right", () => {
    expect(typing("۱٬۲|۳۴", "9")).toBe("۱۲٬۹|۳۴");
    expect(typing("|۲۳۴", "1")).toBe("۱|٬۲۳۴");
  });

  test("deleting beside a separator takes the digit behind it", () => {
    expect(caretForDeletion("۱٬۲۳۴", 2, "Backspace")).toBe(1);
    expect(caretForDeletion("۱٬۲۳۴", 1, "Delete")).toBe(2);
    expect(caretForDeletion("۱٬۲۳۴", 3, "Backspace")).toBe(3);
    expect(caretForDeletion("", 0, "Delete")).toBe(0);
  });

  test("what is no digit changes nothing, and leaves the caret", () => {
    expect(typing("۱٬۲|۳۴", "x")).toBe("۱٬۲|۳۴");
  });

  test("a pasted price is read; leading zeros go; more than 13 digits do not fit", () => {
    expect(typedDigits("۱٬۲۳۴٬۵۶۷ تومان", 15, "persian").digits).toBe("1234567");
    expect(typedDigits("0050", 4, "latin")).toEqual({ digits: "50", text: "50", caret: 2 });
    expect(typedDigits("0", 1, "latin").digits).toBe("0");
    expect(typedDigits("12345678901234", 14, "latin").digits).toBe("1234567890123");
    expect(typedDigits("", 0, "persian")).toEqual({ digits: "", text: "", caret: 0 });
  });
});

test("a mobile number keeps its zero and is not grouped", () => {
  expect(typedCode("۰۹۱۲-345", 8, "persian", 14)).toEqual({ digits: "0912345", text: "۰۹۱۲۳۴۵", caret: 7 });
});

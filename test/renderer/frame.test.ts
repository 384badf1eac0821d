import { describe, expect, test } from "vitest";
import { frameAct } from "../../src-renderer/shell/page-keys.ts";
import { routeOf } from "../../src-renderer/shell/router.ts";

const PAGES = [{ path: "" }, { path: "members", key: "F3" }];
const PLAIN = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, defaultPrevented: false };

describe("keys of the frame", () => {
  const press = (key: string, other: Partial<typeof PLAIN & { isComposing: boolean }> = {}, covered = false): unknown =>
    frameAct({ key, ...PLAIN, ...other }, PAGES, () => covered);

  test("a function key opens its page, Esc goes back", () => {
    expect(press("F3")).toEqual({ act: "open", path: "members" });
    expect(press("Escape")).toEqual({ act: "back" });
  });

  test("keys that type, keys of nobody and keys with a modifier are left alone", () => {
    for (const key of ["1", "a", "Enter", "F9", "Backspace", "Tab"]) expect(press(key)).toBeNull();
    expect(press("F3", { altKey: true })).toBeNull();
    expect(press("F3", { ctrlKey: true })).toBeNull();
  });

  test("what lies over the page, or has dealt with the key, goes first", () => {
    expect(press("Escape", {}, true)).toBeNull();
    expect(press("F3", {}, true)).toBeNull();
    expect(press("Escape", { defaultPrevented: true })).toBeNull();
    expect(press("Escape", { isComposing: true })).toBeNull();
  });
});

test("an address names a page and what is the page's own", () => {
  expect(routeOf("")).toEqual({ path: "", rest: [] });
  expect(routeOf("#/members/1.7/history")).toEqual({ path: "members", rest: ["1.7", "history"] });
  expect(routeOf("#/members/%D8%A2")).toEqual({ path: "members", rest: ["آ"] });
  expect(routeOf("#/members/%")).toEqual({ path: "members", rest: ["%"] });
});

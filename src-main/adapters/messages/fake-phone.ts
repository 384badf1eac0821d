import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { MessagePort, TextMessage } from "../../core/ports/messages.ts";
import { writeFileDurably } from "../files/durable-file.ts";

/** A text as it lies on the fake phone. */
export interface PhoneText extends TextMessage {
  /** In the order in which they came, from 1. */
  readonly n: number;
}

/** While a file of this name lies in the folder, the fake has no network. */
export const PHONE_OFF = "off";
const TEXT = /^(\d{6})-[0-9a-f]{8}\.json$/;

/**
 * The named fake of a gateway, for the demo and for tests: one phone for all numbers, a file in `folder` for each text
 * that came. It knows no ids: what is sent twice lies there twice, so that a test sees it.
 */
export function fakePhone(folder: string): MessagePort {
  mkdirSync(folder, { recursive: true });
  return {
    gateway: "fake-phone",
    send: (message) => {
      if (existsSync(join(folder, PHONE_OFF))) return Promise.resolve("away");
      const n = namesOf(folder).length + 1;
      const mark = createHash("sha256").update(`${n}/${message.id}`).digest("hex").slice(0, 8);
      writeFileDurably(join(folder, `${String(n).padStart(6, "0")}-${mark}.json`), JSON.stringify({ ...message, n }));
      return Promise.resolve("accepted");
    },
  };
}

/** The texts on the fake phone of `folder`, oldest first; the last `limit` of them. */
export function phoneTexts(folder: string, limit: number): readonly PhoneText[] {
  // Written above only.
  return namesOf(folder)
    .slice(-limit)
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as PhoneText);
}

function namesOf(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => TEXT.test(name))
        .toSorted()
    : [];
}

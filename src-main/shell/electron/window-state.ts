import { readFileSync } from "node:fs";
import { z } from "zod";
import { writeFileDurably } from "../../adapters/files/durable-file.ts";

const place = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(800).max(20_000),
  height: z.int().min(600).max(20_000),
  isMaximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof place>;

/** A rectangle of the desktop. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As much of the window as must be on a screen, so that a person can reach it. */
const SEEN_MIN = 100;

/** Where the window was, or undefined: nothing was kept, or that screen is gone. */
export function readWindowPlace(file: string, screens: readonly Area[]): WindowPlace | undefined {
  try {
    const kept = place.parse(JSON.parse(readFileSync(file, "utf8")));
    return screens.some((screen) => isSeen(kept, screen)) ? kept : undefined;
  } catch {
    // Never kept, or not by us: the window opens as at first.
    return undefined;
  }
}

export function keepWindowPlace(file: string, kept: WindowPlace): void {
  writeFileDurably(file, JSON.stringify(kept));
}

function isSeen(window: Area, screen: Area): boolean {
  const wide = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const high = Math.min(window.y + window.height, screen.y + screen.height) - Math.max(window.y, screen.y);
  return wide >= SEEN_MIN && high >= SEEN_MIN;
}

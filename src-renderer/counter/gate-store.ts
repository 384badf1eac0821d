import { create } from "zustand";
import type { CounterKey } from "./counter-key.ts";
import { type KeyGate, openGate } from "./key-gate.ts";

/** Everything that can be pressed or scanned at the counter and that has its place in the order of keys. */
export type Strike =
  | CounterKey
  /** The button of Enter: finishes the bill wherever digits go at the moment. */
  | { readonly kind: "finish" }
  /** The result was seen. */
  | { readonly kind: "next" }
  | { readonly kind: "given"; readonly givenMinor: number | null }
  | { readonly kind: "scan"; readonly text: string }
  | { readonly kind: "add"; readonly code: string };

/** The one gate of this page. */
export const useGate = create<KeyGate<Strike>>(() => openGate());

/** The gate as it stands. */
export function gateNow(): KeyGate<Strike> {
  return useGate.getState();
}

/** Puts the gate into its next state. */
export function setGate(gate: KeyGate<Strike>): void {
  useGate.setState(gate, true);
}

/** Whether a press ends a bill: pressed twice it is pressed once. */
export function isEnd({ kind }: Strike): boolean {
  return kind === "enter" || kind === "finish" || kind === "next";
}

import { create } from "zustand";
import { onPassing } from "../stores/event-stores.ts";

type Sound = "done" | "put-back" | "refused";
/** One tone: its pitch in hertz, when it begins and how long it lasts, in seconds. */
type Tone = readonly [hertz: number, startS: number, lengthS: number];

const TONES: Readonly<Record<Sound, readonly Tone[]>> = {
  // Up for done, a repeated call for "put it back", low for refused: told apart without looking.
  done: [
    [660, 0, 0.09],
    [990, 0.1, 0.14],
  ],
  "put-back": [
    [880, 0, 0.12],
    [880, 0.18, 0.12],
    [880, 0.36, 0.12],
  ],
  refused: [[220, 0, 0.28]],
};
const LOUDNESS = 0.2;
const FADE_S = 0.02;
const KEPT = "vafa.sound";

/** Whether this screen sounds; kept here, because a till may stand beside another. */
export const useSound = create<{ readonly isOn: boolean; readonly set: (isOn: boolean) => void }>((set) => ({
  isOn: recalled(),
  set: (isOn) => {
    set({ isOn });
    try {
      globalThis.localStorage?.setItem(KEPT, isOn ? "on" : "off");
    } catch {
      // A browser that keeps nothing sounds again after the next start.
    }
  },
}));

let audio: AudioContext | undefined;

/** Plays what the core says is to be heard, on whatever page the cashier is. */
export function listenForSounds(): void {
  onPassing((event) => {
    if (event.kind === "sound" && useSound.getState().isOn) play(event.sound);
  });
}

function play(sound: Sound): void {
  audio ??= new AudioContext();
  const context = audio;
  // A browser lets a page sound after the first key or touch; until then it is silent and nothing breaks.
  void context.resume().catch(() => {});
  for (const [hertz, startS, lengthS] of TONES[sound]) {
    const from = context.currentTime + startS;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(LOUDNESS, from + FADE_S);
    volume.gain.setValueAtTime(LOUDNESS, from + lengthS - FADE_S);
    volume.gain.linearRampToValueAtTime(0, from + lengthS);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + lengthS);
  }
}

function recalled(): boolean {
  try {
    return globalThis.localStorage?.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

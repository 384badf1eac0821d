/** A part of a command, which takes its bytes one after the other. */
export type Take = Generator<undefined, number, number>;

/** Two bytes, the low one first. */
export function* word(): Take {
  const low = yield;
  return low + 256 * (yield);
}

/** Bytes that mean nothing to it. */
export function* skip(count: number): Take {
  for (let i = 0; i < count; i++) yield;
  return 0;
}

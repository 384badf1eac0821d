/** Iranian notes and cheques in use, in rial, the largest first. */
export const NOTES_MINOR = [2_000_000, 1_000_000, 500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000] as const;

/** What `counts[note]` notes of each kind come to, in rial. */
export function sumNotes(counts: Readonly<Record<number, number>>): number {
  return NOTES_MINOR.reduce((sum, note) => sum + note * (counts[note] ?? 0), 0);
}

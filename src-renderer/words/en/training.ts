/** Training: a shop beside the shop, where nothing is real. */
export const TRAINING_EN = {
  title: "Training",
  what: "A shop apart, with made-up members and sales. Nothing is recorded in your shop and real cards are not read. Everybody's PIN in training is 0000.",
  enter: "Go to training",
  "enter-sure": "Really go to training?",
  band: "Nothing here is real",
  card: "Practice card",
  "whose-card": "Whose practice card",
  "put-card": "Put the card on",
  "take-card": "Take the card away",
  "blank-card": "blank, to issue",
  leave: "Back to the shop",
} as const;

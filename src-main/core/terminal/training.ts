/** State: set in a training shop's database and in no other. */
export const STATE_TRAINING = "training";
/** State of a training shop: its sample members, JSON of their ids. */
export const STATE_SAMPLES = "training-samples";
/** Everybody's PIN in training; the notice "training" says it. */
export const TRAINING_PIN = "0000";

/** A child's end of its channel: structured clones in order, and word of the parent's end. */
export interface ParentLink {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the parent is gone or has closed the channel. */
  onClose(listener: () => void): void;
}

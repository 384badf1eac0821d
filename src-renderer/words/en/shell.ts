export const SHELL_EN = {
  "app-name": "Vafa",
  pages: "Pages",
  "to-counter": "Back to the counter",
  "other-language": "فارسی",
  "to-dark": "Dark",
  "to-light": "Light",
  connecting: "Connecting to the till…",
  reconnecting:
    "The line to the till's program is down. Nothing under way is recorded twice; it connects again by itself.",
  "take-till": "Bring the till to this window",
  reload: "Reload the page",
  "page-broken":
    "This page stopped working. Nothing is missing from the books. Go back to the counter; the bill is still there.",
  "approval-title": "A second person's approval",
  "approval-who": "Who approves?",
  "approval-pin": "{name}'s PIN",
  "approval-nobody": "Nobody in this shop who may approve this has a PIN.",
  training: "Training; nothing real is recorded",
  "gallery-title": "The kit",
} as const;

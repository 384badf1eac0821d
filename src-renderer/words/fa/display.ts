/** The customer's own screen: said to the customer, not to the cashier. */
export const DISPLAY_FA = {
  welcome: "خوش آمدید",
  total: "مبلغ خرید",
  hello: "{name} عزیز",
  "will-earn": "با این خرید {amount} اعتبار می‌گیرید",
  paid: "پرداخت شد",
  spent: "با اعتبار: {amount}",
  change: "باقی پول شما",
  earned: "{amount} اعتبار گرفتید",
  balance: "اعتبار شما: {amount}",
  thanks: "از خرید شما سپاسگزاریم",
  "put-card": "کارت باشگاه را بگذارید",
  "leave-card": "کارت را برندارید",
  "take-card": "کارت خود را بردارید",
  "put-back": "لطفاً همان کارت را دوباره بگذارید",
  away: "یک لحظه…",
} as const;

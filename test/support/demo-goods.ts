import type { InputOf } from "../../src-shared/contract/contract.ts";
import type { Locale } from "../../src-shared/words/format.ts";

type Goods = InputOf<"products.save">;

/** Names in both languages and the price in thousands of toman. */
type Row = readonly [fa: string, en: string, thousandToman: number];

const CATEGORIES: readonly { readonly fa: string; readonly en: string; readonly rows: readonly Row[] }[] = [
  {
    fa: "نوشیدنی گرم",
    en: "Hot drinks",
    rows: [
      ["اسپرسو", "Espresso", 65],
      ["لاته", "Latte", 95],
      ["کاپوچینو", "Cappuccino", 92],
      ["آمریکانو", "Americano", 75],
      ["موکا", "Mocha", 110],
      ["چای ایرانی", "Iranian tea", 40],
      ["چای ماسالا", "Masala chai", 85],
      ["دمنوش به‌لیمو", "Lemon verbena tea", 70],
      ["شکلات داغ", "Hot chocolate", 105],
      ["قهوه ترک", "Turkish coffee", 60],
    ],
  },
  {
    fa: "نوشیدنی سرد",
    en: "Cold drinks",
    rows: [
      ["آیس لاته", "Iced latte", 105],
      ["لیموناد", "Lemonade", 80],
      ["شربت بهارنارنج", "Orange blossom sherbet", 75],
      ["دوغ", "Doogh", 35],
      ["آب معدنی", "Mineral water", 12],
      ["موهیتو", "Mojito", 98],
      ["شیک بستنی", "Ice cream shake", 130],
      ["آب پرتقال", "Orange juice", 115],
    ],
  },
  {
    fa: "کیک و شیرینی",
    en: "Cakes",
    rows: [
      ["کیک شکلاتی", "Chocolate cake", 125],
      ["چیزکیک", "Cheesecake", 140],
      ["کیک هویج", "Carrot cake", 110],
      ["کوکی", "Cookie", 55],
      ["کروسان", "Croissant", 88],
      ["شیرینی نخودچی", "Chickpea sweets", 70],
      ["باقلوا", "Baklava", 95],
      ["تارت میوه", "Fruit tart", 120],
    ],
  },
  {
    fa: "غذا",
    en: "Food",
    rows: [
      ["املت", "Omelette", 150],
      ["نان و پنیر و سبزی", "Bread, cheese and herbs", 135],
      ["ساندویچ مرغ", "Chicken sandwich", 220],
      ["سالاد سزار", "Caesar salad", 245],
      ["پاستا آلفردو", "Alfredo pasta", 290],
      ["سوپ جو", "Barley soup", 110],
      ["پیتزا مارگاریتا", "Pizza Margherita", 310],
    ],
  },
  {
    fa: "دانه قهوه",
    en: "Coffee beans",
    rows: [
      ["دانه عربیکا ۲۵۰ گرم", "Arabica beans 250 g", 480],
      ["دانه ترکیبی ۲۵۰ گرم", "House blend 250 g", 390],
      ["پودر ترک ۱۰۰ گرم", "Turkish ground 100 g", 165],
      ["فیلتر کاغذی", "Paper filters", 95],
      ["ماگ کافه", "Café mug", 260],
      ["کارت هدیه کاغذی", "Paper gift wrap", 30],
      ["ارسال به محل", "Delivery", 50],
    ],
  },
];

const RIAL_PER_THOUSAND_TOMAN = 10_000;
/** A café's favourites: what the first screen offers. */
const FAVOURITES: ReadonlySet<string> = new Set([
  "Espresso",
  "Latte",
  "Cappuccino",
  "Iranian tea",
  "Iced latte",
  "Mineral water",
  "Chocolate cake",
  "Cheesecake",
  "Croissant",
  "Omelette",
]);

/** The goods of the demo shop, each with a barcode that is right (EAN-13 of the range for in-store use). */
export function demoGoods(locale: Locale): readonly Goods[] {
  const all = CATEGORIES.flatMap((category) =>
    category.rows.map(([fa, en, price]) => ({ fa, en, price, category: category[locale] })),
  );
  return all.map(({ fa, en, price, category }, index) => ({
    name: locale === "fa" ? fa : en,
    barcodes: [demoBarcode(index + 1)],
    category,
    priceMinor: price * RIAL_PER_THOUSAND_TOMAN,
    unit: en === "Delivery" ? "service" : "piece",
    isFavourite: FAVOURITES.has(en),
    isActive: true,
  }));
}

/** The barcode of the demo's n-th product, from 1. */
export function demoBarcode(n: number): string {
  const digits = `2000000${String(n).padStart(5, "0")}`;
  const sum = Array.from(digits).reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

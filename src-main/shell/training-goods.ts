import type { Product } from "../../src-shared/contract/sales-contract.ts";
import type { Locale } from "../../src-shared/words/format.ts";
import { systemClock } from "../adapters/node/time.ts";
import type { ProductStore } from "../core/ports/products.ts";

/** A product to practise with: names in both languages, rial. */
interface Sample {
  readonly fa: string;
  readonly en: string;
  readonly priceMinor: number;
  /** EAN-13 of the range for in-store use: no maker's product has it. */
  readonly barcode: string;
  readonly unit: Product["unit"];
}

const CATEGORY = { fa: "کالای تمرینی", en: "Practice goods" } as const;
const SAMPLES: readonly Sample[] = [
  { fa: "چای ۵۰۰ گرم", en: "Tea 500 g", priceMinor: 1_850_000, barcode: "2000000900018", unit: "piece" },
  { fa: "قند ۷۰۰ گرم", en: "Sugar 700 g", priceMinor: 620_000, barcode: "2000000900025", unit: "piece" },
  { fa: "صابون", en: "Soap", priceMinor: 285_000, barcode: "2000000900032", unit: "piece" },
  { fa: "دفتر ۱۰۰ برگ", en: "Notebook, 100 sheets", priceMinor: 740_000, barcode: "2000000900049", unit: "piece" },
  { fa: "سیب", en: "Apples", priceMinor: 450_000, barcode: "2000000900056", unit: "kilogram" },
  { fa: "ارسال به محل", en: "Delivery", priceMinor: 500_000, barcode: "2000000900063", unit: "service" },
];

/** Gives a training shop without any product a handful; what somebody practised on stays as they left it. */
export function addSampleGoods(products: ProductStore, locale: Locale): void {
  if (products.search({ typed: "", includeInactive: true }).rows.length > 0) return;
  for (const [at, { priceMinor, barcode, unit, ...names }] of SAMPLES.entries()) {
    const product: Product = {
      id: `sample-${at + 1}`,
      name: names[locale],
      barcodes: [barcode],
      category: CATEGORY[locale],
      priceMinor,
      unit,
      isFavourite: true,
      isActive: true,
    };
    products.put(product, systemClock.wallMs());
  }
}

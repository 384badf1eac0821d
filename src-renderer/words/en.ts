import { COUNTER_EN } from "./en/counter.ts";
import { DISPLAY_EN } from "./en/display.ts";
import { STRIP_EN } from "./en/strip.ts";
import { CARDS_EN } from "./en/cards.ts";
import { IMPORTS_EN } from "./en/imports.ts";
import { MEMBERS_EN } from "./en/members.ts";
import { PRODUCTS_EN } from "./en/products.ts";
import { SALES_EN } from "./en/sales.ts";
import { GALLERY_EN } from "./en/gallery.ts";
import { KIT_EN } from "./en/kit.ts";
import { AUDIT_EN } from "./en/audit.ts";
import { SESSION_EN } from "./en/session.ts";
import { SETTINGS_EN } from "./en/settings.ts";
import { SETUP_EN } from "./en/setup.ts";
import { SHIFT_EN } from "./en/shift.ts";
import { STAFF_EN } from "./en/staff.ts";
import { TRAINING_EN } from "./en/training.ts";
import { SHELL_EN } from "./en/shell.ts";
import type { FA } from "./fa.ts";

/** Every area of the Persian catalogue, with the same keys; what stands in them is compared by build/check-words.ts. */
type SameAreas<T> = { readonly [A in keyof T]: { readonly [K in keyof T[A]]: string } };

/** Every word of the pages in English. */
export const EN = {
  counter: COUNTER_EN,
  display: DISPLAY_EN,
  gallery: GALLERY_EN,
  kit: KIT_EN,
  shell: SHELL_EN,
  strip: STRIP_EN,
  cards: CARDS_EN,
  imports: IMPORTS_EN,
  members: MEMBERS_EN,
  products: PRODUCTS_EN,
  sales: SALES_EN,
  audit: AUDIT_EN,
  session: SESSION_EN,
  settings: SETTINGS_EN,
  setup: SETUP_EN,
  shift: SHIFT_EN,
  staff: STAFF_EN,
  training: TRAINING_EN,
} as const satisfies SameAreas<typeof FA>;

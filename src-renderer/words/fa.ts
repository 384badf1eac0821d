import { COUNTER_FA } from "./fa/counter.ts";
import { DISPLAY_FA } from "./fa/display.ts";
import { STRIP_FA } from "./fa/strip.ts";
import { CARDS_FA } from "./fa/cards.ts";
import { IMPORTS_FA } from "./fa/imports.ts";
import { MEMBERS_FA } from "./fa/members.ts";
import { PRODUCTS_FA } from "./fa/products.ts";
import { SALES_FA } from "./fa/sales.ts";
import { GALLERY_FA } from "./fa/gallery.ts";
import { KIT_FA } from "./fa/kit.ts";
import { AUDIT_FA } from "./fa/audit.ts";
import { SESSION_FA } from "./fa/session.ts";
import { SETTINGS_FA } from "./fa/settings.ts";
import { SETUP_FA } from "./fa/setup.ts";
import { SHIFT_FA } from "./fa/shift.ts";
import { STAFF_FA } from "./fa/staff.ts";
import { TRAINING_FA } from "./fa/training.ts";
import { SHELL_FA } from "./fa/shell.ts";

/** Every word of the pages in Persian: one file and one line here for each area. Keys are `area.key`. */
export const FA = {
  counter: COUNTER_FA,
  display: DISPLAY_FA,
  gallery: GALLERY_FA,
  kit: KIT_FA,
  shell: SHELL_FA,
  strip: STRIP_FA,
  cards: CARDS_FA,
  imports: IMPORTS_FA,
  members: MEMBERS_FA,
  products: PRODUCTS_FA,
  sales: SALES_FA,
  audit: AUDIT_FA,
  session: SESSION_FA,
  settings: SETTINGS_FA,
  setup: SETUP_FA,
  shift: SHIFT_FA,
  staff: STAFF_FA,
  training: TRAINING_FA,
} as const;

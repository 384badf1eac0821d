import type { ComponentType } from "react";
import type { WordKey } from "./words/make-words.ts";

/** A page of the till. What a page may do is checked by the core; `roles` only hides what would be refused anyway. */
export interface PageEntry {
  readonly id: string;
  /** Its address after `#/`; what follows a further `/` is the page's own (`useRoute().rest`). "" is the counter. */
  readonly path: string;
  /** The function key that opens it from everywhere. */
  readonly key?: `F${number}`;
  readonly title: PlainKey;
  /** Loads its code when it is first opened. */
  readonly load: () => Promise<ComponentType>;
  readonly roles?: readonly ("owner" | "manager" | "cashier")[];
  /** Left out of the strip of pages: it is reached from another one. */
  readonly isHidden?: boolean;
  /** Shown without anybody signed in (sign-in, first start). */
  readonly isOpenToAll?: boolean;
}

/** A key whose message has no arguments, so that a title can be shown as it is. */
export type PlainKey = Extract<WordKey, `${string}-title` | `${string}.title`>;

/** Every page of the till: whoever adds one adds its line. The first is where Esc goes. */
export const PAGES: readonly PageEntry[] = [
  {
    id: "counter",
    path: "",
    key: "F1",
    title: "counter.title",
    load: () => import("./counter/counter-page.tsx").then(({ CounterPage }) => CounterPage),
  },
  {
    id: "members",
    path: "members",
    key: "F3",
    title: "members.title",
    load: () => import("./members/members-page.tsx").then(({ MembersPage }) => MembersPage),
  },
  {
    id: "cards",
    path: "cards",
    key: "F4",
    title: "cards.title",
    load: () => import("./cards/cards-page.tsx").then(({ CardsPage }) => CardsPage),
  },
  {
    id: "sales",
    path: "sales",
    key: "F6",
    title: "sales.title",
    load: () => import("./sales/sales-page.tsx").then(({ SalesPage }) => SalesPage),
  },
  {
    id: "products",
    path: "products",
    key: "F7",
    title: "products.title",
    load: () => import("./products/products-page.tsx").then(({ ProductsPage }) => ProductsPage),
  },
  {
    id: "shift",
    path: "shift",
    key: "F8",
    title: "shift.title",
    load: () => import("./shift/shift-page.tsx").then(({ ShiftPage }) => ShiftPage),
  },
  {
    id: "settings",
    path: "settings",
    key: "F9",
    title: "settings.title",
    load: () => import("./settings/settings-page.tsx").then(({ SettingsPage }) => SettingsPage),
    roles: ["owner", "manager"],
  },
  {
    id: "staff",
    path: "staff",
    key: "F10",
    title: "staff.title",
    load: () => import("./staff/staff-page.tsx").then(({ StaffPage }) => StaffPage),
    roles: ["owner", "manager"],
  },
  {
    id: "audit",
    path: "audit",
    title: "audit.title",
    load: () => import("./staff/audit-page.tsx").then(({ AuditPage }) => AuditPage),
    roles: ["owner", "manager"],
    isHidden: true,
  },
];

/** The page of the kit, for those who build pages: `?gallery`, and under the development server. */
export const GALLERY: PageEntry = {
  id: "gallery",
  path: "gallery",
  title: "shell.gallery-title",
  load: () => import("./gallery/gallery.tsx").then(({ Gallery }) => Gallery),
  isHidden: true,
  isOpenToAll: true,
};

import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The journals in this database: our own (terminal, authority), older epochs of them, and their heads. */
export const journal = sqliteTable("journal", {
  /** A small number that stands for the journal in `event`, so that half a million rows do not repeat 22 characters. */
  no: integer("no").primaryKey(),
  journal: text("journal").notNull().unique(),
  role: text("role", { enum: ["terminal", "authority"] }).notNull(),
  state: text("state", { enum: ["open", "closed", "lost"] }).notNull(),
  merchant: text("merchant").notNull(),
  branch: integer("branch").notNull(),
  terminal: integer("terminal").notNull(),
  epoch: integer("epoch").notNull(),
  writer: integer("writer").notNull(),
  publicKey: text("public_key").notNull(),
  headSeq: integer("head_seq").notNull(),
  headHash: blob("head_hash", { mode: "buffer" }).notNull(),
  hlcMs: integer("hlc_ms").notNull(),
  hlcN: integer("hlc_n").notNull(),
});

/** The events as they were hashed: canonical text, never changed. */
export const event = sqliteTable(
  "event",
  {
    journalNo: integer("journal_no").notNull(),
    seq: integer("seq").notNull(),
    hash: blob("hash", { mode: "buffer" }).notNull(),
    body: text("body").notNull(),
  },
  (table) => [primaryKey({ columns: [table.journalNo, table.seq] })],
);

/** What each command answered: the same commandId gets the same answer, whatever it asks the second time. */
export const commandResult = sqliteTable("command_result", {
  command: text("command").primaryKey(),
  /** What was asked, hashed: the same id with another content is a defect of the caller. */
  request: text("request").notNull(),
  result: text("result").notNull(),
});

/** Serial numbers that this writer has given out, by what they number. */
export const counter = sqliteTable("counter", {
  name: text("name").primaryKey(),
  value: integer("value").notNull(),
});

/** What is neither ledger nor profile: the open bill, the last contact, this terminal's identity. JSON by name. */
export const state = sqliteTable("state", {
  name: text("name").primaryKey(),
  value: text("value").notNull(),
});

export const account = sqliteTable(
  "account",
  { account: text("account").notNull(), asset: integer("asset").notNull(), balance: integer("balance").notNull() },
  (table) => [primaryKey({ columns: [table.account, table.asset] })],
);

export const member = sqliteTable("member", {
  member: text("member").primaryKey(),
  journal: text("journal").notNull(),
  seq: integer("seq").notNull(),
  digest: text("digest").notNull(),
  tier: text("tier").notNull(),
  tierFrom: integer("tier_from").notNull(),
  reached: text("reached").notNull().default("[]"),
  introducer: text("introducer"),
});

export const memberDay = sqliteTable(
  "member_day",
  { member: text("member").notNull(), day: text("day").notNull(), net: integer("net").notNull() },
  (table) => [primaryKey({ columns: [table.member, table.day] })],
);

export const memberEvent = sqliteTable(
  "member_event",
  { member: text("member").notNull(), journal: text("journal").notNull(), seq: integer("seq").notNull() },
  (table) => [primaryKey({ columns: [table.member, table.journal, table.seq] })],
);

export const card = sqliteTable(
  "card",
  {
    card: text("card").primaryKey(),
    member: text("member"),
    generation: integer("generation").notNull(),
    uid: text("uid").notNull(),
    family: text("family").notNull(),
    header: text("header").notNull(),
    state: text("state").notNull(),
    blocks: integer("blocks").notNull().default(0),
    lastCounter: integer("last_counter").notNull(),
    lastRecord: text("last_record").notNull(),
    journal: text("journal").notNull(),
    seq: integer("seq").notNull(),
  },
  (table) => [index("card_member").on(table.member), index("card_uid").on(table.uid)],
);

export const cardBlock = sqliteTable(
  "card_block",
  {
    card: text("card").notNull(),
    journal: text("journal").notNull(),
    seq: integer("seq").notNull(),
    placed: integer("placed").notNull(),
    lifted: integer("lifted").notNull(),
  },
  (table) => [primaryKey({ columns: [table.card, table.journal, table.seq] })],
);

export const intent = sqliteTable(
  "intent",
  {
    journal: text("journal").notNull(),
    seq: integer("seq").notNull(),
    card: text("card").notNull(),
    member: text("member"),
    kind: text("kind").notNull(),
    before: text("before").notNull(),
    after: text("after").notNull(),
    spend: integer("spend").notNull(),
    earn: integer("earn").notNull(),
    ops: text("ops").notNull(),
    status: text("status").notNull(),
    abandoned: integer("abandoned").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.journal, table.seq] }),
    index("intent_card").on(table.card, table.journal, table.seq),
  ],
);

export const operation = sqliteTable(
  "operation",
  {
    card: text("card").notNull(),
    op: integer("op").notNull(),
    member: text("member").notNull(),
    asset: integer("asset").notNull(),
    amount: integer("amount").notNull(),
    basis: integer("basis"),
    signature: text("signature").notNull(),
    state: text("state").notNull(),
  },
  (table) => [primaryKey({ columns: [table.card, table.op] })],
);

export const shift = sqliteTable("shift", {
  shift: text("shift").primaryKey(),
  day: text("day").notNull(),
  drawer: integer("drawer").notNull(),
  journal: text("journal").notNull(),
  seq: integer("seq").notNull(),
  openedAtMs: integer("opened_at_ms").notNull().default(0),
  float: integer("float").notNull().default(0),
  staff: text("staff").notNull().default(""),
  staffMs: integer("staff_ms").notNull().default(0),
  staffN: integer("staff_n").notNull().default(0),
  state: text("state").notNull().default("open"),
  number: integer("number").notNull().default(0),
  closedJournal: text("closed_journal").notNull().default(""),
  closedSeq: integer("closed_seq").notNull().default(0),
  closedAtMs: integer("closed_at_ms").notNull().default(0),
});

export const staff = sqliteTable("staff", {
  staff: text("staff").primaryKey(),
  role: text("role").notNull(),
  digest: text("digest").notNull(),
  state: text("state").notNull().default("active"),
  revision: integer("revision").notNull().default(0),
  hlcMs: integer("hlc_ms").notNull().default(0),
  hlcN: integer("hlc_n").notNull().default(0),
  journal: text("journal").notNull().default(""),
});

export const audit = sqliteTable(
  "audit",
  {
    journal: text("journal").notNull(),
    seq: integer("seq").notNull(),
    atMs: integer("at_ms").notNull(),
    day: text("day").notNull(),
    act: text("act").notNull(),
    actor: text("actor").notNull(),
    approver: text("approver"),
    shift: text("shift"),
    staff: text("staff"),
    member: text("member"),
    card: text("card"),
    sale: text("sale"),
    amount: integer("amount"),
  },
  (table) => [
    primaryKey({ columns: [table.journal, table.seq] }),
    index("audit_time").on(table.atMs),
    index("audit_actor").on(table.actor, table.atMs),
    index("audit_day").on(table.day, table.atMs),
  ],
);

export const programme = sqliteTable("programme", {
  programme: integer("programme").primaryKey(),
  document: text("document").notNull(),
});

/** Open spends and doubts are few among many intents: they are found without walking the settled ones. */
export const extraStatements = [
  "CREATE INDEX intent_open ON intent (journal, seq) WHERE status = 'open'",
  "CREATE INDEX intent_spend ON intent (journal, seq, card, spend) WHERE spend > 0",
  // Rows from before these columns say what their events said.
  `UPDATE shift SET
    opened_at_ms = json_extract(e.body, '$.at'), float = json_extract(e.body, '$.payload.float'),
    staff = json_extract(e.body, '$.actor'),
    staff_ms = json_extract(e.body, '$.hlc[0]'), staff_n = json_extract(e.body, '$.hlc[1]')
  FROM event AS e JOIN journal AS j ON j.no = e.journal_no
  WHERE j.journal = shift.journal AND e.seq = shift.seq AND shift.opened_at_ms = 0`,
  `UPDATE staff SET
    hlc_ms = json_extract(e.body, '$.hlc[0]'), hlc_n = json_extract(e.body, '$.hlc[1]'), journal = j.journal
  FROM event AS e JOIN journal AS j ON j.no = e.journal_no
  WHERE json_extract(e.body, '$.type') = 'staff.added' AND json_extract(e.body, '$.payload.staff') = staff.staff
    AND staff.journal = ''`,
  `INSERT INTO audit (journal, seq, at_ms, day, act, actor, approver, shift, staff, member, card, sale, amount)
  SELECT j.journal, e.seq, json_extract(e.body, '$.at'), json_extract(e.body, '$.day'), json_extract(e.body, '$.type'),
    json_extract(e.body, '$.actor'), json_extract(e.body, '$.approver'), json_extract(e.body, '$.shift'),
    json_extract(e.body, '$.payload.staff'), json_extract(e.body, '$.payload.member'),
    json_extract(e.body, '$.payload.card'), NULL, json_extract(e.body, '$.payload.float')
  FROM event AS e JOIN journal AS j ON j.no = e.journal_no
  WHERE json_extract(e.body, '$.type') IN ('shift.opened', 'staff.added', 'programme.published', 'journal.succeeds',
    'journal.closed', 'card.blocked', 'card.unblocked', 'card.alarmed', 'tender.abandoned')`,
  `UPDATE member SET reached = m.reached
  FROM (SELECT member, json_group_array(json_array(tier, tier_from, sales) ORDER BY tier_from DESC, tier)
      AS reached
    FROM (SELECT json_extract(body, '$.payload.member') AS member,
        json_extract(body, '$.payload.inputs.reached.tier') AS tier,
        json_extract(body, '$.payload.inputs.reached.from') AS tier_from, count(*) AS sales
      FROM event WHERE json_extract(body, '$.type') = 'sale.recorded'
        AND json_type(body, '$.payload.inputs.reached') = 'object'
        AND json_type(body, '$.payload.member') = 'text'
      GROUP BY 1, 2, 3)
    GROUP BY member) AS m
  WHERE member.member = m.member`,
] as const;

/** Tables whose primary key is the b-tree itself. */
export const withoutRowid = [
  "event",
  "command_result",
  "counter",
  "state",
  "account",
  "member",
  "member_day",
  "member_event",
  "card",
  "card_block",
  "intent",
  "operation",
  "shift",
  "staff",
  "audit",
] as const;

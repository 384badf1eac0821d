CREATE TABLE `audit` (
	`journal` text NOT NULL,
	`seq` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`day` text NOT NULL,
	`act` text NOT NULL,
	`actor` text NOT NULL,
	`approver` text,
	`shift` text,
	`staff` text,
	`member` text,
	`card` text,
	`sale` text,
	`amount` integer,
	PRIMARY KEY(`journal`, `seq`)
) STRICT, WITHOUT ROWID;
CREATE INDEX `audit_time` ON `audit` (`at_ms`);
CREATE INDEX `audit_actor` ON `audit` (`actor`,`at_ms`);
CREATE INDEX `audit_day` ON `audit` (`day`,`at_ms`);
CREATE TABLE `staff_profile` (
	`staff` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`member` text,
	`salt` blob NOT NULL,
	`digest` blob NOT NULL,
	`pin_hash` text,
	`wrong_pins` integer NOT NULL,
	`locked_until_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
) STRICT;
ALTER TABLE `shift` ADD `opened_at_ms` integer DEFAULT 0 NOT NULL;
ALTER TABLE `shift` ADD `float` integer DEFAULT 0 NOT NULL;
ALTER TABLE `shift` ADD `staff` text DEFAULT '' NOT NULL;
ALTER TABLE `shift` ADD `staff_ms` integer DEFAULT 0 NOT NULL;
ALTER TABLE `shift` ADD `staff_n` integer DEFAULT 0 NOT NULL;
ALTER TABLE `shift` ADD `state` text DEFAULT 'open' NOT NULL;
ALTER TABLE `shift` ADD `number` integer DEFAULT 0 NOT NULL;
ALTER TABLE `shift` ADD `closed_journal` text DEFAULT '' NOT NULL;
ALTER TABLE `shift` ADD `closed_seq` integer DEFAULT 0 NOT NULL;
ALTER TABLE `shift` ADD `closed_at_ms` integer DEFAULT 0 NOT NULL;
ALTER TABLE `staff` ADD `state` text DEFAULT 'active' NOT NULL;
ALTER TABLE `staff` ADD `revision` integer DEFAULT 0 NOT NULL;
ALTER TABLE `staff` ADD `hlc_ms` integer DEFAULT 0 NOT NULL;
ALTER TABLE `staff` ADD `hlc_n` integer DEFAULT 0 NOT NULL;
ALTER TABLE `staff` ADD `journal` text DEFAULT '' NOT NULL;
UPDATE shift SET
    opened_at_ms = json_extract(e.body, '$.at'), float = json_extract(e.body, '$.payload.float'),
    staff = json_extract(e.body, '$.actor'),
    staff_ms = json_extract(e.body, '$.hlc[0]'), staff_n = json_extract(e.body, '$.hlc[1]')
  FROM event AS e JOIN journal AS j ON j.no = e.journal_no
  WHERE j.journal = shift.journal AND e.seq = shift.seq AND shift.opened_at_ms = 0;
UPDATE staff SET
    hlc_ms = json_extract(e.body, '$.hlc[0]'), hlc_n = json_extract(e.body, '$.hlc[1]'), journal = j.journal
  FROM event AS e JOIN journal AS j ON j.no = e.journal_no
  WHERE json_extract(e.body, '$.type') = 'staff.added' AND json_extract(e.body, '$.payload.staff') = staff.staff
    AND staff.journal = '';
INSERT INTO audit (journal, seq, at_ms, day, act, actor, approver, shift, staff, member, card, sale, amount)
  SELECT j.journal, e.seq, json_extract(e.body, '$.at'), json_extract(e.body, '$.day'), json_extract(e.body, '$.type'),
    json_extract(e.body, '$.actor'), json_extract(e.body, '$.approver'), json_extract(e.body, '$.shift'),
    json_extract(e.body, '$.payload.staff'), json_extract(e.body, '$.payload.member'),
    json_extract(e.body, '$.payload.card'), NULL, json_extract(e.body, '$.payload.float')
  FROM event AS e JOIN journal AS j ON j.no = e.journal_no
  WHERE json_extract(e.body, '$.type') IN ('shift.opened', 'staff.added', 'programme.published', 'journal.succeeds',
    'journal.closed', 'card.blocked', 'card.unblocked', 'card.alarmed', 'tender.abandoned');

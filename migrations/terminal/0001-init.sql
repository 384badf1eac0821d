CREATE TABLE `account` (
	`account` text NOT NULL,
	`asset` integer NOT NULL,
	`balance` integer NOT NULL,
	PRIMARY KEY(`account`, `asset`)
) STRICT, WITHOUT ROWID;
CREATE TABLE `card` (
	`card` text PRIMARY KEY NOT NULL,
	`member` text,
	`generation` integer NOT NULL,
	`uid` text NOT NULL,
	`family` text NOT NULL,
	`header` text NOT NULL,
	`state` text NOT NULL,
	`last_counter` integer NOT NULL,
	`last_record` text NOT NULL,
	`journal` text NOT NULL,
	`seq` integer NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX `card_member` ON `card` (`member`);
CREATE INDEX `card_uid` ON `card` (`uid`);
CREATE TABLE `command_result` (
	`command` text PRIMARY KEY NOT NULL,
	`request` text NOT NULL,
	`result` text NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE `counter` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE `event` (
	`journal_no` integer NOT NULL,
	`seq` integer NOT NULL,
	`hash` blob NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`journal_no`, `seq`)
) STRICT, WITHOUT ROWID;
CREATE TABLE `intent` (
	`journal` text NOT NULL,
	`seq` integer NOT NULL,
	`card` text NOT NULL,
	`member` text,
	`kind` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`spend` integer NOT NULL,
	`earn` integer NOT NULL,
	`ops` text NOT NULL,
	`status` text NOT NULL,
	`abandoned` integer NOT NULL,
	PRIMARY KEY(`journal`, `seq`)
) STRICT, WITHOUT ROWID;
CREATE INDEX `intent_card` ON `intent` (`card`,`journal`,`seq`);
CREATE TABLE `journal` (
	`no` integer PRIMARY KEY NOT NULL,
	`journal` text NOT NULL,
	`role` text NOT NULL,
	`state` text NOT NULL,
	`merchant` text NOT NULL,
	`branch` integer NOT NULL,
	`terminal` integer NOT NULL,
	`epoch` integer NOT NULL,
	`writer` integer NOT NULL,
	`public_key` text NOT NULL,
	`head_seq` integer NOT NULL,
	`head_hash` blob NOT NULL,
	`hlc_ms` integer NOT NULL,
	`hlc_n` integer NOT NULL
) STRICT;
CREATE UNIQUE INDEX `journal_journal_unique` ON `journal` (`journal`);
CREATE TABLE `member` (
	`member` text PRIMARY KEY NOT NULL,
	`journal` text NOT NULL,
	`seq` integer NOT NULL,
	`digest` text NOT NULL,
	`tier` text NOT NULL,
	`tier_from` integer NOT NULL,
	`introducer` text
) STRICT, WITHOUT ROWID;
CREATE TABLE `member_day` (
	`member` text NOT NULL,
	`day` text NOT NULL,
	`net` integer NOT NULL,
	PRIMARY KEY(`member`, `day`)
) STRICT, WITHOUT ROWID;
CREATE TABLE `member_event` (
	`member` text NOT NULL,
	`journal` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`member`, `journal`, `seq`)
) STRICT, WITHOUT ROWID;
CREATE TABLE `operation` (
	`card` text NOT NULL,
	`op` integer NOT NULL,
	`member` text NOT NULL,
	`asset` integer NOT NULL,
	`amount` integer NOT NULL,
	`basis` integer,
	`signature` text NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`card`, `op`)
) STRICT, WITHOUT ROWID;
CREATE TABLE `programme` (
	`programme` integer PRIMARY KEY NOT NULL,
	`document` text NOT NULL
) STRICT;
CREATE TABLE `shift` (
	`shift` text PRIMARY KEY NOT NULL,
	`day` text NOT NULL,
	`drawer` integer NOT NULL,
	`journal` text NOT NULL,
	`seq` integer NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE `staff` (
	`staff` text PRIMARY KEY NOT NULL,
	`role` text NOT NULL,
	`digest` text NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE `state` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE `member_name_key` (
	`key` text NOT NULL,
	`other` text NOT NULL,
	`member` integer NOT NULL,
	PRIMARY KEY(`key`, `other`, `member`)
) STRICT, WITHOUT ROWID;
CREATE TABLE `member_profile` (
	`member` integer PRIMARY KEY NOT NULL,
	`given_name` text,
	`family_name` text,
	`mobile` text,
	`mobile_reversed` text,
	`birth_date` text,
	`wedding_date` text,
	`address` text,
	`national_id` text,
	`introducer` integer,
	`groups` text NOT NULL,
	`note` text,
	`salt` blob,
	`digest` blob,
	`enrolled_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`erased_at_ms` integer
) STRICT;
CREATE INDEX `member_profile_mobile` ON `member_profile` (`mobile_reversed`);
CREATE TABLE `spool_job` (
	`job_no` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`printer` text NOT NULL,
	`sale_id` text NOT NULL,
	`kind` text NOT NULL,
	`copy_number` integer NOT NULL,
	`template` integer NOT NULL,
	`document` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`attempts` integer NOT NULL,
	`bytes_sent` integer NOT NULL,
	`queued_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`next_try_at_ms` integer NOT NULL,
	`changed_at_ms` integer NOT NULL
) STRICT;
CREATE UNIQUE INDEX `spool_job_sale` ON `spool_job` (`sale_id`,`kind`,`copy_number`);
CREATE INDEX `spool_job_state` ON `spool_job` (`printer`,`state`,`job_no`);
CREATE INDEX intent_open ON intent (journal, seq) WHERE status = 'open';
CREATE INDEX intent_spend ON intent (journal, seq, card, spend) WHERE spend > 0;

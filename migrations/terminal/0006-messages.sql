CREATE TABLE `code_sent` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`mobile` text NOT NULL,
	`at_ms` integer NOT NULL
) STRICT;
CREATE TABLE `message_outbox` (
	`message_no` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`journal` text NOT NULL,
	`seq` integer NOT NULL,
	`member` text NOT NULL,
	`movement` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`attempts` integer NOT NULL,
	`made_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`next_try_at_ms` integer NOT NULL,
	`changed_at_ms` integer NOT NULL
) STRICT;
CREATE UNIQUE INDEX `message_outbox_event` ON `message_outbox` (`journal`,`seq`);
CREATE INDEX `message_outbox_state` ON `message_outbox` (`state`,`next_try_at_ms`);
CREATE TABLE `mobile_code` (
	`member` integer PRIMARY KEY NOT NULL,
	`mobile` text NOT NULL,
	`salt` blob NOT NULL,
	`digest` blob NOT NULL,
	`tries` integer NOT NULL,
	`expires_at_ms` integer NOT NULL
) STRICT;
ALTER TABLE `member_profile` ADD `wants_messages` integer;

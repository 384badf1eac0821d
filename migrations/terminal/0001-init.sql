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

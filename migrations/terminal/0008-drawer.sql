CREATE TABLE `drawer_job` (
	`job_no` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`printer` text NOT NULL,
	`subject` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`queued_at_ms` integer NOT NULL,
	`changed_at_ms` integer NOT NULL
) STRICT;
CREATE UNIQUE INDEX `drawer_job_subject` ON `drawer_job` (`subject`);
CREATE INDEX `drawer_job_state` ON `drawer_job` (`printer`,`state`,`job_no`);

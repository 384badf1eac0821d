CREATE TABLE `import_batch` (
	`n` integer PRIMARY KEY NOT NULL,
	`rows` text NOT NULL
) STRICT;

CREATE TABLE `event_note` (
	`journal` text NOT NULL,
	`seq` integer NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`journal`, `seq`)
) STRICT, WITHOUT ROWID;
CREATE TABLE `member_verified` (
	`member` integer PRIMARY KEY NOT NULL,
	`mobile` text NOT NULL,
	`how` text NOT NULL,
	`staff` text NOT NULL,
	`at_ms` integer NOT NULL
) STRICT;
CREATE TABLE `product` (
	`product` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`folded` text NOT NULL,
	`category` text NOT NULL,
	`price` integer NOT NULL,
	`unit` text NOT NULL,
	`favourite` integer NOT NULL,
	`active` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX `product_folded` ON `product` (`folded`,`product`);
CREATE TABLE `product_code` (
	`code` text PRIMARY KEY NOT NULL,
	`product` text NOT NULL,
	`n` integer NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX `product_code_product` ON `product_code` (`product`,`n`);
CREATE INDEX event_sale ON event (json_extract(body, '$.day'), json_extract(body, '$.at'), journal_no, seq)
  WHERE json_extract(body, '$.type') = 'sale.recorded';
CREATE INDEX event_void ON event (json_extract(body, '$.payload.sale.seq'),
    json_extract(body, '$.payload.sale.journal'))
  WHERE json_extract(body, '$.type') = 'sale.voided';
CREATE INDEX member_introducer ON member (introducer) WHERE introducer IS NOT NULL;

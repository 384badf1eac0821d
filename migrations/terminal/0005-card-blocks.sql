CREATE TABLE `card_block` (
	`card` text NOT NULL,
	`journal` text NOT NULL,
	`seq` integer NOT NULL,
	`placed` integer NOT NULL,
	`lifted` integer NOT NULL,
	PRIMARY KEY(`card`, `journal`, `seq`)
) STRICT, WITHOUT ROWID;
ALTER TABLE `card` ADD `blocks` integer DEFAULT 0 NOT NULL;
INSERT INTO card_block (card, journal, seq, placed, lifted)
  SELECT card, journal, seq, max(placed), sum(lifted)
  FROM (SELECT json_extract(body, '$.payload.card') AS card, journal.journal AS journal, event.seq AS seq,
      json_extract(body, '$.type') = 'card.blocked' AS placed, 0 AS lifted
    FROM event JOIN journal ON journal.no = event.journal_no
    WHERE json_extract(body, '$.type') IN ('card.blocked', 'card.unblocked') AND json_extract(body, '$.version') = 1
    UNION ALL
    SELECT json_extract(body, '$.payload.card'), json_extract(block.value, '$.journal'),
      json_extract(block.value, '$.seq'), 0, 1
    FROM event JOIN json_each(body, '$.payload.blocks') AS block
    WHERE json_extract(body, '$.type') = 'card.unblocked' AND json_extract(body, '$.version') = 1)
  GROUP BY card, journal, seq;
UPDATE card SET blocks = (SELECT count(*) FROM card_block
    WHERE card_block.card = card.card AND placed = 1 AND lifted = 0)
  WHERE card IN (SELECT card FROM card_block);
UPDATE card SET state = CASE
    WHEN EXISTS (SELECT 1 FROM event WHERE json_extract(body, '$.type') = 'card.issued'
      AND json_extract(body, '$.payload.replaces') = card.card) THEN 'replaced'
    WHEN blocks > 0 THEN 'blocked'
    WHEN header = '' THEN 'unknown'
    WHEN last_counter > 0 THEN 'active'
    ELSE 'issuing' END
  WHERE card IN (SELECT card FROM card_block);

ALTER TABLE `member` ADD `reached` text DEFAULT '[]' NOT NULL;
UPDATE member SET reached = m.reached
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
  WHERE member.member = m.member;

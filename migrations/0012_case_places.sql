-- By which template a case is seen (0: none, it is restricted), beside each user or group that sees it besides: field 23, the number in digits.
-- A total needs only those whose template is not among the looker's.
INSERT INTO case_key (scope, field, value, case_id, status, type_id)
--pg
SELECT s.scope, 23, convert_to(CAST(b.base AS TEXT), 'UTF8'), b.case_id, b.status, b.type_id
--sqlite
SELECT s.scope, 23, CAST(CAST(b.base AS TEXT) AS BLOB), b.case_id, b.status, b.type_id
--both
FROM case_base b JOIN case_scope s ON s.case_id = b.case_id JOIN cases c ON c.id = b.case_id WHERE s.scope <> c.template_id;

-- What a piece of a text is looked for in, under each scope: field 24.
INSERT INTO case_key (scope, field, value, case_id, status, type_id)
--pg
SELECT x.scope, 24, convert_to(c.find_key, 'UTF8'), c.id, c.status, c.type_id
--sqlite
SELECT x.scope, 24, CAST(c.find_key AS BLOB), c.id, c.status, c.type_id
--both
FROM (SELECT case_id, scope FROM case_scope UNION ALL SELECT case_id, 0 FROM case_base) x JOIN cases c ON c.id = x.case_id
WHERE c.deleted_at IS NULL;

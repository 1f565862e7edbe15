-- Archives: what comes along in part.
-- compat: 1
--
-- Format as in 0001.

ALTER TABLE imports ADD COLUMN noted integer NOT NULL DEFAULT 0;  -- problems that are kept, of lines taken in part too
ALTER TABLE import_problems ADD COLUMN taken smallint NOT NULL DEFAULT 0;  -- 1: only some of the line is missing

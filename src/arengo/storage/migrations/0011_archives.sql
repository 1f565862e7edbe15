-- Archives: what comes along in part, and what somebody wrote here as a file to take along.
-- compat: 1
--
-- Format as in 0001.

ALTER TABLE imports ADD COLUMN noted integer NOT NULL DEFAULT 0;  -- problems that are kept, of lines taken in part too
ALTER TABLE import_problems ADD COLUMN taken smallint NOT NULL DEFAULT 0;  -- 1: only some of the line is missing

CREATE TABLE archives (                 -- owner: account. step, place, written and listed say where a job goes on
  bucket smallint NOT NULL, id bigint NOT NULL, account_id bigint NOT NULL,
  state smallint NOT NULL DEFAULT 1, step smallint NOT NULL DEFAULT 1,
  place bigint NOT NULL DEFAULT 0,      -- the last post, or where in the list of files
  written bigint NOT NULL DEFAULT 0, listed bigint NOT NULL DEFAULT 0,  -- bytes of the step's two files
  posts integer NOT NULL DEFAULT 0, media integer NOT NULL DEFAULT 0, packed integer NOT NULL DEFAULT 0,
  todo integer NOT NULL DEFAULT 0,      -- how many posts there were when it began
  bytes bigint NOT NULL DEFAULT 0, ended_ms bigint, error text,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE INDEX archives_account ON archives (bucket, account_id, id DESC);

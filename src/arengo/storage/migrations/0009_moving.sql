-- Moving in: what people bring along from elsewhere, line by line.
-- compat: 1
--
-- Format as in 0001.

CREATE TABLE imports (                  -- owner: account. The cursor is a place in the file, moved with what was taken
  bucket smallint NOT NULL, id bigint NOT NULL, account_id bigint NOT NULL,
  kind smallint NOT NULL, overwrite smallint NOT NULL DEFAULT 0, state smallint NOT NULL DEFAULT 1,
  place bigint NOT NULL DEFAULT 0, lines integer NOT NULL DEFAULT 0,
  done integer NOT NULL DEFAULT 0, taken integer NOT NULL DEFAULT 0, failed integer NOT NULL DEFAULT 0,
  error text,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE INDEX imports_account ON imports (bucket, account_id, id DESC);

CREATE TABLE import_problems (          -- owner: account. What could not be taken, and why
  bucket smallint NOT NULL, import_id bigint NOT NULL, line integer NOT NULL,
  said text NOT NULL, reason text NOT NULL,
  PRIMARY KEY (bucket, import_id, line)
) [CLUST];

CREATE TABLE imported_posts (           -- owner: account. What a post was elsewhere, so that it comes once
  bucket smallint NOT NULL, account_id bigint NOT NULL, source bytea NOT NULL, post_id bigint NOT NULL,
  PRIMARY KEY (bucket, account_id, source)
) [CLUST];
CREATE INDEX imported_posts_post ON imported_posts (bucket, account_id, post_id);

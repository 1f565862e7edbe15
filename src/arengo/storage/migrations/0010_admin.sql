-- The staff's lists: who may not come in, which servers we want, what people reported.
-- compat: 1
--
-- The lists have no owner and are short: reference tables, like `settings`.

CREATE TABLE ip_blocks (                -- severity 1 sign-up requires approval 2 no sign-up 3 no access at all
  id bigint PRIMARY KEY, network text NOT NULL UNIQUE, severity smallint NOT NULL,
  comment text NOT NULL DEFAULT '', expires_ms bigint
);

CREATE TABLE email_blocks (             -- kind 1 a domain and all below it 2 the hash of one address in its plainest form
  id bigint PRIMARY KEY, kind smallint NOT NULL, value text NOT NULL,
  UNIQUE (kind, value)
);

CREATE TABLE email_block_uses (         -- how often somebody tried to join in spite of it, by Unix day
  block_id bigint NOT NULL, day integer NOT NULL, uses integer NOT NULL DEFAULT 0,
  PRIMARY KEY (block_id, day)
);

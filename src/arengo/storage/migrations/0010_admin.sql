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

CREATE TABLE server_rules (             -- kind 1 allowed 2 blocked. severity of a block: 0 noop 1 silence 2 suspend. flags 1 no media 2 no reports 4 obfuscate
  id bigint PRIMARY KEY, kind smallint NOT NULL, domain text NOT NULL,
  severity smallint NOT NULL DEFAULT 0, flags integer NOT NULL DEFAULT 0,
  private_comment text, public_comment text,
  UNIQUE (kind, domain)
);

CREATE TABLE reports (                  -- owner: who is reported. category 1 spam 2 legal 3 violation 4 other
  bucket smallint NOT NULL, id bigint NOT NULL, target_id bigint NOT NULL,
  by_id bigint,                         -- NULL once the reporter has left
  category smallint NOT NULL, comment text NOT NULL DEFAULT '',
  post_ids text NOT NULL DEFAULT '[]', rule_ids text NOT NULL DEFAULT '[]',  -- JSON
  forward smallint NOT NULL DEFAULT 0,  -- the reporter wants the other server to know
  closed_ms bigint,                     -- when the staff dealt with it
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE INDEX reports_target ON reports (bucket, target_id, id);
CREATE INDEX reports_by ON reports (by_id) WHERE by_id IS NOT NULL;  -- of who leaves: a scatter, allowed
CREATE INDEX reports_newest ON reports (id);                        -- for the staff: a scatter, allowed

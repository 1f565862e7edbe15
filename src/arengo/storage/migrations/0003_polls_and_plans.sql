-- Polls, and posts that are not published yet.
-- compat: 1

CREATE TABLE polls (                    -- owner: the author. id = the post's
  bucket smallint NOT NULL, id bigint NOT NULL, account_id bigint NOT NULL,
  flags integer NOT NULL DEFAULT 0,     -- 1 several choices 2 totals hidden until the end 4 the end was told
  round bigint NOT NULL,                -- another one when other options are offered: earlier votes do not count
  options text NOT NULL,                -- JSON ["…"]
  tallies text NOT NULL,                -- JSON [0, …], one for each option
  voters integer NOT NULL DEFAULT 0,
  ends_ms bigint NOT NULL,
  PRIMARY KEY (bucket, id)
) [CLUST];

CREATE TABLE poll_votes (               -- owner: the voter
  bucket smallint NOT NULL, account_id bigint NOT NULL, poll_id bigint NOT NULL,
  round bigint NOT NULL, choices bigint NOT NULL,  -- a bit for each option
  PRIMARY KEY (bucket, account_id, poll_id)
) [CLUST];
CREATE INDEX poll_votes_poll ON poll_votes (poll_id, account_id);  -- who voted, for jobs: a scatter, allowed

CREATE TABLE plans (                    -- owner: the author. A post that is not published yet
  bucket smallint NOT NULL, id bigint NOT NULL, account_id bigint NOT NULL,
  ver integer NOT NULL DEFAULT 1,       -- raised by every change of a draft
  due_ms bigint,                        -- when it is published; NULL: a draft
  changed_ms bigint NOT NULL,
  key text,                             -- of idempotency
  problem text,                         -- why it was not published at its time, in words
  wish text NOT NULL,                   -- JSON: what is to be published
  PRIMARY KEY (bucket, id)
) [CLUST];
CREATE INDEX plans_page ON plans (bucket, account_id, id DESC);
CREATE UNIQUE INDEX plans_key ON plans (bucket, account_id, key) WHERE key IS NOT NULL;

CREATE TABLE planned_media (            -- owner: the author. What a plan needs is not swept away
  bucket smallint NOT NULL, plan_id bigint NOT NULL, media_id bigint NOT NULL,
  PRIMARY KEY (bucket, plan_id, media_id)
) [CLUST];
CREATE INDEX planned_media_of ON planned_media (bucket, media_id);

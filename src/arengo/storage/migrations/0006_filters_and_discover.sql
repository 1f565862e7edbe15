-- Filters: what somebody does not want to read.
-- compat: 1
--
-- Format as in 0001.

CREATE TABLE filter_sets (              -- owner: the reader. Only while they have a filter: pages look here first
  bucket smallint NOT NULL, account_id bigint NOT NULL,
  ver bigint NOT NULL,                  -- an id, new with each change: never the same again
  PRIMARY KEY (bucket, account_id)
) [CLUST];

CREATE TABLE filters (                  -- owner: the reader. contexts: bits; action 1 warn 2 hide 3 blur
  bucket smallint NOT NULL, account_id bigint NOT NULL, id bigint NOT NULL,
  title text NOT NULL, contexts smallint NOT NULL, action smallint NOT NULL, expires_ms bigint,
  PRIMARY KEY (bucket, account_id, id)
) [CLUST];

CREATE TABLE filter_keywords (          -- owner: the reader
  bucket smallint NOT NULL, account_id bigint NOT NULL, id bigint NOT NULL,
  filter_id bigint NOT NULL, keyword text NOT NULL, whole_word smallint NOT NULL,
  PRIMARY KEY (bucket, account_id, id)
) [CLUST];

CREATE TABLE filter_posts (             -- owner: the reader
  bucket smallint NOT NULL, account_id bigint NOT NULL, id bigint NOT NULL,
  filter_id bigint NOT NULL, post_id bigint NOT NULL,
  PRIMARY KEY (bucket, account_id, id)
) [CLUST];
CREATE UNIQUE INDEX filter_posts_once ON filter_posts (bucket, account_id, filter_id, post_id);
CREATE INDEX filter_posts_post ON filter_posts (post_id);  -- when the post goes: a scatter, allowed

-- People to meet ---------------------------------------------------------------------------
CREATE TABLE showcase (                 -- owner: the account, who wants to be found
  bucket smallint NOT NULL, account_id bigint NOT NULL,
  last_post_id bigint NOT NULL DEFAULT 0,  -- as a job last saw it
  PRIMARY KEY (bucket, account_id)
) [CLUST];
CREATE INDEX showcase_active ON showcase (last_post_id DESC, account_id DESC);  -- the page of people: a scatter, allowed
CREATE INDEX showcase_newest ON showcase (account_id DESC);

CREATE TABLE dismissed_suggestions (    -- owner: who does not want to see it again
  bucket smallint NOT NULL, account_id bigint NOT NULL, target_id bigint NOT NULL,
  PRIMARY KEY (bucket, account_id, target_id)
) [CLUST];

-- Trends: small tables of the whole site, written by a job ---------------------------------
CREATE TABLE trends (                   -- kind 1 tag 2 post 3 link (its card)
  kind smallint NOT NULL, id bigint NOT NULL,
  score double precision NOT NULL,      -- what the list is ordered by
  peak double precision NOT NULL, peak_ms bigint NOT NULL,  -- the highest it was, and when
  body text NOT NULL DEFAULT '{}',      -- JSON: its name or address, its last seven days
  PRIMARY KEY (kind, id)
);
CREATE INDEX trends_list ON trends (kind, score DESC, id DESC);

CREATE TABLE trend_reviews (            -- what the staff says of it, for as long as it may come back
  kind smallint NOT NULL, id bigint NOT NULL,
  approved smallint NOT NULL, at_ms bigint NOT NULL,
  PRIMARY KEY (kind, id)
);

CREATE INDEX tag_entries_recent ON tag_entries (post_id, tag_id, account_id);  -- what was tagged lately: a scatter, for a job
CREATE INDEX card_entries_recent ON card_entries (post_id, card_id, account_id);

-- Collections: people whom somebody recommends ---------------------------------------------
CREATE TABLE collections (              -- owner: who made it
  bucket smallint NOT NULL, id bigint NOT NULL, account_id bigint NOT NULL,
  name text NOT NULL, description text NOT NULL DEFAULT '', language text, tag text,
  sensitive smallint NOT NULL DEFAULT 0, discoverable smallint NOT NULL DEFAULT 0,
  changed_ms bigint NOT NULL,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE INDEX collections_account ON collections (bucket, account_id, id DESC);

CREATE TABLE collection_items (         -- owner: who made the collection. state 1 in it 2 took themselves out
  bucket smallint NOT NULL, collection_id bigint NOT NULL, target_id bigint NOT NULL,
  account_id bigint NOT NULL, id bigint NOT NULL, state smallint NOT NULL DEFAULT 1,
  PRIMARY KEY (bucket, collection_id, target_id)
) [CLUST];
CREATE INDEX collection_items_between ON collection_items (bucket, account_id, target_id);
CREATE INDEX collection_items_of ON collection_items (target_id, collection_id DESC);  -- the collections somebody is in: a scatter, allowed

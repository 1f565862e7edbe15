-- Cards of links, quotes, custom emoji.
-- compat: 1

CREATE TABLE cards (                    -- owner: the address. id = 63 bits of its hash; a failed one is kept without its address
  bucket smallint NOT NULL, id bigint NOT NULL,
  state smallint NOT NULL,              -- 0 ready 1 being stored 2 failed
  fetched_ms bigint NOT NULL,
  url text NOT NULL DEFAULT '',
  body text NOT NULL DEFAULT '{}',      -- JSON, what is shown
  staged text,                          -- the name of a file that is being written
  PRIMARY KEY (bucket, id)
) [CLUST];
CREATE INDEX cards_unread ON cards (fetched_ms) WHERE state <> 0;  -- for the sweep: a scatter, allowed

CREATE TABLE card_entries (             -- owner: the address. Which posts show its card
  bucket smallint NOT NULL, card_id bigint NOT NULL, post_id bigint NOT NULL, account_id bigint NOT NULL,
  PRIMARY KEY (bucket, card_id, post_id)
) [CLUST];

CREATE TABLE quotes (                   -- owner: the quoted author. state 1 accepted 2 revoked
  bucket smallint NOT NULL, quoted_id bigint NOT NULL, post_id bigint NOT NULL, account_id bigint NOT NULL,
  state smallint NOT NULL,
  PRIMARY KEY (bucket, quoted_id, post_id)
) [CLUST];

CREATE TABLE custom_emoji (             -- a reference table: pictures of this site that stand for a word between colons
  id bigint PRIMARY KEY, shortcode text NOT NULL,
  state smallint NOT NULL,              -- 0 ready 1 its files are being written
  category text, key text NOT NULL, static_key text NOT NULL,
  listed smallint NOT NULL, changed_ms bigint NOT NULL
);
CREATE UNIQUE INDEX custom_emoji_shortcode ON custom_emoji (shortcode) WHERE state = 0;

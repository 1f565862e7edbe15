-- Reading: lists, and what people keep for themselves while they read.
-- compat: 1
--
-- Format as in 0001. A list that is exclusive keeps its members out of home.

CREATE TABLE lists (                    -- owner: who made it. replies 0 none 1 to members 2 to anybody one follows
  bucket smallint NOT NULL, id bigint NOT NULL, account_id bigint NOT NULL, title text NOT NULL,
  replies smallint NOT NULL DEFAULT 1, exclusive smallint NOT NULL DEFAULT 0,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE INDEX lists_account ON lists (bucket, account_id, id);
CREATE INDEX lists_exclusive ON lists (bucket, account_id, id) WHERE exclusive = 1;  -- home asks whether there is one

CREATE TABLE list_members (             -- owner: who made the list
  bucket smallint NOT NULL, list_id bigint NOT NULL, target_id bigint NOT NULL,
  account_id bigint NOT NULL, id bigint NOT NULL,
  PRIMARY KEY (bucket, list_id, target_id)
) [CLUST];
CREATE INDEX list_members_page ON list_members (bucket, list_id, id DESC);
CREATE INDEX list_members_of ON list_members (bucket, account_id, target_id, list_id);

CREATE TABLE markers (                  -- owner: the reader. timeline 1 home 2 notifications; a row for each that was ever marked
  bucket smallint NOT NULL, account_id bigint NOT NULL, timeline smallint NOT NULL,
  last_read_id bigint NOT NULL, version integer NOT NULL DEFAULT 1, changed_ms bigint NOT NULL,
  PRIMARY KEY (bucket, account_id, timeline)
) [CLUST];

CREATE TABLE domain_blocks (            -- owner: who blocks. Whole servers, by name, whether or not we know them
  bucket smallint NOT NULL, account_id bigint NOT NULL, domain text NOT NULL, id bigint NOT NULL,
  PRIMARY KEY (bucket, account_id, domain)
) [CLUST];
CREATE INDEX domain_blocks_page ON domain_blocks (bucket, account_id, id DESC);

CREATE TABLE featured_tags (            -- owner: whose profile shows it. posts counts public and unlisted ones
  bucket smallint NOT NULL, account_id bigint NOT NULL, tag_id bigint NOT NULL, id bigint NOT NULL,
  name text NOT NULL, posts integer NOT NULL DEFAULT 0, last_post_id bigint,
  PRIMARY KEY (bucket, account_id, tag_id)
) [CLUST];

-- mutes and notes of others about somebody who leaves: a scatter, allowed
CREATE INDEX relations_target ON relations (target_id) WHERE kind IN (3, 4, 7);

CREATE TABLE conversations (            -- owner: the participant. A thread of letters as one of them sees it; people = ids of the others, sorted, with commas
  bucket smallint NOT NULL, id bigint NOT NULL, account_id bigint NOT NULL, root_id bigint NOT NULL,
  people text NOT NULL, last_id bigint NOT NULL, unread smallint NOT NULL DEFAULT 0,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE UNIQUE INDEX conversations_key ON conversations (bucket, account_id, root_id, people);
CREATE INDEX conversations_page ON conversations (bucket, account_id, last_id DESC);

CREATE TABLE conversation_posts (       -- owner: the participant. Which letters stand in which conversation
  bucket smallint NOT NULL, account_id bigint NOT NULL, post_id bigint NOT NULL, conversation_id bigint NOT NULL,
  PRIMARY KEY (bucket, account_id, post_id)
) [CLUST];
CREATE INDEX conversation_posts_of ON conversation_posts (bucket, account_id, conversation_id, post_id DESC);

CREATE TABLE announcements (            -- what the operator tells everybody here; a reference table. published_ms NULL = a draft
  id bigint PRIMARY KEY, text text NOT NULL, starts_ms bigint, ends_ms bigint,
  all_day smallint NOT NULL DEFAULT 0, published_ms bigint, changed_ms bigint NOT NULL
);

CREATE TABLE announcement_counts (      -- how many reacted how; with the announcements
  announcement_id bigint NOT NULL, name text NOT NULL, count integer NOT NULL, first_ms bigint NOT NULL,
  PRIMARY KEY (announcement_id, name)
);

CREATE TABLE announcement_reads (       -- owner: the reader. What one has put away
  bucket smallint NOT NULL, account_id bigint NOT NULL, announcement_id bigint NOT NULL,
  PRIMARY KEY (bucket, account_id, announcement_id)
) [CLUST];

CREATE TABLE announcement_reactions (   -- owner: who reacted
  bucket smallint NOT NULL, account_id bigint NOT NULL, announcement_id bigint NOT NULL, name text NOT NULL,
  PRIMARY KEY (bucket, account_id, announcement_id, name)
) [CLUST];

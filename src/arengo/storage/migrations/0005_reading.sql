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

-- Search: what the full-text files beside the database have yet to learn.
-- compat: 1

CREATE TABLE search_queue (             -- owner: the post's author, or the account. kind 1 post 2 account; mark rises with every change
  bucket smallint NOT NULL, kind smallint NOT NULL, id bigint NOT NULL, mark integer NOT NULL DEFAULT 1,
  PRIMARY KEY (bucket, kind, id)
) [CLUST];

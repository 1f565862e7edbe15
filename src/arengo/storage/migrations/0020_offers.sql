-- Replies that wait to be approved by whoever's thread they are in.
-- compat: 20
--
-- Format as in 0001. An offered post has visibility 4, which an older program does not know.

CREATE TABLE reply_offers (             -- owner: whoever is asked to approve
  bucket smallint NOT NULL, account_id bigint NOT NULL, post_id bigint NOT NULL,
  author_id bigint NOT NULL, state smallint NOT NULL DEFAULT 0,  -- 0 waits, 1 approved, 2 refused
  decided_ms bigint,
  PRIMARY KEY (bucket, account_id, post_id)
) [CLUST];
CREATE INDEX reply_offers_state ON reply_offers (bucket, account_id, state, post_id);
CREATE INDEX reply_offers_author ON reply_offers (bucket, account_id, author_id);  -- what somebody approved of another before
CREATE INDEX reply_offers_waiting ON reply_offers (post_id) WHERE state = 0;  -- for posts.refuse_old_offers: a scatter, allowed

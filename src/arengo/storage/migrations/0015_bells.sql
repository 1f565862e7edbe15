-- Bells: whether anybody wants to hear of every post is asked at every post.
-- compat: 1
--
-- Format as in 0001.

CREATE INDEX followers_bells ON followers (bucket, target_id, id) WHERE flags & 2 = 2;

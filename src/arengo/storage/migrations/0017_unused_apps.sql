-- Apps that nobody ever let in are forgotten: how to tell them, and how to find them.
-- compat: 1
--
-- Format as in 0001. Those that are there already count as used.

ALTER TABLE apps ADD COLUMN used smallint NOT NULL DEFAULT 1;  -- 1: somebody let it in once
CREATE INDEX apps_unused ON apps (bucket, id) WHERE used = 0;  -- for auth.forget_unused

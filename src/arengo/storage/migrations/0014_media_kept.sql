-- Media of a deleted post that its author is going to write anew.
-- compat: 1
--
-- Format as in 0001.

ALTER TABLE media ADD COLUMN kept_until_ms bigint;  -- free, but the sweep leaves it until then

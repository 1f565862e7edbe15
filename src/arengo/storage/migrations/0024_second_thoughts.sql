-- What is decided once can be decided anew: feeds of lists get another address, replies are hidden,
-- and an approved reply that says something else is asked about again.
-- compat: 1
--
-- Format as in 0001.

ALTER TABLE lists ADD COLUMN feed integer NOT NULL DEFAULT 0;  -- how often the address of its feed was renewed
ALTER TABLE reply_offers ADD COLUMN asked_ms bigint;           -- when it was asked about again
ALTER TABLE thread_entries ADD COLUMN hider_id bigint;         -- whose thread it is, who hides it from others
CREATE INDEX thread_entries_hidden ON thread_entries (bucket, hider_id, post_id) WHERE hider_id IS NOT NULL;

-- Announcements at their time, and who was here on which days.
-- compat: 1
--
-- Format as in 0001.

ALTER TABLE announcements ADD COLUMN scheduled_ms bigint;  -- when a draft is to be published

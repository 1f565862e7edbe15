-- Announcements at their time, and who was here on which days.
-- compat: 1
--
-- Format as in 0001.

ALTER TABLE announcements ADD COLUMN scheduled_ms bigint;  -- when a draft is to be published

CREATE TABLE visits (                   -- owner: account. Who was here in a week, with a bit for each of its days (Monday is 1)
  bucket smallint NOT NULL, account_id bigint NOT NULL, week integer NOT NULL, days integer NOT NULL,
  PRIMARY KEY (bucket, account_id, week)
) [CLUST];
CREATE INDEX visits_week ON visits (week);  -- for figures and for forgetting: a scatter, allowed

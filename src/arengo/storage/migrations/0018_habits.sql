-- How people like our own pages: colours, language, keys, what comes by itself.
-- compat: 1
--
-- Format as in 0001.

ALTER TABLE accounts ADD COLUMN habits text NOT NULL DEFAULT '{}';  -- JSON: `Habits` of the model

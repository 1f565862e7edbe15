-- Whom somebody asked to follow is found when they leave.
-- compat: 1

CREATE INDEX follow_requests_by ON follow_requests (account_id);  -- for accounts.erase: a scatter, allowed

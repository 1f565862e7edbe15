-- Publishers: whose links may be trends.
-- compat: 1

CREATE TABLE publishers (               -- a reference table: hosts whose pages were trends, and what the staff says of them
  id bigint PRIMARY KEY, host text NOT NULL UNIQUE,
  approved smallint, reviewed_ms bigint,  -- NULL while the staff has said nothing
  seen_ms bigint NOT NULL                 -- when a page of it was last a trend
);

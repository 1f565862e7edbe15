-- News: what other places publish as RSS or Atom, read here.
-- compat: 1
--
-- Format as in 0001.

CREATE TABLE news_sources (             -- a reference table: feeds that the staff or a member reads here
  id bigint PRIMARY KEY, url text NOT NULL UNIQUE,
  title text NOT NULL, home text NOT NULL, language text,
  of_staff smallint NOT NULL DEFAULT 0, -- chosen by the staff: shown to everybody
  readers integer NOT NULL DEFAULT 0,   -- members who added it; nobody's and not of the staff: forgotten
  due_ms bigint NOT NULL, read_ms bigint NOT NULL DEFAULT 0,
  fails integer NOT NULL DEFAULT 0,     -- attempts in a row that brought nothing
  marks text NOT NULL DEFAULT ''        -- JSON: what its server wants to hear to say "nothing new"
);
CREATE INDEX news_sources_due ON news_sources (due_ms);

CREATE TABLE news_articles (            -- id: when it appeared, in ms * 65,536, and a little of the key
  source_id bigint NOT NULL, key bigint NOT NULL, id bigint NOT NULL,
  body text NOT NULL,                   -- JSON {"url","title","summary","author"}
  PRIMARY KEY (source_id, key)
) [CLUST];
CREATE INDEX news_articles_newest ON news_articles (source_id, id);

CREATE TABLE news_readers (             -- owner: the reader. Which sources a member added
  bucket smallint NOT NULL, account_id bigint NOT NULL, source_id bigint NOT NULL,
  PRIMARY KEY (bucket, account_id, source_id)
) [CLUST];

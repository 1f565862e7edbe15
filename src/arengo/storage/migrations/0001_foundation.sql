-- The foundation: people, sign-in, apps, graph, posts, timelines, notifications, jobs.
-- compat: 1
--
-- Every table that is owned starts with the bucket of its owner, named in its comment (storage design, sections 2 and 4).
-- [ROWID]: on SQLite the id is the rowid.  [CLUST]: on SQLite the primary key clusters the table (WITHOUT ROWID).
-- Times are unix milliseconds unless a name says otherwise; booleans are bits of `flags`; JSON is text.

-- 1. people ------------------------------------------------------------------
CREATE TABLE accounts (                 -- owner: itself; local and remote
  bucket smallint NOT NULL,
  id bigint NOT NULL,
  ver integer NOT NULL DEFAULT 1,       -- raised by every change of what others see: fragments are keyed by it
  flags integer NOT NULL DEFAULT 0,
  host_id integer NOT NULL DEFAULT 0,   -- 0 = this server
  last_active integer NOT NULL DEFAULT 0,  -- unix day
  username text NOT NULL,
  domain text,                          -- NULL = this server
  display_name text NOT NULL DEFAULT '',
  note text NOT NULL DEFAULT '',        -- as written, not HTML
  fields text NOT NULL DEFAULT '[]',    -- JSON [{"name","value","verified_ms"}]
  avatar text, header text,             -- JSON {"key","static_key","type"}
  preferences text NOT NULL DEFAULT '{}',  -- JSON, the account's own defaults
  uri text, url text, inbox text, shared_inbox text, followers_uri text, public_key text,
  fetched_ms bigint NOT NULL DEFAULT 0,
  moved_to bigint,
  PRIMARY KEY (bucket, id)
) [ROWID];

CREATE TABLE account_names (            -- owner: account. What people are found by: folded words, as bytes (the same order everywhere)
  bucket smallint NOT NULL, account_id bigint NOT NULL, name bytea NOT NULL,
  PRIMARY KEY (bucket, account_id, name)
) [CLUST];
CREATE INDEX account_names_find ON account_names (name, account_id);  -- people by prefix: a scatter, allowed

CREATE TABLE account_stats (            -- owner: account
  bucket smallint NOT NULL, account_id bigint NOT NULL,
  followers integer NOT NULL DEFAULT 0, following integer NOT NULL DEFAULT 0,
  posts integer NOT NULL DEFAULT 0, last_post_id bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (bucket, account_id)
) [CLUST];

CREATE TABLE directory (                -- owner: the hash of the key. The one place of global uniqueness
  bucket smallint NOT NULL, ns smallint NOT NULL, key bytea NOT NULL, id bigint NOT NULL,
  retired_ms bigint,                    -- set when the thing is gone but the key stays taken
  PRIMARY KEY (bucket, ns, key)
) [CLUST];

CREATE TABLE hosts (                    -- other servers; a reference table
  id integer PRIMARY KEY, domain text NOT NULL UNIQUE, policy smallint NOT NULL DEFAULT 0,
  flags integer NOT NULL DEFAULT 0, fails integer NOT NULL DEFAULT 0, retry_ms bigint NOT NULL DEFAULT 0,
  seen_ms bigint NOT NULL DEFAULT 0, software text
);

CREATE TABLE settings (                 -- what the operator set at run time
  name text PRIMARY KEY, value text NOT NULL, changed_ms bigint NOT NULL
);

-- 2. sign-in -------------------------------------------------------------------
CREATE TABLE users (                    -- owner: account (id = account id). Local logins only
  bucket smallint NOT NULL,
  id bigint NOT NULL,
  role smallint NOT NULL DEFAULT 0,
  flags integer NOT NULL DEFAULT 0,     -- confirmed, approved, disabled, second factor on
  email text NOT NULL,
  new_email text,                       -- waits for its confirmation
  password_hash text NOT NULL,
  totp_secret bytea,                    -- encrypted
  totp_step bigint NOT NULL DEFAULT 0,  -- last accepted step: a code works once
  locale text NOT NULL DEFAULT 'en',
  reason text,                          -- why they want to join (approval mode)
  invite_id bigint,
  app_id bigint,                        -- signed up through
  signed_in_ms bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (bucket, id)
) [ROWID];

CREATE TABLE one_time_codes (           -- owner: account. purpose: confirm e-mail, reset password, second factor being set up
  bucket smallint NOT NULL, account_id bigint NOT NULL, purpose smallint NOT NULL,
  hash bytea NOT NULL, expires_ms bigint NOT NULL, extra text,
  PRIMARY KEY (bucket, account_id, purpose)
) [CLUST];

CREATE TABLE recovery_codes (           -- owner: account. A row goes when it is used
  bucket smallint NOT NULL, account_id bigint NOT NULL, hash bytea NOT NULL,
  PRIMARY KEY (bucket, account_id, hash)
) [CLUST];

CREATE TABLE sessions (                 -- owner: account. Signed in with a browser; looked up through directory
  bucket smallint NOT NULL, id bigint NOT NULL, account_id bigint NOT NULL, hash bytea NOT NULL,
  seen_ms bigint NOT NULL, expires_ms bigint NOT NULL, ip text, agent text,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE INDEX sessions_account ON sessions (bucket, account_id, id);

CREATE TABLE invites (                  -- owner: the inviting account
  bucket smallint NOT NULL, id bigint NOT NULL, account_id bigint NOT NULL, code text NOT NULL,
  max_uses integer, uses integer NOT NULL DEFAULT 0, expires_ms bigint,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE INDEX invites_account ON invites (bucket, account_id, id);

CREATE TABLE apps (                     -- owner: itself (random bucket); client_id is looked up through directory
  bucket smallint NOT NULL, id bigint NOT NULL, client_id text NOT NULL, secret_hash bytea NOT NULL,
  name text NOT NULL, website text, redirect_uris text NOT NULL, scopes text NOT NULL,
  PRIMARY KEY (bucket, id)
) [ROWID];

CREATE TABLE grants (                   -- owner: the hash of the code. An authorization code, once
  bucket smallint NOT NULL, hash bytea NOT NULL, app_id bigint NOT NULL, account_id bigint NOT NULL,
  redirect_uri text NOT NULL, scopes text NOT NULL, challenge text,
  expires_ms bigint NOT NULL, token_id bigint,   -- set when used: a second use revokes that token
  PRIMARY KEY (bucket, hash)
) [CLUST];

CREATE TABLE tokens (                   -- owner: account, or the app when there is no account; looked up through directory
  bucket smallint NOT NULL, id bigint NOT NULL, account_id bigint, app_id bigint NOT NULL,
  hash bytea NOT NULL, scopes text NOT NULL, seen_day integer NOT NULL DEFAULT 0,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE INDEX tokens_account ON tokens (bucket, account_id, id);

-- 3. graph -----------------------------------------------------------------------
CREATE TABLE follows (                  -- owner: the follower. Only accepted ones
  bucket smallint NOT NULL, account_id bigint NOT NULL, target_id bigint NOT NULL,
  flags smallint NOT NULL DEFAULT 1, id bigint NOT NULL, languages text,
  PRIMARY KEY (bucket, account_id, target_id)
) [CLUST];
CREATE INDEX follows_page ON follows (bucket, account_id, id DESC);

CREATE TABLE followers (                -- owner: the followed. Mirror of follows, written in the same transaction
  bucket smallint NOT NULL, target_id bigint NOT NULL, account_id bigint NOT NULL,
  flags smallint NOT NULL DEFAULT 1, id bigint NOT NULL,
  PRIMARY KEY (bucket, target_id, account_id)
) [CLUST];
CREATE INDEX followers_page ON followers (bucket, target_id, id DESC);

CREATE TABLE follow_requests (          -- owner: the one who is asked
  bucket smallint NOT NULL, target_id bigint NOT NULL, account_id bigint NOT NULL,
  flags smallint NOT NULL DEFAULT 1, id bigint NOT NULL, languages text,
  PRIMARY KEY (bucket, target_id, account_id)
) [CLUST];
CREATE INDEX follow_requests_page ON follow_requests (bucket, target_id, id DESC);

CREATE TABLE relations (                -- owner: the actor. kind 1 block 2 blocked_by 3 mute 4 mute with notifications 5 domain block (target = host) 6 endorsed 7 private note
  bucket smallint NOT NULL, account_id bigint NOT NULL, kind smallint NOT NULL, target_id bigint NOT NULL,
  id bigint NOT NULL, expires_ms bigint, note text,
  PRIMARY KEY (bucket, account_id, kind, target_id)
) [CLUST];
CREATE INDEX relations_page ON relations (bucket, account_id, kind, id DESC);

-- 4. posts ------------------------------------------------------------------------
CREATE TABLE posts (                    -- owner: the author
  bucket smallint NOT NULL,
  id bigint NOT NULL,
  ver integer NOT NULL DEFAULT 1,       -- raised by every change of what is rendered
  account_id bigint NOT NULL,
  visibility smallint NOT NULL,
  flags integer NOT NULL DEFAULT 0,
  reply_to_id bigint, reply_to_account_id bigint, boost_of_id bigint, root_id bigint, quote_of_id bigint,
  text text NOT NULL DEFAULT '',        -- as written
  spoiler text NOT NULL DEFAULT '',
  language text,
  uri text, url text,
  extra text NOT NULL DEFAULT '{}',     -- JSON {"mentions":[…],"tags":[…],"media":[…],"app":{…}}: read with the row, never joined
  edited_ms bigint,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE INDEX posts_account ON posts (bucket, account_id, id DESC);
CREATE UNIQUE INDEX posts_boost ON posts (bucket, account_id, boost_of_id) WHERE boost_of_id IS NOT NULL;
CREATE INDEX posts_boosters ON posts (boost_of_id, id DESC) WHERE boost_of_id IS NOT NULL;  -- who boosted: a scatter, allowed

CREATE TABLE post_stats (               -- owner: the author; only rows that are not zero
  bucket smallint NOT NULL, post_id bigint NOT NULL,
  favourites integer NOT NULL DEFAULT 0, boosts integer NOT NULL DEFAULT 0,
  replies integer NOT NULL DEFAULT 0, quotes integer NOT NULL DEFAULT 0,
  PRIMARY KEY (bucket, post_id)
) [CLUST];

CREATE TABLE post_edits (               -- owner: the author. The states before each edit
  bucket smallint NOT NULL, post_id bigint NOT NULL, at_ms bigint NOT NULL, body text NOT NULL,
  PRIMARY KEY (bucket, post_id, at_ms)
) [CLUST];

CREATE TABLE thread_entries (           -- owner: the author of the root. A conversation is one range
  bucket smallint NOT NULL, root_id bigint NOT NULL, post_id bigint NOT NULL,
  parent_id bigint NOT NULL, account_id bigint NOT NULL,
  PRIMARY KEY (bucket, root_id, post_id)
) [CLUST];

CREATE TABLE mentions (                 -- owner: the mentioned. The only source of who may see a direct post
  bucket smallint NOT NULL, account_id bigint NOT NULL, post_id bigint NOT NULL,
  PRIMARY KEY (bucket, account_id, post_id)
) [CLUST];

CREATE TABLE favourites (               -- owner: who did it. kind 1 favourite 2 bookmark 3 pin 4 thread mute
  bucket smallint NOT NULL, account_id bigint NOT NULL, kind smallint NOT NULL, post_id bigint NOT NULL,
  id bigint NOT NULL,
  PRIMARY KEY (bucket, account_id, kind, post_id)
) [CLUST];
CREATE INDEX favourites_list ON favourites (bucket, account_id, kind, id DESC);
CREATE INDEX favourites_post ON favourites (post_id, id DESC) WHERE kind = 1;  -- who favourited: a scatter, allowed

CREATE TABLE idempotency_keys (         -- owner: the author
  bucket smallint NOT NULL, account_id bigint NOT NULL, key text NOT NULL, post_id bigint NOT NULL,
  PRIMARY KEY (bucket, account_id, key)
) [CLUST];

CREATE TABLE media (                    -- owner: the uploader. The key is 128 random bits, never derived from the id
  bucket smallint NOT NULL, id bigint NOT NULL, account_id bigint NOT NULL,
  kind smallint NOT NULL, state smallint NOT NULL DEFAULT 0,
  post_id bigint, key text NOT NULL, small_key text, type text NOT NULL,
  sha256 bytea, bytes bigint NOT NULL DEFAULT 0, remote_url text,
  description text, focus text, meta text NOT NULL DEFAULT '{}', blurhash text,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE INDEX media_account ON media (bucket, account_id, id DESC);
CREATE INDEX media_post ON media (bucket, post_id) WHERE post_id IS NOT NULL;
CREATE INDEX media_unattached ON media (id) WHERE post_id IS NULL;  -- what waits for a post, for the sweep: a scatter, allowed

-- 5. timelines -----------------------------------------------------------------------
CREATE TABLE tags (                     -- owner: the tag. id = 63 bits of the hash of the name; the name as bytes (the same order everywhere)
  bucket smallint NOT NULL, id bigint NOT NULL, name bytea NOT NULL,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE INDEX tags_name ON tags (name);  -- tags by prefix: a scatter, allowed

CREATE TABLE tag_entries (              -- owner: the tag. Public posts only
  bucket smallint NOT NULL, tag_id bigint NOT NULL, post_id bigint NOT NULL, account_id bigint NOT NULL,
  PRIMARY KEY (bucket, tag_id, post_id)
) [CLUST];

CREATE TABLE followed_tags (            -- owner: the reader
  bucket smallint NOT NULL, account_id bigint NOT NULL, tag_id bigint NOT NULL, id bigint NOT NULL, name text NOT NULL,
  PRIMARY KEY (bucket, account_id, tag_id)
) [CLUST];
CREATE INDEX followed_tags_page ON followed_tags (bucket, account_id, id DESC);

CREATE TABLE public_entries (           -- owner: the hour (hour number & 1023)
  bucket smallint NOT NULL, post_id bigint NOT NULL, account_id bigint NOT NULL, flags integer NOT NULL DEFAULT 0,  -- bit 0 local, bit 1 has media
  PRIMARY KEY (bucket, post_id)
) [CLUST];
CREATE INDEX public_page ON public_entries (post_id DESC);   -- beyond the recent hours: a scatter, allowed

-- 6. notifications -----------------------------------------------------------------------
CREATE TABLE notifications (            -- owner: the recipient
  bucket smallint NOT NULL, account_id bigint NOT NULL, id bigint NOT NULL,
  type smallint NOT NULL, flags smallint NOT NULL DEFAULT 0, from_id bigint NOT NULL, post_id bigint,
  group_key text NOT NULL,
  PRIMARY KEY (bucket, account_id, id)
) [CLUST];
CREATE INDEX notifications_dedup ON notifications (bucket, account_id, from_id, type, post_id);
CREATE INDEX notifications_post ON notifications (bucket, account_id, post_id) WHERE post_id IS NOT NULL;
CREATE INDEX notifications_group ON notifications (bucket, account_id, group_key, id DESC);

CREATE TABLE notification_groups (      -- owner: the recipient. The v2 page is one range
  bucket smallint NOT NULL, account_id bigint NOT NULL, group_key text NOT NULL,
  latest_id bigint NOT NULL, first_id bigint NOT NULL, count integer NOT NULL DEFAULT 1,
  type smallint NOT NULL, post_id bigint, sample text NOT NULL,  -- JSON: ids of the last 8 people
  PRIMARY KEY (bucket, account_id, group_key)
) [CLUST];
CREATE INDEX notification_groups_page ON notification_groups (bucket, account_id, latest_id DESC);

-- 7. background work -----------------------------------------------------------------------
CREATE TABLE jobs (                     -- the outbox is the queue; local to the coordinator
  id bigint PRIMARY KEY, lane smallint NOT NULL, priority smallint NOT NULL DEFAULT 5,
  attempts smallint NOT NULL DEFAULT 0, run_ms bigint NOT NULL, lease_ms bigint NOT NULL DEFAULT 0,
  dead_ms bigint, kind text NOT NULL, dedup text, args text NOT NULL, error text
);
CREATE INDEX jobs_due ON jobs (lane, priority, run_ms, id) WHERE dead_ms IS NULL;
CREATE UNIQUE INDEX jobs_dedup ON jobs (kind, dedup) WHERE dedup IS NOT NULL;

CREATE TABLE timetable (                -- when each periodic job is next due
  name text PRIMARY KEY, next_ms bigint NOT NULL
);

-- postgresql
ALTER TABLE account_stats SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE post_stats SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE jobs SET (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

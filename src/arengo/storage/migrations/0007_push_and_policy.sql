-- What people do not want to be told at once, and where they are woken.
-- compat: 1

CREATE TABLE notification_policies (    -- owner: the recipient. No row: as everybody
  bucket smallint NOT NULL, account_id bigint NOT NULL,
  rules integer NOT NULL,               -- two bits for each rule: 0 accept, 1 filter, 2 drop
  PRIMARY KEY (bucket, account_id)
) [CLUST];

CREATE TABLE notification_permissions ( -- owner: the recipient. Who is heard, whatever the policy says
  bucket smallint NOT NULL, account_id bigint NOT NULL, from_id bigint NOT NULL,
  PRIMARY KEY (bucket, account_id, from_id)
) [CLUST];
CREATE INDEX notification_permissions_from ON notification_permissions (from_id);  -- for accounts.erase: a scatter, allowed

CREATE TABLE held_notifications (       -- owner: the recipient. What the policy keeps apart
  bucket smallint NOT NULL, account_id bigint NOT NULL, from_id bigint NOT NULL, id bigint NOT NULL,
  type smallint NOT NULL, post_id bigint,
  PRIMARY KEY (bucket, account_id, from_id, id)
) [CLUST];
CREATE INDEX held_notifications_page ON held_notifications (bucket, account_id, id DESC);
CREATE INDEX held_notifications_post ON held_notifications (bucket, account_id, post_id) WHERE post_id IS NOT NULL;
CREATE INDEX held_notifications_from ON held_notifications (from_id);  -- for accounts.erase: a scatter, allowed

CREATE TABLE notification_requests (    -- owner: the recipient. One for each sender of what is held
  bucket smallint NOT NULL, account_id bigint NOT NULL, from_id bigint NOT NULL,
  id bigint NOT NULL, latest_id bigint NOT NULL, count integer NOT NULL, last_post_id bigint,
  accepted smallint NOT NULL DEFAULT 0, -- 1 while a job moves what was held
  PRIMARY KEY (bucket, account_id, from_id)
) [CLUST];
CREATE INDEX notification_requests_page ON notification_requests (bucket, account_id, id DESC);
CREATE INDEX notification_requests_from ON notification_requests (from_id);  -- for accounts.erase: a scatter, allowed

CREATE TABLE push_subscriptions (       -- owner: the account (its tokens share its bucket). One for each token
  bucket smallint NOT NULL, token_id bigint NOT NULL, account_id bigint NOT NULL,
  id bigint NOT NULL, alerts integer NOT NULL DEFAULT 0, policy smallint NOT NULL DEFAULT 0,
  standard smallint NOT NULL DEFAULT 0, -- 1: RFC 8291; 0: its fourth draft, which older apps expect
  endpoint text NOT NULL, p256dh bytea NOT NULL, auth bytea NOT NULL,
  token bytea NOT NULL,                 -- encrypted: apps with several accounts know by it whose message this is
  PRIMARY KEY (bucket, token_id)
) [CLUST];
CREATE INDEX push_subscriptions_account ON push_subscriptions (bucket, account_id, token_id);

-- Passkeys: what a phone or a key signs with, so that nobody types a password.
-- compat: 1
--
-- Format as in 0001.

CREATE TABLE passkeys (                 -- owner: account. credential_id is looked up through directory
  bucket smallint NOT NULL, id bigint NOT NULL, account_id bigint NOT NULL,
  credential_id bytea NOT NULL, public_key bytea NOT NULL,  -- the key as COSE writes it
  sign_count bigint NOT NULL DEFAULT 0,    -- rises with each use where a device counts
  transports text NOT NULL DEFAULT '',     -- how to reach it, for the browser: usb,internal,hybrid …
  name text NOT NULL,                      -- its owner's
  asked_ms bigint NOT NULL DEFAULT 0,      -- when its last question was drawn: an older one is answered already
  used_ms bigint,
  PRIMARY KEY (bucket, id)
) [ROWID];
CREATE INDEX passkeys_account ON passkeys (bucket, account_id, id);

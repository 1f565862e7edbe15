-- The audit log: what the staff does, entry by entry, each sealed with the one before.
-- compat: 1
--
-- Append-only. It has no owner: one chain for the whole site, short beside everything else.

CREATE TABLE audit_entries (            -- actor NULL = the operator at the command line. Ids only, never an address
  seq bigint PRIMARY KEY, at_ms bigint NOT NULL, actor_id bigint, act text NOT NULL,
  person_id bigint,                     -- who is concerned
  entry_id bigint,                      -- what else is concerned: an announcement, a report, a block …
  about text NOT NULL DEFAULT '',       -- its name, where that is nobody's: a setting, a domain, a role
  after text,                           -- what it is from then on: a setting as JSON, how hard a block is
  seal bytea NOT NULL                   -- SHA-256 of the seal before and of this entry
);
CREATE INDEX audit_entries_person ON audit_entries (person_id, seq) WHERE person_id IS NOT NULL;
CREATE INDEX audit_entries_setting ON audit_entries (about, seq) WHERE act = 'change setting';

CREATE INDEX users_staff ON users (role DESC, id) WHERE role > 0;  -- users.staff: a scatter, allowed

-- What the operator tells everybody over a signature.
-- compat: 1
--
-- Format as in 0001.

CREATE TABLE open_letters (
  id bigint PRIMARY KEY,
  author_id bigint,                     -- whose portrait stands beside the signature; NULL when they are gone
  words text NOT NULL,                  -- JSON {"texts": [{"language","title","text"}],"by","role","place","until_ms"}
  changed_ms bigint NOT NULL,
  number integer UNIQUE,                -- 1, 2, 3 …; NULL while it is a draft; never given again
  slug text UNIQUE, signed_ms bigint,
  until_ms bigint,                      -- every page tells of a signed one until then
  signed_text text,                     -- byte for byte what was signed
  signature bytea,                      -- Ed25519, 64 bytes
  withdrawn_ms bigint
);

-- Recordings are worked on after the upload, and may fail; what an account keeps is counted by bytes.
-- compat: 1

ALTER TABLE media ADD COLUMN failure text;  -- why a recording could not be made anew, in plain words
CREATE INDEX media_kept ON media (bucket, account_id, bytes);  -- the sum of it, from the index alone

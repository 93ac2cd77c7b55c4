-- Keys for messages that the application encrypts after a person's registration. It cannot read the person's own key, so
-- it makes a new key for each such message, which belongs to the person and is deleted with theirs.
CREATE TABLE personal.message_key (
  key_id     uuid        NOT NULL PRIMARY KEY,
  person_id  uuid        NOT NULL REFERENCES personal.key,
  key        bytea       NOT NULL CHECK (octet_length(key) = 32),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON personal.message_key (person_id);
ALTER TABLE personal.message_key SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);

-- Stores the key of a message about this person. Returns false for a person who is unknown or forgotten, and for an id
-- that has another key. The row lock makes it wait for `forget`, or `forget` for it.
CREATE FUNCTION personal.keep_message_key(id uuid, person uuid, new_key bytea) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  INSERT INTO personal.message_key (key_id, person_id, key)
  SELECT id, known.person_id, new_key FROM personal.key AS known
  WHERE known.person_id = person AND known.key IS NOT NULL FOR SHARE
  ON CONFLICT DO NOTHING;
  SELECT EXISTS (
    SELECT FROM personal.message_key AS kept WHERE kept.key_id = id AND kept.person_id = person AND kept.key = new_key
  );
END;

-- Deletes the key of a person for good, and those of messages about them.
CREATE OR REPLACE FUNCTION personal.forget(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  INSERT INTO personal.key (person_id, forgotten_at) VALUES (person, now())
  ON CONFLICT (person_id) DO UPDATE SET key = NULL, forgotten_at = now() WHERE personal.key.key IS NOT NULL;
  DELETE FROM personal.message_key WHERE person_id = person;
END;

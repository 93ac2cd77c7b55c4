-- The keys of personal data, apart from everything else.
-- All that is done here is done by the functions below, and by reading keys; workers/services/rights.ts says by whom.
CREATE SCHEMA personal;

-- The key that a person's data in messages is encrypted with. Who is forgotten keeps a row without one, so that no key can
-- be put in its place, by a form that is sent again or by a backup.
CREATE TABLE personal.key (
  person_id    uuid        NOT NULL PRIMARY KEY,
  key          bytea       CHECK (octet_length(key) = 32),
  created_at   timestamptz NOT NULL DEFAULT now(),
  forgotten_at timestamptz,
  CHECK ((key IS NULL) = (forgotten_at IS NOT NULL))
);
-- The room of a key that was taken away is given to other rows within a minute or so, not some day.
ALTER TABLE personal.key SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);

-- What the ids of email addresses are made with. Made once, and never another: addresses would no longer be known.
CREATE TABLE personal.pepper (
  id     boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (id),
  pepper bytea   NOT NULL
);
INSERT INTO personal.pepper (pepper)
VALUES (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));


-- The position up to which set-up has searched the messages (personal-data/catch-up.ts). It is kept here so that after a
-- restore from a backup it is as old as the keys.
CREATE TABLE personal.sealed (
  id       boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (id),
  position bigint  NOT NULL DEFAULT 0
);
INSERT INTO personal.sealed DEFAULT VALUES;

-- Keeps the key of a new person. False for somebody who is forgotten, or who has another key.
CREATE FUNCTION personal.keep_key(person uuid, new_key bytea) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  INSERT INTO personal.key (person_id, key) VALUES (person, new_key) ON CONFLICT DO NOTHING;
  SELECT EXISTS (SELECT FROM personal.key AS kept WHERE kept.person_id = person AND kept.key = new_key);
END;

-- Takes the key of a person away for good.
CREATE FUNCTION personal.forget(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  INSERT INTO personal.key (person_id, forgotten_at) VALUES (person, now())
  ON CONFLICT (person_id) DO UPDATE SET key = NULL, forgotten_at = now() WHERE personal.key.key IS NOT NULL;
END;

-- The id of an address in the log, which nobody can guess without the pepper. `fingerprint` is made of the address alone.
CREATE FUNCTION personal.address_id(fingerprint uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH keyed AS (SELECT substring(sha256(pepper || sha256(pepper || uuid_send(fingerprint))) FOR 16) AS id FROM personal.pepper)
  -- Version 8 of RFC 9562: made in a way of one's own.
  SELECT encode(set_byte(set_byte(id, 6, (get_byte(id, 6) & 15) | 128), 8, (get_byte(id, 8) & 63) | 128), 'hex')::uuid FROM keyed;
END;

-- The keys of personal data, in a separate schema. Services may only read keys and call the functions below
-- (workers/services/rights.ts).
CREATE SCHEMA personal;

-- The key that encrypts a person's data in messages. A forgotten person keeps a row without a key, so that neither a
-- repeated form nor a backup can store another.
CREATE TABLE personal.key (
  person_id    uuid        NOT NULL PRIMARY KEY,
  key          bytea       CHECK (octet_length(key) = 32),
  created_at   timestamptz NOT NULL DEFAULT now(),
  forgotten_at timestamptz,
  CHECK ((key IS NULL) = (forgotten_at IS NOT NULL))
);
-- Frequent vacuums, so that the space of a deleted key is reused within about a minute.
ALTER TABLE personal.key SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);

-- The secret for the ids of email addresses. It is generated once and never changes, because another secret would
-- change the ids.
CREATE TABLE personal.pepper (
  id     boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (id),
  pepper bytea   NOT NULL
);
INSERT INTO personal.pepper (pepper)
VALUES (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));


-- The position up to which set-up has searched the messages (personal-data/catch-up.ts). It is kept here so that after
-- a restore from a backup it is as old as the keys.
CREATE TABLE personal.sealed (
  id       boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (id),
  position bigint  NOT NULL DEFAULT 0
);
INSERT INTO personal.sealed DEFAULT VALUES;

-- Stores the key of a new person. Returns false for a person who is forgotten or has another key.
CREATE FUNCTION personal.keep_key(person uuid, new_key bytea) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  INSERT INTO personal.key (person_id, key) VALUES (person, new_key) ON CONFLICT DO NOTHING;
  SELECT EXISTS (SELECT FROM personal.key AS kept WHERE kept.person_id = person AND kept.key = new_key);
END;

-- Deletes the key of a person for good.
CREATE FUNCTION personal.forget(person uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  INSERT INTO personal.key (person_id, forgotten_at) VALUES (person, now())
  ON CONFLICT (person_id) DO UPDATE SET key = NULL, forgotten_at = now() WHERE personal.key.key IS NOT NULL;
END;

-- Returns the id of an address in the log, which cannot be computed without the pepper. `fingerprint` is made from the
-- address alone.
CREATE FUNCTION personal.address_id(fingerprint uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH keyed AS (SELECT substring(sha256(pepper || sha256(pepper || uuid_send(fingerprint))) FOR 16) AS id FROM personal.pepper)
  -- Version 8 of RFC 9562: a custom format.
  SELECT encode(set_byte(set_byte(id, 6, (get_byte(id, 6) & 15) | 128), 8, (get_byte(id, 8) & 63) | 128), 'hex')::uuid FROM keyed;
END;

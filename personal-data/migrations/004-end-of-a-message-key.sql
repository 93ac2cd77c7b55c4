-- Deletes the key of a message for good, before its person is forgotten: nobody can read what it encrypted. Its id is
-- random, so nobody stores another key for it.
CREATE FUNCTION personal.forget_message_key(id uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  DELETE FROM personal.message_key WHERE key_id = id;
END;

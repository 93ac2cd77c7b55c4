-- Categories have owners: who may append to which. Whoever else tries is refused, and so is every way around the functions.

-- A role and a category that it may append to. Filled by whoever sets the database up. Whoever has INSERT on the messages
-- themselves, as their owner and superusers do, may append to any category.
CREATE TABLE message_store.writer (
  role     name NOT NULL,
  category text NOT NULL,
  PRIMARY KEY (role, category)
);

-- Message DB's function, which each append calls first, with the check: one a call, whatever it appends. The appending
-- functions run as the store's owner, so the caller is known by its login, or by the role that it assumed. Check and lock
-- are one query, as another would cost half of what the check does.
CREATE OR REPLACE FUNCTION message_store.acquire_lock(stream_name varchar)
RETURNS bigint
AS $$
DECLARE
  _category varchar := message_store.category(acquire_lock.stream_name);
  _category_name_hash bigint := message_store.hash_64(_category);
  _caller name := current_setting('role');
BEGIN
  IF _caller = 'none' THEN
    _caller := session_user;
  END IF;

  PERFORM pg_advisory_xact_lock(_category_name_hash)
  FROM message_store.writer WHERE writer.role = _caller AND writer.category = _category;

  IF NOT FOUND THEN
    IF NOT has_table_privilege(_caller, 'message_store.messages', 'INSERT') THEN
      RAISE EXCEPTION 'The role % may not append to the category %', _caller, _category USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM pg_advisory_xact_lock(_category_name_hash);
  END IF;

  RETURN _category_name_hash;
END;
$$ LANGUAGE plpgsql
VOLATILE;

-- Nobody needs a right to the table itself in order to append. The path is pinned, so that no caller's object is taken
-- for one of the store's.
ALTER FUNCTION message_store.write_message(varchar, varchar, varchar, jsonb, jsonb, bigint)
  SECURITY DEFINER SET search_path = message_store, pg_temp;

-- Of messages with these ids, those in the caller's own categories: what it may have written before. So nobody who writes
-- needs to read the log.
CREATE FUNCTION message_store.find_written(ids uuid[])
RETURNS TABLE (id uuid, stream_name text, type text, data jsonb, "position" bigint, global_position bigint)
AS $$
DECLARE
  _caller name := CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role')::name END;
BEGIN
  RETURN QUERY
  SELECT messages.id, messages.stream_name::text, messages.type::text, messages.data, messages.position, messages.global_position
  FROM messages
  WHERE messages.id = ANY (find_written.ids) AND (
    has_table_privilege(_caller, 'message_store.messages', 'INSERT')
    OR EXISTS (SELECT FROM writer WHERE writer.role = _caller AND writer.category = category(messages.stream_name)));
END;
$$ LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = message_store, pg_temp;

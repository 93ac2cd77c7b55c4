-- Categories have owners: roles that may append to them. Other roles are refused, and no role can bypass the functions.

-- A role and a category to which it may append. The database's set-up fills it. A role with INSERT on the messages,
-- such as their owner or a superuser, may append to any category.
CREATE TABLE message_store.writer (
  role     name NOT NULL,
  category text NOT NULL,
  PRIMARY KEY (role, category)
);

-- Message DB's function, which each append calls first, with the check added: one check per call. The appending
-- functions run as the store's owner, so the caller is the login, or the role that it assumed. Check and lock are one
-- query, because a second one would cost half as much as the check.
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

-- Appending needs no right to the table. The search path is pinned, so that names do not resolve to a caller's objects.
ALTER FUNCTION message_store.write_message(varchar, varchar, varchar, jsonb, jsonb, bigint)
  SECURITY DEFINER SET search_path = message_store, pg_temp;

-- Returns the messages with these ids in the caller's own categories, which it may have written before. So a writer
-- does not need the right to read the log.
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

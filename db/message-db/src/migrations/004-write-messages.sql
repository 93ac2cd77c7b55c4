-- Writes to several streams of one category in one statement. `write_message` writes one message at a time.
--
-- stream_names: each stream once. A write has one of these streams (write_streams: its index; NULL: one write to each,
-- in order), an expected version (NULL: any), and a number of messages (message_counts; NULL: one each). The messages
-- of all writes are concatenated in ids, types, data and metadata. The writes happen in order, and each sees the writes
-- before it. A write whose stream is not at its expected version writes nothing, and the others succeed; with
-- all_or_none it fails the statement, with the text of write_message.
--
-- positions: of each message in its stream, NULL in a refused write. global_positions: of each written message.
-- actual_versions: of each write, NULL if it was accepted, otherwise the version of its stream (-1 if there is none);
-- NULL as a whole if all were accepted.
--
-- The category is locked until commit, as in write_message, so that its readers in order miss nothing. Queries do the
-- work for all writes at once, because a step of plpgsql per write costs a tenth of its insert. The settings keep plans
-- good: a plan made while the table was small would scan all of it for a version, and planning for the arrays of each
-- call costs as much as a small call.
CREATE FUNCTION message_store.write_messages(
  stream_names text[],
  write_streams int[],
  expected_versions bigint[],
  message_counts int[],
  ids uuid[],
  types text[],
  data jsonb[],
  metadata jsonb[],
  all_or_none boolean DEFAULT false,
  OUT positions bigint[],
  OUT global_positions bigint[],
  OUT actual_versions bigint[]
)
AS $$
#variable_conflict use_column
DECLARE
  _category text := split_part(stream_names[1], '-', 1);
  _is_one_category boolean;
  _is_as_expected boolean;
  _next_positions bigint[]; -- Of each stream: where it goes on.
  _write_names text[] := stream_names;
  _stream int;
BEGIN
  PERFORM acquire_lock(stream_names[1]);

  -- Where there is one write to each stream, in their order, its expected version stands beside the stream.
  SELECT
    array_agg(next_position ORDER BY stream),
    bool_and(expected_version IS NULL OR expected_version = next_position - 1),
    bool_and(starts_with(stream_name, _category || '-'))
  INTO _next_positions, _is_as_expected, _is_one_category
  FROM (
    SELECT
      *,
      coalesce((
        SELECT position + 1 FROM messages WHERE messages.stream_name = streams.stream_name ORDER BY position DESC LIMIT 1
      ), 0) AS next_position
    FROM unnest(stream_names, expected_versions) WITH ORDINALITY AS streams (stream_name, expected_version, stream)
    WHERE stream <= cardinality(stream_names)
  ) AS streams;

  IF NOT _is_one_category THEN
    RAISE EXCEPTION 'Must be streams of one category: %', stream_names;
  END IF;

  IF write_streams IS NULL AND _is_as_expected THEN
    positions := _next_positions;
  ELSE
    FOR _write IN 1 .. coalesce(cardinality(write_streams), cardinality(stream_names), 0) LOOP
      _stream := coalesce(write_streams[_write], _write);
      _write_names[_write] := stream_names[_stream];
      positions[_write] := _next_positions[_stream];
      actual_versions[_write] := NULL;
      IF expected_versions[_write] IS NULL OR expected_versions[_write] = positions[_write] - 1 THEN
        _next_positions[_stream] := positions[_write] + coalesce(message_counts[_write], 1);
      ELSIF all_or_none THEN
        RAISE EXCEPTION
          'Wrong expected version: % (Stream: %, Stream Version: %)',
          expected_versions[_write],
          stream_names[_stream],
          positions[_write] - 1;
      ELSE
        actual_versions[_write] := positions[_write] - 1;
        positions[_write] := NULL;
      END IF;
    END LOOP;
  END IF;

  IF message_counts IS NOT NULL THEN
    SELECT array_agg(stream_name ORDER BY write, n), array_agg(position + n ORDER BY write, n)
    INTO _write_names, positions
    FROM
      unnest(_write_names, positions, message_counts) WITH ORDINALITY AS writes (stream_name, position, message_count, write),
      generate_series(0, message_count - 1) AS n;
  END IF;

  IF cardinality(positions) != cardinality(ids) THEN
    RAISE EXCEPTION 'Must be as many messages as the writes have: % (Messages: %)', cardinality(positions), cardinality(ids);
  END IF;

  -- The default of global_position is drawn behind the sort, so the order of the messages is that of the store.
  WITH inserted AS (
    INSERT INTO messages (id, stream_name, position, type, data, metadata)
    SELECT id, stream_name, position, type, data, metadata
    FROM unnest(ids, _write_names, positions, types, data, metadata) WITH ORDINALITY
           AS given (id, stream_name, position, type, data, metadata, ordinal)
    WHERE position IS NOT NULL
    ORDER BY ordinal
    RETURNING messages.global_position
  )
  SELECT array_agg(inserted.global_position ORDER BY inserted.global_position) INTO global_positions FROM inserted;
END;
$$ LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = message_store, pg_temp
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan;

-- Only roles that may execute write_message may execute this and find_written.
DO $$
DECLARE
  _grantee regrole;
BEGIN
  REVOKE ALL ON FUNCTION message_store.write_messages, message_store.find_written FROM PUBLIC;
  FOR _grantee IN
    SELECT grantee::regrole
    FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner)))
    WHERE pg_proc.oid = 'message_store.write_message'::regproc AND privilege_type = 'EXECUTE'
  LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION message_store.write_messages, message_store.find_written TO %s',
      CASE _grantee WHEN 0 THEN 'PUBLIC' ELSE _grantee::text END);
    EXECUTE format('GRANT SELECT ON message_store.writer TO %s', CASE _grantee WHEN 0 THEN 'PUBLIC' ELSE _grantee::text END);
  END LOOP;
END $$;

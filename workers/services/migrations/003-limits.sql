-- What has a limit is counted here, for all processes and machines of the application: so often, until the window ends.
CREATE SCHEMA limits;

-- The key is a keyed hash of an address or an id. Unlogged: counts are lost if Postgres crashes, and cost no write-ahead log.
CREATE UNLOGGED TABLE limits.count (
  name     text        NOT NULL,
  key      uuid        NOT NULL,
  taken    integer     NOT NULL,
  ends_at  timestamptz NOT NULL,
  PRIMARY KEY (name, key)
) WITH (fillfactor = 70);
CREATE INDEX count_ends_at ON limits.count (ends_at);

-- Takes one of each of these limits, in their order, and stops at the first that is full. Returns how many are taken, for each
-- that was asked, with the seconds until its window ends. A window begins when the first is taken. Removes a few rows whose
-- window is over, more than it adds.
CREATE FUNCTION limits.take(names text[], keys uuid[], most integer[], seconds integer[])
RETURNS TABLE (taken integer, is_full boolean, ends_in integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  at timestamptz := clock_timestamp();
  ends timestamptz;
BEGIN
  FOR place IN 1 .. cardinality(names) LOOP
    INSERT INTO limits.count AS known (name, key, taken, ends_at)
    VALUES (names[place], keys[place], 1, at + make_interval(secs => seconds[place]))
    ON CONFLICT (name, key) DO UPDATE SET
      taken = CASE WHEN known.ends_at > at THEN known.taken + 1 ELSE 1 END,
      ends_at = CASE WHEN known.ends_at > at THEN known.ends_at ELSE excluded.ends_at END
    WHERE known.ends_at <= at OR known.taken < most[place]
    RETURNING known.taken, known.ends_at INTO taken, ends;
    is_full := NOT FOUND;
    IF is_full THEN
      SELECT known.taken, known.ends_at INTO taken, ends FROM limits.count AS known
      WHERE known.name = names[place] AND known.key = keys[place];
    END IF;
    ends_in := greatest(1, ceil(extract(epoch FROM ends - at)));
    RETURN NEXT;
    EXIT WHEN is_full;
  END LOOP;
  DELETE FROM limits.count AS known USING (
    SELECT over.name, over.key FROM limits.count AS over WHERE over.ends_at <= at
    ORDER BY over.ends_at LIMIT 10 FOR UPDATE SKIP LOCKED
  ) AS gone
  WHERE known.name = gone.name AND known.key = gone.key;
END;
$$;

-- Gives one back of each of these limits: it was taken for something that they do not count. One after the other, as `take`, so
-- that neither waits for the other for ever.
CREATE FUNCTION limits.give_back(names text[], keys uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  FOR place IN 1 .. cardinality(names) LOOP
    UPDATE limits.count AS known SET taken = known.taken - 1
    WHERE known.name = names[place] AND known.key = keys[place] AND known.taken > 0;
  END LOOP;
END;
$$;

-- Begins these limits again.
CREATE FUNCTION limits.forget(names text[], keys uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  DELETE FROM limits.count AS known USING unnest(names, keys) AS given (name, key)
  WHERE known.name = given.name AND known.key = given.key;
END;

-- Returns how many are taken of a limit, and takes none.
CREATE FUNCTION limits.taken(asked text, of uuid) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT coalesce((SELECT known.taken FROM limits.count AS known
    WHERE known.name = asked AND known.key = of AND known.ends_at > clock_timestamp()), 0);
END;

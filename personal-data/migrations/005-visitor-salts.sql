-- The salts with which the application hashes addresses of visitors, one a day (UTC). Without the salt of a day nobody can
-- find out which address a hash of that day is of.
CREATE TABLE personal.visitor_salt (
  day   date   NOT NULL PRIMARY KEY,
  salt  bytea  NOT NULL CHECK (octet_length(salt) = 32)
);
ALTER TABLE personal.visitor_salt SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);

-- Returns the salt of a day, which is the given one for the first process that asks. Null for another day than today: in the
-- ten minutes around midnight (UTC) the clocks of two machines may name two days. Deletes the salts of all other days.
CREATE FUNCTION personal.salt_of(asked date, new_salt bytea) RETURNS bytea
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  DELETE FROM personal.visitor_salt
  WHERE day NOT IN (
    ((now() - interval '10 minutes') AT TIME ZONE 'UTC')::date, ((now() + interval '10 minutes') AT TIME ZONE 'UTC')::date
  );
  INSERT INTO personal.visitor_salt (day, salt)
  SELECT asked, new_salt
  WHERE asked IN (
    ((now() - interval '10 minutes') AT TIME ZONE 'UTC')::date, ((now() + interval '10 minutes') AT TIME ZONE 'UTC')::date
  )
  ON CONFLICT DO NOTHING;
  SELECT salt FROM personal.visitor_salt WHERE day = asked;
END;

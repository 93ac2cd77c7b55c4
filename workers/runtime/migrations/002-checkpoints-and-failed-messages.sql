-- Uses one word for one thing. A consumer's stored position is its checkpoint, the generation of its partitioning is an
-- epoch, and the error that stops it is an issue. A message that it could not handle is a failed message: it is
-- retrying, parked or skipped, and later messages of its stream are blocked. Only names change; all rows stay.
ALTER TABLE runtime.consumer RENAME COLUMN division TO epoch;
ALTER TABLE runtime.consumer RENAME COLUMN problem TO issue;
ALTER TABLE runtime.consumer RENAME COLUMN problem_at TO issue_at;

ALTER TABLE runtime.position RENAME TO checkpoint;
ALTER TABLE runtime.checkpoint RENAME COLUMN division TO epoch;
ALTER INDEX runtime.position_pkey RENAME TO checkpoint_pkey;

ALTER TABLE runtime.parked RENAME TO failed_message;
ALTER TABLE runtime.failed_message RENAME COLUMN parked_at TO failed_at;
ALTER INDEX runtime.parked_pkey RENAME TO failed_message_pkey;
ALTER INDEX runtime.parked_waiting RENAME TO failed_message_stream;
ALTER INDEX runtime.parked_due RENAME TO failed_message_due;
ALTER INDEX runtime.parked_first RENAME TO failed_message_first;
ALTER TABLE runtime.failed_message DROP CONSTRAINT parked_state_check;
UPDATE runtime.failed_message SET state = 'blocked' WHERE state = 'held';
ALTER TABLE runtime.failed_message
  ADD CONSTRAINT failed_message_state_check CHECK (state IN ('retrying', 'blocked', 'parked', 'skipped'));

-- Each build of an aggregator has its own checkpoint table, a copy of the runtime's. A table whose owner is a role that
-- set-up is no member of does not belong to the site: its aggregator recreates its tables.
DO $$
DECLARE
  build record;
BEGIN
  FOR build IN
    SELECT nspname, pg_index.indexrelid::regclass::text AS key
    FROM runtime.build
    JOIN pg_namespace ON nspname = schema
    JOIN pg_class ON relnamespace = pg_namespace.oid AND relname = 'position' AND relkind = 'r'
    LEFT JOIN pg_index ON indrelid = pg_class.oid AND indisprimary
    WHERE pg_has_role(current_user, relowner, 'USAGE') AND pg_has_role(current_user, nspowner, 'USAGE')
    ORDER BY nspname
  LOOP
    EXECUTE format('ALTER TABLE %I.position RENAME TO checkpoint', build.nspname);
    EXECUTE format('ALTER TABLE %I.checkpoint RENAME COLUMN division TO epoch', build.nspname);
    IF build.key IS NOT NULL THEN
      EXECUTE format('ALTER INDEX %s RENAME TO checkpoint_pkey', build.key);
    END IF;
  END LOOP;
END
$$;

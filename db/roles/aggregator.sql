-- An aggregator reads events and writes the view tables, which are its own. It emits nothing.
DO $$
BEGIN
  IF to_regrole('video_tutorials_aggregator') IS NULL THEN CREATE ROLE video_tutorials_aggregator NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- Another database of this server is making it.
END $$;
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'video_tutorials_aggregator', 'USAGE') THEN GRANT video_tutorials_aggregator TO CURRENT_USER; END IF;
END $$;

-- Read messages. Without INSERT, write_message refuses too.
GRANT USAGE ON SCHEMA message_store TO video_tutorials_aggregator;
GRANT SELECT ON message_store.messages TO video_tutorials_aggregator;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA message_store TO video_tutorials_aggregator;

-- Make one schema for each version of each aggregator's tables,
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON DATABASE %I TO video_tutorials_aggregator', current_database());
END $$;
-- and show the live version through the schema `view`.
ALTER SCHEMA view OWNER TO video_tutorials_aggregator;

-- Keep what it parked and which awaited messages it projected.
GRANT USAGE ON SCHEMA runtime TO video_tutorials_aggregator;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA runtime TO video_tutorials_aggregator;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA runtime TO video_tutorials_aggregator;

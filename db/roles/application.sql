-- The application posts commands and renders view tables. It can change nothing else.
DO $$
BEGIN
  IF to_regrole('video_tutorials_application') IS NULL THEN CREATE ROLE video_tutorials_application NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- Another database of this server is making it.
END $$;
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'video_tutorials_application', 'USAGE') THEN GRANT video_tutorials_application TO CURRENT_USER; END IF;
END $$;

-- Post a command and read streams: through Message DB's functions, which run with the caller's own rights.
GRANT USAGE ON SCHEMA message_store TO video_tutorials_application;
GRANT SELECT, INSERT ON message_store.messages TO video_tutorials_application;
GRANT USAGE, SELECT ON SEQUENCE message_store.messages_global_position_seq TO video_tutorials_application;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA message_store TO video_tutorials_application;

-- Read every view table, also those that an aggregator makes later.
GRANT USAGE ON SCHEMA view TO video_tutorials_application;
GRANT SELECT ON ALL TABLES IN SCHEMA view TO video_tutorials_application;
ALTER DEFAULT PRIVILEGES FOR ROLE video_tutorials_aggregator IN SCHEMA view
  GRANT SELECT ON TABLES TO video_tutorials_application;

-- See what came of a command, how far the consumers are, and what they parked.
GRANT USAGE ON SCHEMA runtime TO video_tutorials_application;
GRANT SELECT ON runtime.outcome, runtime.projected, runtime.position, runtime.parked TO video_tutorials_application;

-- A component reads commands and events, decides, and writes events. It does not know the views.
DO $$
BEGIN
  IF to_regrole('video_tutorials_component') IS NULL THEN CREATE ROLE video_tutorials_component NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- Another database of this server is making it.
END $$;
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'video_tutorials_component', 'USAGE') THEN GRANT video_tutorials_component TO CURRENT_USER; END IF;
END $$;

-- Read and append messages; none may be changed or removed.
GRANT USAGE ON SCHEMA message_store TO video_tutorials_component;
GRANT SELECT, INSERT ON message_store.messages TO video_tutorials_component;
GRANT USAGE, SELECT ON SEQUENCE message_store.messages_global_position_seq TO video_tutorials_component;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA message_store TO video_tutorials_component;

-- Keep positions, outcomes and parked messages.
GRANT USAGE ON SCHEMA runtime TO video_tutorials_component;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA runtime TO video_tutorials_component;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA runtime TO video_tutorials_component;

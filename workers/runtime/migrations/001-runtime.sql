-- What the workers keep beside the message store.
CREATE SCHEMA runtime;

-- Which names of consumers, workers and aggregators are a service's own: a regular expression for each role. Filled by
-- set-up. The policies of workers/services/row-policies.ts ask it whose a row is.
CREATE TABLE runtime.service (
  role  name NOT NULL PRIMARY KEY,
  names text NOT NULL
);

-- Whether all these names are the caller's own; of `<consumer> <category>` the consumer. The path is pinned, as the caller
-- is who is being checked.
CREATE FUNCTION runtime.is_own(VARIADIC names text[])
RETURNS boolean
AS $$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM unnest(is_own.names) AS name
    WHERE NOT EXISTS (SELECT FROM runtime.service WHERE role = current_user AND split_part(name, ' ', 1) ~ ('^(' || service.names || ')$')));
END;
$$ LANGUAGE plpgsql
STABLE
PARALLEL SAFE
SET search_path = pg_catalog, pg_temp;

-- The worker processes that are alive: each says so every two seconds. Lives on no other clock than the database's.
CREATE TABLE runtime.process (
  process     uuid        NOT NULL PRIMARY KEY,
  worker      text        NOT NULL,
  -- The advisory lock that it holds while its connection lasts.
  token       integer     NOT NULL,
  -- What it can run, as `<consumer> <category>`.
  consumers   text[]      NOT NULL,
  host        text        NOT NULL,
  pid         integer     NOT NULL,
  metrics_url text,
  started_at  timestamptz NOT NULL DEFAULT now(),
  seen_at     timestamptz NOT NULL DEFAULT now()
);

-- Each consumer of a category, in how many partitions it is read, and what keeps it from going on.
CREATE TABLE runtime.consumer (
  consumer   text        NOT NULL,
  category   text        NOT NULL,
  partitions integer     NOT NULL DEFAULT 1 CHECK (partitions BETWEEN 1 AND 256),
  -- Counts the changes of that number: what was begun under another division must not be committed.
  division   integer     NOT NULL DEFAULT 0,
  -- What was handled under earlier divisions, while today's positions are behind it: [[7, 9, 3, 8]], a position each.
  done       jsonb       NOT NULL DEFAULT '[]',
  problem    text,
  problem_at timestamptz,
  PRIMARY KEY (consumer, category)
);

-- Which process reads a partition, and until when it may. Rows come and go with their owners.
CREATE TABLE runtime.lease (
  consumer    text        NOT NULL,
  category    text        NOT NULL,
  partition   integer     NOT NULL,
  owner       uuid        NOT NULL,
  owned_until timestamptz NOT NULL,
  PRIMARY KEY (consumer, category, partition)
);

-- How far each partition is read: the global position of the last message that its consumer is done with.
-- Aggregators keep theirs with their tables instead, so that dropping those drops the position too.
CREATE TABLE runtime.position (
  consumer   text        NOT NULL,
  category   text        NOT NULL,
  partition  integer     NOT NULL DEFAULT 0,
  division   integer     NOT NULL DEFAULT 0,
  position   bigint      NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, category, partition)
);

-- Messages that a consumer could not handle yet: tried again later (retrying), waiting behind an earlier one of their
-- stream (held), left to a person after the last attempt (parked), or given up by a person (skipped). The first of a
-- stream that is not skipped is retrying or parked, and all others are held. Rows come and go under a lock on the
-- position of their partition, so that this holds whoever is at work.
CREATE TABLE runtime.parked (
  consumer        text        NOT NULL,
  message_id      uuid        NOT NULL,
  category        text        NOT NULL,
  stream_name     text        NOT NULL,
  global_position bigint      NOT NULL,
  type            text        NOT NULL,
  state           text        NOT NULL CHECK (state IN ('retrying', 'held', 'parked', 'skipped')),
  attempts        integer     NOT NULL DEFAULT 0,
  error           text,
  retry_at        timestamptz,
  parked_at       timestamptz NOT NULL DEFAULT now(),
  last_at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, message_id)
);

-- Messages that a component asked for at a later time. Made from its events, so they can be made again.
CREATE TABLE runtime.timer (
  consumer    text        NOT NULL,
  timer_id    text        NOT NULL,
  due_at      timestamptz NOT NULL,
  stream_name text        NOT NULL,
  -- {id, type, data, metadata}
  message     jsonb       NOT NULL,
  -- The stream of the event that asked for it.
  cause       text        NOT NULL,
  PRIMARY KEY (consumer, timer_id)
);

-- The folded state of long entity streams, up to and with `version`. May be dropped at any time.
CREATE TABLE runtime.snapshot (
  consumer      text        NOT NULL,
  stream_name   text        NOT NULL,
  version       bigint      NOT NULL,
  state_version integer     NOT NULL,
  state         jsonb       NOT NULL,
  taken_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, stream_name)
);

-- What came of a command that somebody waits for: the events that it led to, [{id, type, data?}],
-- with data only for a rejection. Kept for minutes.
CREATE TABLE runtime.outcome (
  trace_id   uuid        NOT NULL,
  message_id uuid        NOT NULL,
  component  text        NOT NULL,
  events     jsonb       NOT NULL,
  -- Its component cannot handle it, and has set it aside.
  parked     boolean     NOT NULL DEFAULT false,
  at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (trace_id, message_id)
);

-- Which aggregator has projected which awaited event. Kept for minutes.
CREATE TABLE runtime.projected (
  trace_id   uuid        NOT NULL,
  aggregator text        NOT NULL,
  message_id uuid        NOT NULL,
  at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (trace_id, aggregator, message_id)
);

-- Where pages read: views over the live version of each aggregator's tables.
CREATE SCHEMA view;

-- The tables of each aggregator: one schema a build. The views show the one that is live; a version that is newer, or
-- that somebody asked to be built again, is built beside it; one that was live is dropped some time later.
CREATE TABLE runtime.build (
  schema       text        NOT NULL PRIMARY KEY,
  aggregator   text        NOT NULL,
  version      integer     NOT NULL,
  state        text        NOT NULL CHECK (state IN ('building', 'live', 'retired')),
  requested_at timestamptz NOT NULL DEFAULT now(),
  live_at      timestamptz,
  retired_at   timestamptz
);

CREATE INDEX timer_due ON runtime.timer (consumer, due_at);
CREATE INDEX outcome_at ON runtime.outcome (at);
CREATE INDEX projected_at ON runtime.projected (at);
CREATE UNIQUE INDEX build_live ON runtime.build (aggregator) WHERE state = 'live';
CREATE INDEX parked_waiting ON runtime.parked (consumer, category, stream_name, global_position) WHERE state <> 'skipped';
-- The first of each stream; those that wait for a person have no time and come last.
CREATE INDEX parked_due ON runtime.parked (consumer, category, retry_at) WHERE state IN ('retrying', 'parked');
CREATE INDEX parked_first ON runtime.parked (consumer, global_position) WHERE state IN ('retrying', 'parked');

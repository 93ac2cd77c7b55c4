-- The tables of the workers, beside the message store.
CREATE SCHEMA runtime;

-- The names of consumers, workers and aggregators that belong to a service: a regular expression for each role. Set-up
-- fills it. The policies of workers/services/row-policies.ts use it to find the owner of a row.
CREATE TABLE runtime.service (
  role  name NOT NULL PRIMARY KEY,
  names text NOT NULL
);

-- Returns whether all these names belong to the caller. Of `<consumer> <category>` only the consumer counts. The search
-- path is fixed, because the function checks its own caller.
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

-- The live worker processes. Each updates its row every two seconds. All times are by the database's clock.
CREATE TABLE runtime.process (
  process     uuid        NOT NULL PRIMARY KEY,
  worker      text        NOT NULL,
  -- The key of the advisory lock that it holds as long as its connection lasts.
  token       integer     NOT NULL,
  -- The consumers that it can run, as `<consumer> <category>`.
  consumers   text[]      NOT NULL,
  host        text        NOT NULL,
  pid         integer     NOT NULL,
  metrics_url text,
  started_at  timestamptz NOT NULL DEFAULT now(),
  seen_at     timestamptz NOT NULL DEFAULT now()
);

-- Each consumer of a category, the number of its partitions, and the problem that stops it.
CREATE TABLE runtime.consumer (
  consumer   text        NOT NULL,
  category   text        NOT NULL,
  partitions integer     NOT NULL DEFAULT 1 CHECK (partitions BETWEEN 1 AND 256),
  -- Counts the changes of that number. Work that began under an earlier division must not be committed.
  division   integer     NOT NULL DEFAULT 0,
  -- The positions of earlier divisions that are ahead of the current ones: [[7, 9, 3, 8]], one of each partition.
  done       jsonb       NOT NULL DEFAULT '[]',
  problem    text,
  problem_at timestamptz,
  PRIMARY KEY (consumer, category)
);

-- The process that reads a partition, and the end of its lease. Rows come and go with their owners.
CREATE TABLE runtime.lease (
  consumer    text        NOT NULL,
  category    text        NOT NULL,
  partition   integer     NOT NULL,
  owner       uuid        NOT NULL,
  owned_until timestamptz NOT NULL,
  PRIMARY KEY (consumer, category, partition)
);

-- The global position of the last message that the consumer of a partition has handled. Aggregators keep theirs with
-- their tables instead, so that it is dropped with them.
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
-- stream (held), left to an operator after the last attempt (parked), or given up by an operator (skipped). The first
-- of a stream that is not skipped is retrying or parked, and all others are held. Every change needs a lock on the
-- position of the partition, so this is always true.
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

-- Messages that a component sends at a later time. They are derived from its events, so they can be rebuilt.
CREATE TABLE runtime.timer (
  consumer    text        NOT NULL,
  timer_id    text        NOT NULL,
  due_at      timestamptz NOT NULL,
  stream_name text        NOT NULL,
  -- {id, type, data, metadata}
  message     jsonb       NOT NULL,
  -- The stream of the event that set the timer.
  cause       text        NOT NULL,
  PRIMARY KEY (consumer, timer_id)
);

-- The folded state of long entity streams, up to and including `version`. May be deleted at any time.
CREATE TABLE runtime.snapshot (
  consumer      text        NOT NULL,
  stream_name   text        NOT NULL,
  version       bigint      NOT NULL,
  state_version integer     NOT NULL,
  state         jsonb       NOT NULL,
  taken_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, stream_name)
);

-- The outcome of an awaited command: its events, [{id, type, data?}], with data only for a rejection. Kept for minutes.
CREATE TABLE runtime.outcome (
  trace_id   uuid        NOT NULL,
  message_id uuid        NOT NULL,
  component  text        NOT NULL,
  events     jsonb       NOT NULL,
  -- Its component could not handle it, and has parked it.
  parked     boolean     NOT NULL DEFAULT false,
  at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (trace_id, message_id)
);

-- The awaited events that each aggregator has projected. Kept for minutes.
CREATE TABLE runtime.projected (
  trace_id   uuid        NOT NULL,
  aggregator text        NOT NULL,
  message_id uuid        NOT NULL,
  at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (trace_id, aggregator, message_id)
);

-- What pages read: views of the live version of each aggregator's tables.
CREATE SCHEMA view;

-- The builds of each aggregator's tables: one schema a build. The views show the live build. A newer version, or a
-- requested rebuild, is built beside it. A build that is no longer live is dropped some time later.
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
-- The first message of each stream. Parked ones have no time, and come last.
CREATE INDEX parked_due ON runtime.parked (consumer, category, retry_at) WHERE state IN ('retrying', 'parked');
CREATE INDEX parked_first ON runtime.parked (consumer, global_position) WHERE state IN ('retrying', 'parked');

-- What the workers keep beside the message store. Run at each set-up, so every statement is idempotent.
CREATE SCHEMA IF NOT EXISTS runtime;

-- How far each consumer has read its category: the global position of the last message that it is done with.
-- Aggregators keep theirs with their tables instead, so that dropping those drops the position too.
CREATE TABLE IF NOT EXISTS runtime.position (
  consumer   text        NOT NULL,
  category   text        NOT NULL,
  position   bigint      NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, category)
);

-- Messages that a consumer could not handle and stepped over.
CREATE TABLE IF NOT EXISTS runtime.parked (
  consumer        text        NOT NULL,
  message_id      uuid        NOT NULL,
  stream_name     text        NOT NULL,
  global_position bigint      NOT NULL,
  type            text        NOT NULL,
  error           text        NOT NULL,
  parked_at       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, message_id)
);

-- What came of a command that somebody waits for: the events that it led to, [{id, type, data?}],
-- with data only for a rejection. Kept for minutes.
CREATE TABLE IF NOT EXISTS runtime.outcome (
  trace_id   uuid        NOT NULL,
  message_id uuid        NOT NULL,
  component  text        NOT NULL,
  events     jsonb       NOT NULL,
  at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (trace_id, message_id)
);
CREATE INDEX IF NOT EXISTS outcome_at ON runtime.outcome (at);

-- Which aggregator has projected which awaited event. Kept for minutes.
CREATE TABLE IF NOT EXISTS runtime.projected (
  trace_id   uuid        NOT NULL,
  aggregator text        NOT NULL,
  message_id uuid        NOT NULL,
  at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (trace_id, aggregator, message_id)
);
CREATE INDEX IF NOT EXISTS projected_at ON runtime.projected (at);

-- Where pages read: views over the live version of each aggregator's tables.
CREATE SCHEMA IF NOT EXISTS view;

-- Which version of each aggregator's tables the views show.
CREATE TABLE IF NOT EXISTS runtime.live_version (
  aggregator text        NOT NULL PRIMARY KEY,
  version    integer     NOT NULL,
  since      timestamptz NOT NULL DEFAULT now()
);

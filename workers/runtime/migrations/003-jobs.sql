-- Long work outside of the database, such as encoding, that any number of processes share. Jobs are made from events, so
-- they can be rebuilt. A process claims a job, renews the claim while it works, and marks the job when it is done.
CREATE TABLE runtime.job (
  consumer       text        NOT NULL,
  -- The entity, and the job's name within it.
  stream_name    text        NOT NULL,
  kind           text        NOT NULL,
  key            text        NOT NULL,
  -- The event that added it: id, position in its stream, global position.
  cause_id       uuid        NOT NULL,
  cause_position bigint      NOT NULL,
  position       bigint      NOT NULL,
  -- Who waits for it. Owners share the workers' time fairly.
  owner          text        NOT NULL,
  -- All jobs of an earlier stage come first. Among one owner's jobs of a stage, those of a later step come first.
  stage          integer     NOT NULL,
  step           integer     NOT NULL,
  -- Its size, compared to other jobs of the same stage and step.
  cost           float8      NOT NULL CHECK (cost > 0),
  -- Whether the consumer has read all events that existed when it was added. Until then a later event may remove it.
  is_open        boolean     NOT NULL DEFAULT false,
  due_at         timestamptz NOT NULL DEFAULT now(),
  failures       integer     NOT NULL DEFAULT 0,
  error          text,
  -- What the last process did not find, so that the job waits for another one.
  waits_for      text,
  -- The process that works on it.
  worker         uuid,
  started_at     timestamptz,
  renewed_at     timestamptz,
  -- When it was done. The row stays until an event that follows from its result removes it, or for a minute, because that
  -- event may add jobs that come before others.
  done_at        timestamptz,
  PRIMARY KEY (consumer, stream_name, kind, key),
  CHECK ((worker IS NULL) = (renewed_at IS NULL) AND (worker IS NULL) = (started_at IS NULL))
);

-- How many seconds of work each owner has had, by a clock that an owner who returns joins where the others are
-- (start-time fair queueing).
CREATE TABLE runtime.job_turn (
  consumer text        NOT NULL,
  owner    text        NOT NULL,
  served   float8      NOT NULL,
  left_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, owner)
);

-- How long jobs have taken lately, for estimates: moving averages of their seconds and costs.
CREATE TABLE runtime.job_pace (
  consumer text    NOT NULL,
  stage    integer NOT NULL,
  step     integer NOT NULL,
  seconds  float8  NOT NULL,
  cost     float8  NOT NULL,
  PRIMARY KEY (consumer, stage, step)
);

-- The place of entities in the queue of a consumer, for those who may know no more of it. A row for each entity that has
-- jobs: the number of jobs that are claimed before its next one, plus one (0: it is being worked on), the seconds until
-- that begins and until it ends, the seconds until all its jobs end, and what it waits for. Times are estimates, null
-- without experience. An entity of a stage goes through its steps, so a job is followed by jobs of the later steps.
CREATE FUNCTION runtime.job_places(consumer text, streams text[])
RETURNS TABLE (stream_name text, place integer, starts_in float8, step_ends_in float8, ends_in float8, waits_for text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH pace AS (
    SELECT job_pace.stage, job_pace.step, job_pace.cost,
           sum(job_pace.seconds) OVER (PARTITION BY job_pace.stage ORDER BY job_pace.step DESC) AS seconds
    FROM runtime.job_pace WHERE job_pace.consumer = job_places.consumer
  ), job AS (
    SELECT job.*, coalesce(pace.seconds * job.cost / pace.cost, 0) AS expected, pace.cost IS NOT NULL AS is_known,
           greatest(0, extract(epoch FROM now() - job.started_at)) AS spent
    FROM runtime.job LEFT JOIN pace ON pace.stage = job.stage AND pace.step = job.step
    WHERE job.consumer = job_places.consumer AND job.is_open AND job.done_at IS NULL
  ), running AS (
    SELECT greatest(1, count(*)) AS slots, coalesce(sum(greatest(0, job.expected - job.spent)), 0) AS seconds
    FROM job WHERE job.worker IS NOT NULL
  ), owners AS (
    SELECT job.owner, coalesce(min(job_turn.served), 0) + coalesce(sum(job.spent) FILTER (WHERE job.worker IS NOT NULL), 0) AS served
    FROM job LEFT JOIN runtime.job_turn ON job_turn.consumer = job_places.consumer AND job_turn.owner = job.owner
    GROUP BY job.owner
  ), waiting AS (
    SELECT job.stream_name, job.stage, job.step, job.position, job.expected, job.is_known, job.waits_for,
           owners.served + sum(job.expected) OVER (
             PARTITION BY job.owner ORDER BY job.stage, job.step DESC, job.position, job.key
             ROWS UNBOUNDED PRECEDING) - job.expected AS served
    FROM job JOIN owners ON owners.owner = job.owner
    WHERE job.worker IS NULL
  ), placed AS (
    SELECT waiting.stream_name, waiting.waits_for, waiting.expected,
           row_number() OVER line AS place,
           (sum(waiting.expected) OVER line - waiting.expected + running.seconds) / running.slots AS starts_in,
           bool_and(waiting.is_known) OVER line AS is_known
    FROM waiting CROSS JOIN running
    WINDOW line AS (ORDER BY waiting.stage, waiting.served, waiting.step DESC, waiting.position ROWS UNBOUNDED PRECEDING)
    UNION ALL
    SELECT job.stream_name, job.waits_for, greatest(0, job.expected - job.spent), 0, 0, job.is_known FROM job WHERE job.worker IS NOT NULL
  )
  SELECT placed.stream_name, min(placed.place)::integer,
         (array_agg(CASE WHEN placed.is_known THEN placed.starts_in END ORDER BY placed.place))[1],
         (array_agg(CASE WHEN placed.is_known THEN placed.starts_in + placed.expected END ORDER BY placed.place))[1],
         CASE WHEN bool_and(placed.is_known) THEN max(placed.starts_in + placed.expected) END,
         (array_agg(placed.waits_for ORDER BY placed.place))[1]
  FROM placed WHERE placed.stream_name = ANY (job_places.streams)
  GROUP BY placed.stream_name;
END;

/** All messages of all components, without secrets, for those who run the site. */
export const tables = {
  operations_messages: `
    CREATE TABLE operations_messages (
      global_position bigint      PRIMARY KEY,
      id              uuid        NOT NULL UNIQUE,
      stream_name     text        NOT NULL,
      category        text        NOT NULL,
      type            text        NOT NULL,
      position        bigint      NOT NULL,
      time            timestamptz NOT NULL,
      trace_id        uuid,
      user_id         uuid,
      data            jsonb,
      metadata        jsonb       NOT NULL
    );
    CREATE INDEX ON operations_messages (time DESC);
    CREATE INDEX ON operations_messages (category, global_position DESC);
    CREATE INDEX ON operations_messages (type, global_position DESC);
    CREATE INDEX ON operations_messages (stream_name, global_position DESC);
    CREATE INDEX ON operations_messages (trace_id, global_position) WHERE trace_id IS NOT NULL;
    CREATE INDEX ON operations_messages (user_id, global_position DESC) WHERE user_id IS NOT NULL`,
};

import pg from 'pg';

/*
 * Checks the outcomes of commands by SQL on the store alone. Shares no code with the runtime or the client, so that
 * their mistakes cannot hide here.
 */

/** A command that was acknowledged: `Add` 1 to a counter. */
export interface Sent {
  readonly id: string;
  readonly counterId: string;
}

/** For each violated rule of the store or a view, the first few violations. Empty if everything is correct. */
export type Findings = Record<string, unknown[]>;

const CHECKS: Record<string, string> = {
  'commands that were acknowledged and are not in the store': `
    SELECT sent.id FROM sent LEFT JOIN message_store.messages USING (id) WHERE messages.id IS NULL`,
  'commands without their event': `
    SELECT command.stream_name, command.position FROM message_store.messages AS command
    WHERE command.stream_name LIKE 'counter:command-%' AND NOT EXISTS (
      SELECT FROM causes WHERE cause = command.global_position AND category = 'counter')`,
  'messages that two messages of a category follow from': `
    SELECT category, cause, count(*) FROM causes GROUP BY category, cause HAVING count(*) > 1`,
  'streams with gaps or doubles in their positions': `
    SELECT stream_name FROM message_store.messages GROUP BY stream_name
    HAVING count(*) <> max(position) + 1 OR count(DISTINCT position) <> count(*) OR min(position) <> 0`,
  'streams whose messages are not in the order of their causes': `
    SELECT stream_name, position FROM (
      SELECT stream_name, position, cause, lag(cause) OVER (PARTITION BY stream_name ORDER BY position) AS before FROM causes) AS ordered
    WHERE cause < before`,
  'events that were not decided on all events before them': `
    SELECT stream_name, position FROM message_store.messages
    WHERE stream_name LIKE 'counter-%' AND (data->>'total')::int <> position + 1`,
  'events without their label': `
    SELECT event.stream_name, event.position FROM message_store.messages AS event
    WHERE event.stream_name LIKE 'counter-%' AND NOT EXISTS (
      SELECT FROM causes WHERE cause = event.global_position AND category = 'label')`,
  'labels out of place': `
    SELECT stream_name, position FROM message_store.messages
    WHERE stream_name LIKE 'label-%' AND (data->>'label')::int <> position + 1`,
  'rows of the view that are not as the events say': `
    SELECT * FROM (
      SELECT split_part(stream_name, '-', 2) AS counter_id, count(*) AS sum, count(*) AS events, count(*)::text AS label
      FROM message_store.messages WHERE stream_name LIKE 'counter-%' GROUP BY stream_name) AS expected
    FULL JOIN view.test_counters AS seen USING (counter_id)
    WHERE (expected.sum, expected.events, expected.label) IS DISTINCT FROM (seen.sum, seen.events, seen.label)`,
};

/** Runs all checks. */
export async function check(databaseUrl: string, sent: readonly Sent[]): Promise<Findings> {
  return withClient(databaseUrl, async (client) => {
    await client.query(`
      CREATE TEMPORARY TABLE sent AS SELECT unnest($$${`{${sent.map(({ id }) => id).join()}}`}$$::uuid[]) AS id;
      CREATE TEMPORARY VIEW causes AS
        SELECT stream_name, split_part(stream_name, '-', 1) AS category, position,
               (metadata->>'causationMessageGlobalPosition')::bigint AS cause
        FROM message_store.messages WHERE stream_name NOT LIKE 'counter:command-%'`);
    const findings: Findings = {};
    for (const [rule, sql] of Object.entries(CHECKS)) {
      const { rows } = await client.query(`${sql} LIMIT 5`);
      if (rows.length > 0) findings[rule] = rows;
    }
    return findings;
  });
}

/** Returns the rows of the view. */
export async function viewOf(databaseUrl: string): Promise<unknown[]> {
  return withClient(
    databaseUrl,
    async (client) => (await client.query('SELECT * FROM view.test_counters ORDER BY counter_id')).rows,
  );
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

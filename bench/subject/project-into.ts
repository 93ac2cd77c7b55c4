import type { Write } from '@message-db/client';
import { schemaOf, type Aggregator } from '@message-db/runtime';
import { asRead } from '@message-db/runtime/testing';
import type pg from 'pg';

/** Projects these messages, one transaction per category, as an aggregator does that catches up. */
export async function projectInto(client: pg.Client, aggregator: Aggregator, writes: readonly Write[]): Promise<void> {
  for (const projection of aggregator.projections) {
    const messages = writes
      .filter(({ streamName }) => streamName.startsWith(`${projection.category}-`))
      .flatMap(({ streamName, messages: own }) => [own].flat().map((message) => asRead(message, { streamName })));
    if (messages.length === 0) continue;
    await client.query(
      `BEGIN; SET LOCAL search_path = ${schemaOf(aggregator)}, message_store, public; SET LOCAL synchronous_commit = off`,
    );
    for (const { text, values } of projection.project(messages, (data) => data)) await client.query(text, [...values]);
    await client.query('COMMIT');
  }
}

import type { Contract, Message, MessageStore } from '@message-db/client';
import type { Decrypted } from '@/personal-data/encrypted-text';
import { decryptFields } from '@/personal-data/encryption';
import { keyIdOf, keyIdsIn, readKeys } from '@/personal-data/keys';

/** An event of a component, with what is encrypted for its person decrypted. */
export type OpenedEvent<C extends Contract> =
  ReturnType<C['readEvent']> extends infer Event
    ? Event extends { readonly data: infer Data }
      ? Omit<Event, 'data'> & { readonly data: Decrypted<Data> }
      : never
    : never;

/** Returns the events of an entity, oldest first, as its person may read them: what is encrypted for others is null. */
export async function readOpened<C extends Contract>(
  store: MessageStore,
  contract: C,
  id: string,
  personId: string,
): Promise<OpenedEvent<C>[]> {
  const stream = contract.stream(id);
  const messages = (await store.readStreams([stream])).get(stream) ?? [];
  return openEvents(store, contract, messages, personId);
}

/** Returns the events of these types that name a person in this field of their data, oldest first, as their person may read them. */
export async function readAbout<C extends Contract>(
  store: MessageStore,
  contract: C,
  types: readonly string[],
  field: string,
  personId: string,
): Promise<OpenedEvent<C>[]> {
  const { rows } = await store.pool.query<{ streamName: string }>(
    `SELECT DISTINCT stream_name AS "streamName" FROM message_store.messages
     WHERE message_store.category(stream_name) = $1 AND type = ANY ($2) AND data->>$3 = $4 ORDER BY 1`,
    [contract.category, types, field, personId],
  );
  const streams = await store.readStreams(rows.map(({ streamName }) => streamName));
  const about = [...streams.values()]
    .flat()
    .filter(({ type, data }) => types.includes(type) && (data as Record<string, unknown>)[field] === personId)
    .sort((one, other) => one.globalPosition - other.globalPosition);
  return openEvents(store, contract, about, personId);
}

/** Returns the ids of a person's entities: those whose first event names them as the owner. */
export async function readOwned(
  { pool }: MessageStore,
  { category }: Contract,
  { types, id, ownerId }: { readonly types: readonly string[]; readonly id: string; readonly ownerId: string },
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT data->>$3 AS id FROM message_store.messages
     WHERE message_store.category(stream_name) = $1 AND type = ANY ($2) AND data->>'ownerId' = $4
     GROUP BY 1 ORDER BY min(global_position)`,
    [category, types, id, ownerId],
  );
  return rows.map((row) => row.id);
}

async function openEvents<C extends Contract>(
  store: MessageStore,
  contract: C,
  messages: readonly Message[],
  personId: string,
): Promise<OpenedEvent<C>[]> {
  const isTheirs = ({ data }: Message) => (data as { userId?: unknown }).userId === personId;
  const keys = await readKeys(store.pool, keyIdsIn(messages.filter(isTheirs)));
  return messages.map((message) => {
    const event = contract.readEvent(message) as { data: { userId?: string } };
    const key = isTheirs(message) ? keys.get(keyIdOf(message.data) ?? '') : undefined;
    return { ...event, data: decryptFields(key, event.data) } as OpenedEvent<C>;
  });
}

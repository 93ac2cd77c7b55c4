import type { CustomTypesConfig } from 'pg';
import type { Message, Metadata } from './message.ts';
import type { Queryable } from './query.ts';

/** What makes a message, of `message_store.messages`, in the order in which `toMessage` takes them. */
export const COLUMNS =
  'messages.id, messages.stream_name, messages.type, messages.position, messages.global_position, ' +
  'messages.data, messages.metadata, messages.time';

/** The columns of a message as the text that they travel as. Message DB's rules: `data` and `metadata` are JSON, `time` is UTC. */
export type Row = [
  id: string,
  streamName: string,
  type: string,
  position: string,
  globalPosition: string,
  data: string | null,
  metadata: string | null,
  time: string,
];

export const AS_TEXT = { getTypeParser: () => (text: string) => text } as CustomTypesConfig;

/** The messages of a query that selects `COLUMNS`. Rows are taken as arrays of text: half the work of a reader is this. */
export async function selectMessages(client: Queryable, text: string, values: unknown[]): Promise<Message[]> {
  const { rows } = await client.query<Row>({ text, values, rowMode: 'array', types: AS_TEXT });
  return rows.map(toMessage);
}

/** A row as a message. */
export function toMessage([id, streamName, type, position, globalPosition, data, metadata, time]: readonly [
  ...Row,
  ...unknown[],
]): Message {
  return {
    id,
    streamName,
    type,
    data: data === null ? null : JSON.parse(data),
    metadata: metadataOf(metadata),
    position: Number(position),
    globalPosition: Number(globalPosition),
    time: new Date(`${time.replace(' ', 'T')}Z`),
  };
}

/** The column takes any JSON. What is no object says nothing about its message. */
function metadataOf(json: string | null): Metadata {
  const metadata: unknown = json === null ? null : JSON.parse(json);
  return typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata) ? metadata : {};
}

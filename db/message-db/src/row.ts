import { isInexact } from './exact-numbers.ts';
import type { Message, Metadata } from './message.ts';
import { selectText, type Queryable } from './query.ts';

/** The columns of `message_store.messages` in the order of `Row`. */
export const COLUMNS =
  'messages.id, messages.stream_name, messages.type, messages.position, messages.global_position, ' +
  'messages.data, messages.metadata, messages.time';

/** The columns of a message as text. `data` and `metadata` are JSON, `time` is UTC. */
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

/**
 * Returns the messages of a query that selects `COLUMNS`. Rows are read as arrays of text, because parsing is half of a
 * reader's work.
 */
export async function selectMessages(client: Queryable, text: string, values: unknown[]): Promise<Message[]> {
  return (await selectText<Row>(client, text, values)).map(toMessage);
}

/** Converts a row to a message. */
export function toMessage([id, streamName, type, position, globalPosition, data, metadata, time]: readonly [
  ...Row,
  ...unknown[],
]): Message {
  const message: Message = {
    id,
    streamName,
    type,
    data: data === null ? null : JSON.parse(data),
    metadata: metadataOf(metadata),
    position: Number(position),
    globalPosition: Number(globalPosition),
    time: new Date(`${time.replace(' ', 'T')}Z`),
  };
  return data !== null && isInexact(data) ? { ...message, isInexact: true } : message;
}

/** The column accepts any JSON. Metadata that is not an object counts as empty. */
function metadataOf(json: string | null): Metadata {
  const metadata: unknown = json === null ? null : JSON.parse(json);
  return typeof metadata === 'object' && !Array.isArray(metadata) ? ((metadata ?? {}) as Metadata) : {};
}

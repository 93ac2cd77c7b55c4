import { isInexact } from './exact-numbers.ts';
import type { Message, Metadata } from './message.ts';
import { selectText, type Queryable } from './query.ts';

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

/** The messages of a query that selects `COLUMNS`. Rows are taken as arrays of text: half the work of a reader is this. */
export async function selectMessages(client: Queryable, text: string, values: unknown[]): Promise<Message[]> {
  return (await selectText<Row>(client, text, values)).map(toMessage);
}

/** A row as a message. */
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

/** The column takes any JSON. Metadata that is no object counts as none. */
function metadataOf(json: string | null): Metadata {
  const metadata: unknown = json === null ? null : JSON.parse(json);
  return typeof metadata === 'object' && !Array.isArray(metadata) ? ((metadata ?? {}) as Metadata) : {};
}

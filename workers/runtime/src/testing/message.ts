import type { Message, NewMessage } from '@message-db/client';

/** The place and time of a message in a test. Omitted fields are the same for every message. */
export type Placement = Partial<Pick<Message, 'streamName' | 'position' | 'globalPosition' | 'time'>>;

/** Returns a new message as it is read after it was written, with its data converted to JSON and back. */
export function asRead<Type extends string, Data>(
  message: NewMessage<Type, Data>,
  placement: Placement = {},
): Message<Type, Data> {
  const { id, type, data, metadata } = message;
  return {
    id,
    type,
    data: JSON.parse(JSON.stringify(data)) as Data,
    metadata: { ...metadata },
    streamName: 'test-1',
    position: 0,
    globalPosition: 1,
    time: new Date('2026-01-01T00:00:00Z'),
    ...placement,
  };
}

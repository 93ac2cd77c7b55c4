import type { Message, NewMessage } from '@message-db/client';

/** Where a message in a test stands; what is not given is the same for every message. */
export type Placement = Partial<Pick<Message, 'streamName' | 'position' | 'globalPosition' | 'time'>>;

/** The message that a new message becomes once it was written and read, its data having travelled as JSON. */
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

import { expect, test } from 'vitest';
import { follow, following, type Message } from './index.ts';
import { Counted } from './testing/messages.ts';

const cause: Message = {
  id: '00000000-0000-4000-8000-000000000000',
  streamName: 'identity:command-1',
  type: 'Register',
  data: {},
  metadata: {
    causationMessageStreamName: 'earlier-1',
    causationMessagePosition: 9,
    causationMessageGlobalPosition: 90,
    correlationStreamName: 'signUp-1',
    replyStreamName: 'signUp-2',
    schemaVersion: 7,
    traceId: 'trace',
    userId: 'user',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    awaited: true,
  },
  position: 3,
  globalPosition: 30,
  time: new Date(0),
};

test('a following message names its cause, inherits the rest, and keeps its schema version', () => {
  expect(follow(cause, Counted({ n: 1 })).metadata).toEqual({
    causationMessageStreamName: 'identity:command-1',
    causationMessagePosition: 3,
    causationMessageGlobalPosition: 30,
    correlationStreamName: 'signUp-1',
    replyStreamName: 'signUp-2',
    schemaVersion: 1,
    traceId: 'trace',
    userId: 'user',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    awaited: true,
  });
});

test('its metadata overrides inherited metadata', () => {
  const message = Counted({ n: 1 }, { metadata: { correlationStreamName: 'other-1', userId: undefined } });
  expect(follow(cause, message).metadata).toMatchObject({ correlationStreamName: 'other-1', userId: 'user' });
});

test('it does not inherit a field that its cause lacks', () => {
  expect(following({ ...cause, metadata: {} })).toEqual({
    causationMessageStreamName: 'identity:command-1',
    causationMessagePosition: 3,
    causationMessageGlobalPosition: 30,
  });
});

import { ContractError, createMemoryStore, messageType } from '@message-db/client';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Add, Added, Copy, counter, counterDecider, Explode, Opened } from '@/workers/testing/fixtures/counter';
import { EntityExistsError } from '../base/failure';
import { runDecider } from './run-decider';

function component() {
  const store = createMemoryStore();
  const handle = runDecider(store, counter, counterDecider);
  const send = (counterId: string, command: Parameters<typeof store.write>[1]) =>
    store.write(counter.commandStream(counterId), command);
  const totals = async (counterId: string) =>
    (await store.readBatch(counter.stream(counterId))).map(({ data }) => (data as { total: number }).total);
  return { store, handle, send, totals };
}

test('decides only new commands, from the events in the store', async () => {
  const { store, handle, send, totals } = component();
  await store.write(counter.stream('a'), Added({ counterId: 'a', amount: 5, total: 5 }));
  await send('a', [Add({ counterId: 'a', amount: 1 }), Add({ counterId: 'a', amount: 2 })]);
  await send('b', Add({ counterId: 'b', amount: 7 }));
  await handle();
  expect([await totals('a'), await totals('b')]).toEqual([[5, 6, 8], [7]]);
  await handle();
  await send('a', Add({ counterId: 'a', amount: 3 }));
  await handle();
  expect([await totals('a'), await totals('b')]).toEqual([[5, 6, 8, 11], [7]]);
});

test('writes events that follow from their commands', async () => {
  const { store, handle, send } = component();
  const [command] = await send('a', Add({ counterId: 'a', amount: 1 }, { metadata: { traceId: 'trace' } }));
  await handle();
  expect(await store.readLast(counter.stream('a'))).toMatchObject({
    metadata: {
      causationMessageStreamName: 'counter:command-a',
      causationMessageGlobalPosition: command!.globalPosition,
      traceId: 'trace',
    },
  });
});

test('opens an entity that does not exist, and no other', async () => {
  const { store, handle, send, totals } = component();
  await send('a', [Add({ counterId: 'a', amount: 4 }), Copy({ counterId: 'a', copyId: 'b' })]);
  await handle();
  expect(await totals('b')).toEqual([4]);
  await store.write(counter.stream('c'), Opened({ counterId: 'c', total: 9 }));
  await send('a', Copy({ counterId: 'a', copyId: 'c' }));
  await expect(handle()).rejects.toThrow(EntityExistsError);
  expect(await totals('c')).toEqual([9]);
});

test('a second runDecider on the same store gets all commands again', async () => {
  const { store, handle, send, totals } = component();
  await send('a', Add({ counterId: 'a', amount: 1 }));
  await handle();
  await runDecider(store, counter, counterDecider)();
  expect(await totals('a')).toEqual([1, 2]);
});

test('throws what the decider throws, writes nothing, and begins with the same commands again', async () => {
  const { store, handle, send } = component();
  await send('a', Add({ counterId: 'a', amount: 1 }));
  await send('b', Explode({ counterId: 'b' }));
  for (const _ of ['first', 'again']) await expect(handle()).rejects.toThrow('Boom');
  expect(await store.readBatch(counter.category)).toEqual([]);
});

test('throws for a command that breaks the contract', async () => {
  const { handle, send } = component();
  await send('a', messageType('Subtract', z.object({}))({}));
  await expect(handle()).rejects.toThrow(ContractError);
});

import { describe, expect, test } from 'vitest';
import { decideBatch, type Entity } from './decide-batch';
import { Add, Copy, counter, counterDecider, Explode } from '@/workers/testing/fixtures/counter';
import { asRead } from '../testing/message';

type State = { total: number };
const nothing: Entity<State> = { version: -1, state: { total: 0 } };
const at = (version: number, total: number): Entity<State> => ({ version, state: { total } });

const command = (id: string, message: Parameters<typeof asRead>[0]) =>
  counter.readCommand(asRead(message, { streamName: counter.commandStream(id) }));
const add = (id: string, amount: number) => command(id, Add({ counterId: id, amount }));
const copy = (id: string, copyId: string) => command(id, Copy({ counterId: id, copyId }));
const explode = (id: string) => command(id, Explode({ counterId: id }));

const decide = (entities: [string, Entity<State> | Error][], commands: ReturnType<typeof command>[]) => {
  const { writes, outcomes, failures, unseen } = decideBatch(counterDecider, new Map(entities), commands);
  return {
    writes: writes.map(({ id, expectedVersion, events }) => ({
      id,
      expectedVersion,
      events: events.map(({ type, data }) => ({ type, data })),
    })),
    outcomes: outcomes.map(({ events }) => events.length),
    failures: failures.map(({ error }) => error.message),
    unseen,
  };
};
const added = (counterId: string, amount: number, total: number) => ({
  type: 'Added',
  data: { counterId, amount, total },
});

describe('a batch', () => {
  test('decides its commands in order, each from the state that the earlier ones left', () => {
    expect(
      decide(
        [
          ['a', nothing],
          ['b', at(4, 10)],
        ],
        [add('a', 1), add('b', 1), add('a', 2)],
      ),
    ).toEqual({
      writes: [
        { id: 'a', expectedVersion: -1, events: [added('a', 1, 1), added('a', 2, 3)] },
        { id: 'b', expectedVersion: 4, events: [added('b', 1, 11)] },
      ],
      outcomes: [1, 1, 1],
      failures: [],
      unseen: [],
    });
  });

  test('writes nothing for commands that lead to no event', () => {
    expect(decide([['a', nothing]], [add('a', 0)])).toEqual({ writes: [], outcomes: [0], failures: [], unseen: [] });
  });

  test('skips the later commands of a stream after one that fails, and decides the other streams', () => {
    const { writes, outcomes, failures } = decide(
      [
        ['a', nothing],
        ['b', nothing],
      ],
      [add('a', 1), explode('a'), add('b', 1), add('a', 2), explode('a')],
    );
    expect(writes).toEqual([
      { id: 'a', expectedVersion: -1, events: [added('a', 1, 1)] },
      { id: 'b', expectedVersion: -1, events: [added('b', 1, 1)] },
    ]);
    expect(outcomes).toHaveLength(2);
    expect(failures).toEqual(['Boom']);
  });

  test('skips the commands of an entity that cannot be folded', () => {
    const { writes, failures } = decide(
      [
        ['a', new Error('Torn')],
        ['b', nothing],
      ],
      [add('a', 1), add('b', 1)],
    );
    expect(writes).toEqual([{ id: 'b', expectedVersion: -1, events: [added('b', 1, 1)] }]);
    expect(failures).toEqual(['Torn']);
  });
});

describe('opening another entity', () => {
  test('writes its first event, and returns its id as assumed to be free', () => {
    expect(decide([['a', at(0, 7)]], [copy('a', 'b')])).toMatchObject({
      writes: [{ id: 'b', expectedVersion: -1, events: [{ type: 'Opened', data: { counterId: 'b', total: 7 } }] }],
      unseen: ['b'],
    });
  });

  test('is visible to the commands that follow', () => {
    const { writes } = decide(
      [
        ['a', at(0, 7)],
        ['b', nothing],
      ],
      [copy('a', 'b'), add('b', 1)],
    );
    expect(writes).toMatchObject([{ id: 'b', expectedVersion: -1, events: [{ type: 'Opened' }, added('b', 1, 8)] }]);
  });

  test.each([
    ['exists', at(0, 1), [copy('a', 'b')], 1],
    ['was opened in this batch', nothing, [copy('a', 'b'), copy('a', 'b')], 1],
    ['was written to in this batch', nothing, [add('b', 1), copy('a', 'b')], 1],
  ])('that %s fails that command alone', (_what, b, commands, failed) => {
    const { failures, outcomes } = decide(
      [
        ['a', nothing],
        ['b', b],
      ],
      [...commands, add('c', 1)],
    );
    expect(failures).toEqual(Array(failed).fill('Entity b exists already'));
    expect(outcomes).toHaveLength(commands.length);
  });
});

test('a command that fails after some of its decisions has no effect', () => {
  const torn = {
    ...counterDecider,
    decide: (...[one, state]: Parameters<typeof counterDecider.decide>) => [
      ...counterDecider.decide(one, state),
      ...(one.type === 'Copy' ? counterDecider.decide(copy('a', 'taken'), state) : []),
    ],
  };
  const { writes } = decideBatch(torn, new Map([['taken', at(0, 0)]]), [copy('a', 'free'), add('free', 1)]);
  expect(writes.map(({ events }) => events.map(({ data }) => data))).toEqual([
    [{ counterId: 'free', amount: 1, total: 1 }],
  ]);
});

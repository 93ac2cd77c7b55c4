import { createMemoryStore, given, runDecider } from '@message-db/runtime/testing';
import { describe, expect, test } from 'vitest';
import { bookDecider } from './book';
import { lending } from './contract';

const { Lend, Return, Remind } = lending.commands;
const { Lent, LendRejected, Returned, Overdue } = lending.events;
const loan = { bookId: 'dune', reader: 'ada', at: '2026-11-01T10:00:00Z', dueAt: '2026-11-29T10:00:00Z' };

describe('a book', () => {
  test('is lent if it is on its shelf', () =>
    given(bookDecider, [])
      .when(Lend(loan))
      .then([Lent(loan)]));

  test('is not lent twice', () =>
    given(bookDecider, [Lent(loan)])
      .when(Lend({ ...loan, reader: 'bob' }))
      .then([LendRejected({ reason: 'lent', bookId: 'dune', reader: 'bob' })]));

  test('is returned by the reader who has it', () =>
    given(bookDecider, [Lent(loan)])
      .when(Return({ bookId: 'dune' }))
      .then([Returned({ bookId: 'dune', reader: 'ada' })]));

  test('is overdue once', () => {
    const remind = Remind({ bookId: 'dune', reader: 'ada' });
    given(bookDecider, [Lent(loan)])
      .when(remind)
      .then([Overdue({ bookId: 'dune', reader: 'ada' })]);
    given(bookDecider, [Lent(loan), Overdue({ bookId: 'dune', reader: 'ada' })])
      .when(remind)
      .then([]);
  });

  test('is not overdue after it was returned', () =>
    given(bookDecider, [Lent(loan), Returned({ bookId: 'dune', reader: 'ada' })])
      .when(Remind({ bookId: 'dune', reader: 'ada' }))
      .then([]));

  test('is lent to the first of two readers who ask for it at the same time', async () => {
    const store = createMemoryStore();
    const handleCommands = runDecider(store, lending, bookDecider);
    await store.write(lending.commandStream('dune'), [Lend(loan), Lend({ ...loan, reader: 'bob' })]);
    await handleCommands();
    const events = await store.readBatch(lending.stream('dune'));
    expect(events.map(({ type }) => type)).toEqual(['Lent', 'LendRejected']);
  });
});

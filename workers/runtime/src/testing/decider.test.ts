import { describe, expect, test } from 'vitest';
import { opening } from '../deciding/decider';
import { given } from './decider';
import { Add, Added, AddRejected, Copy, counterDecider, Opened } from '@/workers/testing/fixtures/counter';

const id = { counterId: 'a' };
const one = Added({ ...id, amount: 1, total: 1 });

describe('given, when, then', () => {
  test('accepts the decided events', () => {
    given(counterDecider)
      .when(Add({ ...id, amount: 1 }))
      .then([one]);
    given(counterDecider, [one])
      .when(Add({ ...id, amount: 2 }))
      .then([Added({ ...id, amount: 2, total: 3 })]);
    given(counterDecider, [one])
      .when(Add({ ...id, amount: 0 }))
      .then([]);
    given(counterDecider, [one])
      .when(Copy({ ...id, copyId: 'b' }))
      .then([opening('b', Opened({ counterId: 'b', total: 1 }))]);
    given(counterDecider)
      .when(Add({ ...id, amount: -1 }))
      .thenRejected('negative', 'amount');
  });

  test.each<[string, () => void]>([
    [
      'other data',
      () =>
        given(counterDecider)
          .when(Add({ ...id, amount: 2 }))
          .then([one]),
    ],
    [
      'nothing',
      () =>
        given(counterDecider)
          .when(Add({ ...id, amount: 1 }))
          .then([]),
    ],
    [
      'another type',
      () =>
        given(counterDecider)
          .when(Add({ ...id, amount: 1 }))
          .then([Opened({ ...id, total: 1 })]),
    ],
    [
      'another entity',
      () =>
        given(counterDecider)
          .when(Copy({ ...id, copyId: 'b' }))
          .then([opening('c', Opened({ counterId: 'b', total: 0 }))]),
    ],
    [
      'its own entity',
      () =>
        given(counterDecider)
          .when(Copy({ ...id, copyId: 'b' }))
          .then([Opened({ counterId: 'b', total: 0 })]),
    ],
    [
      'another reason',
      () =>
        given(counterDecider)
          .when(Add({ ...id, amount: -1 }))
          .thenRejected('too-much', 'amount'),
    ],
    [
      'another field',
      () =>
        given(counterDecider)
          .when(Add({ ...id, amount: -1 }))
          .thenRejected('negative'),
    ],
    [
      'a rejection',
      () =>
        given(counterDecider)
          .when(Add({ ...id, amount: 1 }))
          .thenRejected('negative', 'amount'),
    ],
    [
      'no rejection',
      () =>
        given(counterDecider)
          .when(Add({ ...id, amount: -1 }))
          .then([AddRejected({ reason: 'other', ...id })]),
    ],
  ])('refuses %s', (_what, check) => {
    expect(check).toThrow();
  });
});

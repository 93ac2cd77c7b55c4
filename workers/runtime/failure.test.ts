import { DuplicateMessageError, ExpectedVersionError } from '@message-db/client';
import { expect, test } from 'vitest';
import { isFaultOfMessage, loudnessOf } from './failure';
import { StandBy } from './stand-by';

const coded = (code: string) => Object.assign(new Error(code), { code });

test.each([
  ['debug', 'a deadlock', coded('40P01')],
  ['debug', 'a serialization failure', coded('40001')],
  ['warn', 'a table that is gone', coded('42P01')],
  ['warn', 'a server that stops', coded('57P01')],
  ['warn', 'a server that is not there', coded('ECONNREFUSED')],
  ['warn', 'a server that is at none of its addresses', new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')])],
  ['warn', 'a broken connection', new Error('Connection terminated unexpectedly')],
  ['error', 'a mistake in a query', coded('42601')],
  ['error', 'a stream that another wrote to', new ExpectedVersionError('counter-1', 1, 2)],
  ['error', 'a mistake in the code', new TypeError('undefined is not a function')],
  ['error', 'something that is no error', 'oops'],
])('%s: %s', (level, _what, error) => {
  expect(loudnessOf(error)).toBe(level);
});

test.each([
  [true, 'a mistake in the code', new TypeError('undefined is not a function')],
  [true, 'something that is no error', 'oops'],
  [true, 'an id that is taken', new DuplicateMessageError('a')],
  [true, 'data that Postgres does not take', coded('22021')],
  [false, 'a stream that another wrote to', new ExpectedVersionError('counter-1', 1, 2)],
  [false, 'another process at work', new StandBy('Another')],
  [false, 'a server that is not there', coded('ECONNREFUSED')],
  [false, 'a deadlock', coded('40P01')],
  [false, 'a full disk of the database', coded('53100')],
  [false, 'a right that is missing', coded('42501')],
  [false, 'a broken connection', new Error('Connection terminated unexpectedly')],
])('%s: it is the message for %s', (isFault, _what, error) => {
  expect(isFaultOfMessage(error)).toBe(isFault);
});

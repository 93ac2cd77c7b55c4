import { expect, test } from 'vitest';
import { explainDatabaseError } from './explain-database-error';
import { requireVersion } from './access/administrator';

const URL = 'postgres://ada:hidden@db.example.org:5432/videos';

test.each([
  [{ code: 'ENOTFOUND' }, 'No database answers at db.example.org:5432 (ENOTFOUND): check DATABASE_URL.'],
  [
    { message: 'timeout expired' },
    'No database answers at db.example.org:5432 (no answer in 10 s): check DATABASE_URL.',
  ],
  [
    { code: '28P01', message: 'password authentication failed' },
    'db.example.org:5432 refuses the user ada of DATABASE_URL: password authentication failed.',
  ],
  [
    { message: 'The server does not support SSL connections' },
    'db.example.org:5432 does not speak TLS: leave sslmode out of DATABASE_URL, or turn TLS on at the server.',
  ],
  [
    { message: 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string' },
    'db.example.org:5432 asks for a password for the user ada: add it to DATABASE_URL.',
  ],
  [{ code: '3D000' }, 'There is no database videos on db.example.org:5432: create it, or correct DATABASE_URL.'],
  [
    { code: '55P03' },
    'Another process is setting up the database at db.example.org:5432, or holds a lock on one of its tables: try again later.',
  ],
  [
    { code: '53300', message: 'sorry, too many clients already' },
    'db.example.org:5432 has no connection left (sorry, too many clients already): allow more of them, or end some of whatever else is connected.',
  ],
  [{ code: '25006' }, 'The database at db.example.org:5432 is read-only: DATABASE_URL must name the primary.'],
])('explains %j', (error, sentence) => {
  expect((explainDatabaseError(error, URL) as Error).message).toBe(sentence);
});

test('names the setting of the URL', () => {
  expect(
    (explainDatabaseError({ code: '28P01', message: 'wrong' }, URL, { setting: 'DATABASE_REPLICA_URL' }) as Error)
      .message,
  ).toBe('db.example.org:5432 refuses the user ada of DATABASE_REPLICA_URL: wrong.');
});

test('returns unknown errors unchanged', () => {
  const error = new Error('something else');
  expect(explainDatabaseError(error, URL)).toBe(error);
});

test('requires Postgres 15', () => {
  expect(() => requireVersion({ number: 140011, version: '14.11' })).toThrow(
    'The database server is Postgres 14.11, but Postgres 15 or newer is needed.',
  );
  expect(() => requireVersion({ number: 150000, version: '15.0' })).not.toThrow();
});

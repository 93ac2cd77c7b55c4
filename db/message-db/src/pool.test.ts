import { describe, expect, test } from 'vitest';
import { connectionConfig } from './index.ts';
import { sessionSql } from './session.ts';

const OURS = [
  "SET random_page_cost = '1.1'",
  "SET idle_in_transaction_session_timeout = '5s'",
  "SET tcp_keepalives_idle = '10'",
  "SET tcp_keepalives_interval = '5'",
  "SET tcp_keepalives_count = '4'",
];

test('a connection starts without options that a pooler refuses', () => {
  const connectionString = 'postgres://me@host/db';
  const config = connectionConfig({ connectionString, role: 'mailer', applicationName: 'me' });
  expect(config).toMatchObject({ connectionString, application_name: 'me' });
  expect(config.options).toBeUndefined();
});

describe('the first statement of a connection', () => {
  test('sets how the server treats the connection', () => {
    expect(sessionSql({ connectionString: 'postgres://me@host/db' })).toBe(OURS.join('; '));
  });

  test('escapes a role', () => {
    expect(sessionSql({ connectionString: 'postgres://host/db', role: 'a "b' })).toBe(
      [...OURS, 'SET ROLE "a ""b"'].join('; '),
    );
  });

  test('omits settings that the options of the connection string set, in either syntax', () => {
    const options = encodeURIComponent(
      '-c idle_in_transaction_session_timeout=0 -crandom_page_cost=2 --TCP-keepalives-idle=60',
    );
    const connectionString = `postgres://me:s%40crt@host:5433/db?sslmode=disable&options=${options}`;
    expect(sessionSql({ connectionString })).toBe(OURS.slice(3).join('; '));
  });

  test.each(['/var/run/postgresql mydb', 'postgres:///db?host=/tmp', 'postgres://%2Ftmp/db'])(
    'is the same for "%s"',
    (connectionString) => {
      expect(sessionSql({ connectionString })).toBe(OURS.join('; '));
    },
  );
});

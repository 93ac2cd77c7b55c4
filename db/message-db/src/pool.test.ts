import { describe, expect, test } from 'vitest';
import { connectionConfig } from './index';

const OURS = [
  '-c random_page_cost=1.1',
  '-c idle_in_transaction_session_timeout=5s',
  '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4',
].join(' ');

describe('connectionConfig', () => {
  test('sets what Message DB needs', () => {
    expect(connectionConfig({ connectionString: 'postgres://me@host/db' })).toMatchObject({
      connectionString: 'postgres://me@host/db',
      options: `${OURS} -c search_path=message_store,public`,
    });
  });

  test('escapes a role', () => {
    expect(connectionConfig({ connectionString: 'postgres://host/db', role: String.raw`a b\c` }).options).toContain(
      String.raw`-c role=a\ b\\c`,
    );
  });

  test('joins the options of the connection string, and leaves the rest of it', () => {
    const connectionString = 'postgres://me:s%40crt@host:5433/db?sslmode=disable&options=-c%20statement_timeout%3D5s';
    expect(connectionConfig({ connectionString })).toMatchObject({
      connectionString: 'postgres://me:s%40crt@host:5433/db?sslmode=disable',
      options: `${OURS} -c statement_timeout=5s -c search_path=message_store,public`,
    });
  });

  test.each(['/var/run/postgresql mydb', 'postgres:///db?host=/tmp', 'postgres://%2Ftmp/db'])(
    'leaves "%s" as it is',
    (connectionString) => expect(connectionConfig({ connectionString }).connectionString).toBe(connectionString),
  );
});

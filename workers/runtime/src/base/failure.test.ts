import dns from 'node:dns';
import { constants } from 'node:os';
import { ConnectionError, DuplicateMessageError, ExpectedVersionError } from '@message-db/client';
import { DatabaseError } from 'pg';
import { describe, expect, test } from 'vitest';
import { isMessageFailure, isUnreachable, logLevelOf } from './failure';
import { StandbyError } from './standby';

const coded = (code: string) => Object.assign(new Error(code), { code });
const reported = (code: string, severity = 'ERROR') =>
  Object.assign(new DatabaseError(code, 100, 'error'), { code, severity });

test.each([
  ['debug', 'a deadlock', reported('40P01')],
  ['debug', 'a serialization failure', reported('40001')],
  ['warn', 'a table that is gone', reported('42P01')],
  ['warn', 'a server that stops', reported('57P01')],
  ['warn', 'a server that has no connection left', reported('53300')],
  ['warn', 'a server that is not there', coded('ECONNREFUSED')],
  [
    'warn',
    'a server that does not listen on any of its addresses',
    new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]),
  ],
  ['warn', 'a lost message store', new ConnectionError('away')],
  ['warn', 'a broken connection', new Error('Connection terminated unexpectedly')],
  ['error', 'a mistake in a query', reported('42601')],
  ['error', 'a stream that another wrote to', new ExpectedVersionError('counter-1', 1, 2)],
  ['error', 'a mistake in the code', new TypeError('undefined is not a function')],
  ['error', 'something that is no error', 'oops'],
])('%s: %s', (level, _what, error) => {
  expect(logLevelOf(error)).toBe(level);
});

test.each([
  [true, 'a mistake in the code', new TypeError('undefined is not a function')],
  [true, 'something that is no error', 'oops'],
  [true, 'an id that is taken', new DuplicateMessageError('a')],
  [true, 'data that Postgres does not take', reported('22021')],
  [false, 'a stream that another wrote to', new ExpectedVersionError('counter-1', 1, 2)],
  [false, 'another process at work', new StandbyError('Another')],
  [false, 'a server that is not there', coded('ECONNREFUSED')],
  [false, 'a deadlock', reported('40P01')],
  [false, 'a full disk of the database', reported('53100')],
  [false, 'a right that is missing', reported('42501')],
  [false, 'a lost message store', new ConnectionError('away')],
  [false, 'a broken connection', new Error('Connection terminated unexpectedly')],
])('%s: it is the message for %s', (isFault, _what, error) => {
  expect(isMessageFailure(error)).toBe(isFault);
});

/** Errors of any connection, to the database or to a mail server. */
const OF_CONNECTIONS = [
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['ENETUNREACH', 'ENETDOWN', 'ENETRESET', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENOTCONN', 'ESHUTDOWN'],
];
const OF_MAIL = [
  ...[
    'EAUTH',
    'ECONFIG',
    'ECONNECTION',
    'EDNS',
    'EENVELOPE',
    'EFETCH',
    'EFILEACCESS',
    'EHLO',
    'EMAXLIMIT',
    'EMAXRECIPIENTS',
    'EMESSAGE',
  ],
  ...[
    'ENOAUTH',
    'EOAUTH2',
    'EPROTOCOL',
    'EPROXY',
    'EREQUIRETLS',
    'ESENDMAIL',
    'ESES',
    'ESOCKET',
    'ESTREAM',
    'ETLS',
    'EURLACCESS',
    'EABORT',
  ],
];
const OF_FETCHING = [
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_ABORTED',
  'UND_ERR',
];
const OF_TLS = [
  ...[
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ],
  ...['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_SSL_WRONG_VERSION_NUMBER', 'EPROTO'],
];
/** Codes of Node, its streams and zlib, and codes of libraries that look like a SQLSTATE. */
const OF_OTHERS = [
  ...[
    'ERR_STREAM_PREMATURE_CLOSE',
    'ERR_INVALID_ARG_TYPE',
    'ABORT_ERR',
    'Z_BUF_ERROR',
    'EOF',
    'UNKNOWN',
    'TAR_BAD_ARCHIVE',
  ],
  ...['InvalidArg', 'GenericFailure', 'ABCDE', '12345', '22021', '57P01', '40001'],
];
const codes = new Set<string>(
  [
    ...Object.keys(constants.errno),
    ...Object.values(dns)
      .map(String)
      .filter((code) => /^E[A-Z]+$/.test(code)),
    ...OF_MAIL,
    ...OF_FETCHING,
    ...OF_TLS,
    ...OF_OTHERS,
  ].filter((code) => !OF_CONNECTIONS.includes(code)),
);

describe('without a Postgres error report', () => {
  test.each([...codes])('%s is a failure of the one message', (code) => {
    expect(isMessageFailure(coded(code))).toBe(true);
    expect(logLevelOf(coded(code))).toBe('error');
  });

  test.each(OF_CONNECTIONS)('%s may mean that the database is down', (code) => {
    expect(isMessageFailure(coded(code))).toBe(false);
    expect(isUnreachable(coded(code))).toBe(true);
  });

  test.each(OF_MAIL)('%s of a mail server is a failure of that mail', (code) => {
    expect(isMessageFailure(Object.assign(coded(code), { command: 'CONN', responseCode: 535 }))).toBe(true);
  });
});

test('recognizes a Postgres error by its fields, even if it is of a second copy of the library', () => {
  class DatabaseErrorOfAnotherCopy extends Error {
    severity = 'FEHLER';
    code = '42501';
  }
  expect(isMessageFailure(new DatabaseErrorOfAnotherCopy())).toBe(false);
});

test.each([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
  'The listening connection has ended',
  'There is no connection to the database at the moment',
])('%s is a lost database', (message) => {
  expect(isMessageFailure(new Error(message))).toBe(false);
  expect(logLevelOf(new Error(message))).toBe('warn');
});

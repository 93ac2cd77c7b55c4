import { expect, test } from 'vitest';
import { explain, explainFileError } from './explain';

test.each([
  'FATAL:  could not write to file "pg_wal/xlogtemp.29": No space left on device',
  'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 3\nHINT:  Check free disk space.\nPANIC:  cannot abort transaction 1, it was already committed',
])('explains a full disk', (output) => {
  expect(explain(output, '/data').message).toBe('The disk that holds /data is full: free some space and start again.');
});

test('gives the reason of the server without its prefix', () => {
  const output =
    '2026-11-21 05:51:01.289 UTC [32258] LOG:  starting\n2026-11-21 05:51:01.290 UTC [32258] FATAL:  invalid value for parameter "port"';
  expect(explain(output, '/data').message).toBe(
    'The embedded Postgres in /data did not start: invalid value for parameter "port".',
  );
});

test('explains errors of the file system', () => {
  const message = (code: string) =>
    (explainFileError(Object.assign(new Error('x'), { code }), '/data') as Error).message;
  expect(message('ENOSPC')).toContain('is full');
  expect(message('EROFS')).toContain('read-only file system');
  expect(message('EACCES')).toBe(
    'The data folder /data cannot be written (EACCES): set DATA_DIR to one that can, or change its owner.',
  );
  expect(message('ELOOP')).toBe('x');
  const atPath = Object.assign(new Error('x'), { code: 'EIO', path: '/data/secret', syscall: 'read' });
  expect((explainFileError(atPath, '/data') as Error).message).toBe(
    'The data folder /data cannot be used (EIO at /data/secret): check that it is there and complete, or set DATA_DIR to another folder.',
  );
});

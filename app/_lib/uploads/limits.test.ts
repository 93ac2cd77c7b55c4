import { expect, test } from 'vitest';
import type { StoredUpload } from './stored-upload';
import { refusalOf } from './limits';

const limits = { quota: 1_000_000, unfinished: 2 };
const unfinished = (count: number) => Array.from({ length: count }, () => ({}) as StoredUpload);
const ledger = (used: number, count = 0, free = Infinity) => ({
  free,
  usage: { bytes: used, unfinished: unfinished(count) },
});

test('an upload begins if space, quota and number allow it, to the last byte', () => {
  expect(refusalOf(1_000_000, ledger(0), limits)).toBeNull();
  expect(refusalOf(400_000, ledger(600_000, 1, 400_000), limits)).toBeNull();
});

test.each([
  [
    400_001,
    ledger(600_000),
    507,
    'quota',
    'The file is 400 kB, and you have 400 kB of your 1 MB left. Upload a smaller version.',
  ],
  [
    1,
    ledger(2_000_000),
    507,
    'quota',
    'The file is 1 byte, and you have 0 bytes of your 1 MB left. Upload a smaller version.',
  ],
  [
    1,
    ledger(0, 2),
    429,
    'too-many-unfinished',
    'You have 2 unfinished uploads, and this site allows no more. Finish one or delete one, then try again.',
  ],
  [11, ledger(0, 0, 10), 507, 'no-room', 'This site has no space for this file at the moment. Try again later.'],
  [0, ledger(0, 0, -5), 507, 'no-room', 'This site has no space for this file at the moment. Try again later.'],
])('%d bytes are refused by %o with %d %s', (bytes, known, status, reason, message) => {
  expect(refusalOf(bytes, known, limits)).toMatchObject({ status, reason, message });
});

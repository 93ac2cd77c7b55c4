import { expect, test } from 'vitest';
import { admit, MAX_STREAMS } from './admission';

test('a client has a limited number of streams, and other clients have their own', () => {
  const leaves = Array.from({ length: MAX_STREAMS }, () => admit('203.0.113.5'));
  expect(leaves).not.toContain(null);
  expect(admit('203.0.113.5')).toBeNull();
  expect(admit('2001:db8:0:0::/64')).not.toBeNull();
  leaves[0]?.();
  leaves[0]?.();
  expect(admit('203.0.113.5')).not.toBeNull();
  expect(admit('203.0.113.5')).toBeNull();
});

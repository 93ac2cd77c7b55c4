import { expect, test, vi } from 'vitest';

vi.mock('server-only', () => ({}));
vi.mock('@/app/_lib/environment', () => ({ environment: { SECRET: 'a secret for these tests, and no other' } }));
const { isOpenChallenge, newChallenge } = await import('./passkey-challenge');

const now = Date.parse('2026-11-21T10:00:00.000Z');
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

test('a challenge is open for an hour, for its purpose only, and is never the same', () => {
  const challenge = base64url(newChallenge('sign-in', now));
  expect(isOpenChallenge(challenge, 'sign-in', now + 59 * 60_000)).toBe(true);
  expect(isOpenChallenge(challenge, 'sign-in', now + 61 * 60_000)).toBe(false);
  expect(isOpenChallenge(challenge, { addTo: 'ada' }, now)).toBe(false);
  expect(base64url(newChallenge('sign-in', now))).not.toBe(challenge);
  const ofAda = base64url(newChallenge({ addTo: 'ada' }, now));
  expect(isOpenChallenge(ofAda, { addTo: 'ada' }, now)).toBe(true);
  expect(isOpenChallenge(ofAda, { addTo: 'bob' }, now)).toBe(false);
});

test('a challenge that was changed or made up is not open', () => {
  const bytes = newChallenge('sign-in', now);
  for (const at of [0, 16, 21, 22, bytes.length - 1]) {
    const changed = Uint8Array.from(bytes);
    changed[at]! ^= 1;
    expect(isOpenChallenge(base64url(changed), 'sign-in', now)).toBe(false);
  }
  for (const other of ['', 'x', base64url(bytes).slice(0, 30), base64url(bytes.subarray(0, 22)), 'a'.repeat(72)])
    expect(isOpenChallenge(other, 'sign-in', now)).toBe(false);
});

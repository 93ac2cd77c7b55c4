import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import type { ProvenForm } from './proof-field';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let proofs: typeof import('./proof-of-work');
let take: typeof import('./take').take;
let stop: () => Promise<void>;

beforeAll(async () => {
  database = await createTestDatabase();
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    SECRET: 'a secret for these tests, and no other',
    PROOF_OF_WORK: 'on',
  });
  proofs = await import('./proof-of-work');
  ({ take } = await import('./take'));
  const { messageStore } = await import('@/app/_lib/queries/database');
  stop = () => messageStore().pool.end();
});
afterAll(async () => {
  await stop();
  await database.drop();
});

async function solved(form: ProvenForm, change: (challenge: Challenge) => void = () => {}, now?: number) {
  const challenge = await proofs.newChallenge(form, now);
  change(challenge);
  const { counter, derivedKey } = (await solveChallenge({ challenge, deriveKey }))!;
  return JSON.stringify({ challenge, solution: { counter, derivedKey } });
}

test('a proof is good once, for its form, in every process', async () => {
  const proof = await solved('register');
  expect(await proofs.isProven('forgot', proof)).toBe(false);
  expect(await proofs.isProven('register', proof)).toBe(true);
  expect(await proofs.isProven('register', proof)).toBe(false);
  // Another process has other modules and another memory.
  vi.resetModules();
  const { videoTutorials } = globalThis as { videoTutorials?: Map<string, unknown> };
  videoTutorials?.delete('full limits');
  const other = await import('./proof-of-work');
  expect(await other.isProven('register', proof)).toBe(false);
  expect(await other.isProven('register', await solved('register'))).toBe(true);
});

test.each([[null], [''], ['nonsense'], ['{}'], [42], ['x'.repeat(10_000)]])('%j is no proof', async (sent) => {
  expect(await proofs.isProven('register', sent)).toBe(false);
});

test('a challenge that was changed, made elsewhere, has expired or was not solved is no proof', async () => {
  const easier = await solved('register', ({ parameters }) => Object.assign(parameters, { keyPrefix: '0', cost: 1 }));
  expect(await proofs.isProven('register', easier)).toBe(false);
  const unsigned = await solved('register', (challenge) => Object.assign(challenge, { signature: 'a'.repeat(64) }));
  expect(await proofs.isProven('register', unsigned)).toBe(false);
  const late = await solved('register', undefined, Date.now() - 11 * 60_000);
  expect(await proofs.isProven('register', late)).toBe(false);
  const challenge = await proofs.newChallenge('register');
  const guessed = JSON.stringify({ challenge, solution: { counter: 1, derivedKey: '00'.repeat(32) } });
  expect(await proofs.isProven('register', guessed)).toBe(false);
});

test('signing in takes one after ten wrong passwords of its network', async () => {
  for (let n = 0; n < 9; n += 1) await take(['wrong passwords from a network', '203.0.113.5']);
  expect(await proofs.signInNeedsProof('203.0.113.5')).toBe(false);
  await take(['wrong passwords from a network', '203.0.113.5']);
  expect(await proofs.signInNeedsProof('203.0.113.5')).toBe(true);
  expect(await proofs.signInNeedsProof('203.0.113.6')).toBe(false);
  expect(await proofs.signInNeedsProof(null)).toBe(false);
});

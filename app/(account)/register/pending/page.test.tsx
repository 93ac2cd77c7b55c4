import { expect, test, vi } from 'vitest';
import type { Outcome } from '@/app/_lib/commands/await-trace';
import { render } from '@/app/_lib/testing/render';
import PendingPage from './page';

const found = vi.hoisted(() => ({ outcome: {} as Outcome, accounts: [] as object[] }));
vi.mock('server-only', () => ({}));
vi.mock('@/app/_lib/commands/await-trace', () => ({ outcomeOf: async () => found.outcome }));
vi.mock('@/app/_lib/queries/database', () => ({ queryAs: async () => found.accounts }));

const trace = '30000000-0000-4000-8000-000000000001';

function see(outcome: Outcome, accounts: object[] = []) {
  Object.assign(found, { outcome, accounts });
  const searchParams = Promise.resolve({ trace, user: trace, next: '/account' });
  return render(() => PendingPage({ params: Promise.resolve({}), searchParams }));
}

test.each([
  ['address-taken', 'You already have an account with this address.'],
  ['link-ended', 'The link of this registration doesn’t work any more.'],
  ['unavailable', 'You couldn’t be registered just now'],
  ['unknown-to-this-page', 'You couldn’t be registered just now'],
])('a registration rejected as %s shows the reason and how to go on', async (reason, sentence) => {
  const { text, links } = await see({ status: 'rejected', traceId: trace, rejection: { reason } });
  expect(text).toContain(sentence);
  expect(links).toEqual(expect.arrayContaining(['Sign in', 'Register again']));
});

test('the page of a waiting registration reloads by itself', async () => {
  expect((await see({ status: 'queued', traceId: trace })).html).toContain('http-equiv="refresh"');
});

test('an existing account is ready, even if the record of its trace is gone', async () => {
  expect((await see({ status: 'queued', traceId: trace }, [{ userId: trace }])).text).toContain(
    'Your account is ready',
  );
});

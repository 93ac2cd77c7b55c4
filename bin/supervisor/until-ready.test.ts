import { expect, test } from 'vitest';
import type { Child } from './child-process';
import { describeReady, untilReady } from './until-ready';

const child = (name: string, ready: Promise<void>) => ({ name, ready }) as Child;
const now = Promise.resolve();

test('reports that all workers have started when all are ready', async () => {
  const workers = ['identity', 'videos'].map((name) => child(name, now));
  const late = await untilReady(child('app', now), workers, new AbortController().signal);
  expect(describeReady(workers.length, late)).toBe('Application and 2 workers started');
});

test('lists workers that are not ready, and does not count them as started', () => {
  expect(describeReady(3, ['identity', 'videos'])).toBe(
    'Application and 1 of 3 workers started; not ready yet, and their work waits until they are: identity, videos',
  );
});

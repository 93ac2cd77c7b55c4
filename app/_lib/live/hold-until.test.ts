import { expect, test } from 'vitest';
import { holdUntil } from './hold-until';

function controlled() {
  const passed: string[] = [];
  const waiting: (() => void)[] = [];
  const take = holdUntil(
    () => new Promise<void>((resolve) => waiting.push(resolve)),
    (thing: string) => passed.push(thing),
  );
  const release = async () => {
    waiting.shift()?.();
    await new Promise(setImmediate);
  };
  return { passed, waiting, take, release };
}

test('passes a thing on when it is ready, not before', async () => {
  const { passed, take, release } = controlled();
  take('home');
  expect(passed).toEqual([]);
  await release();
  expect(passed).toEqual(['home']);
});

test('collects what arrives during a wait, and passes each thing on once', async () => {
  const { passed, waiting, take, release } = controlled();
  take('home');
  for (const topic of ['home', 'operations', 'home']) take(topic);
  expect(waiting).toHaveLength(1);
  await release();
  expect(passed).toEqual(['home']);
  await release();
  expect(passed).toEqual(['home', 'home', 'operations']);
  take('later');
  await release();
  expect(passed.at(-1)).toBe('later');
});

import { expect, test, vi } from 'vitest';
import { RenderQueue, type Kind } from './render-queue';

const LIMITS = {
  running: 2,
  waiting: { write: 3, page: 2, prefetch: 0 },
  waitMs: { write: 60_000, page: 60_000, prefetch: 0 },
};

/** Lets requests enter, and records whose turn it is. */
function queue() {
  const render = new RenderQueue(LIMITS);
  const turns: string[] = [];
  const enter = (name: string, kind: Kind = 'page') => {
    const place = render.enter(kind);
    void place?.wait.then((end) => end === 'turn' && turns.push(name));
    return place;
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { render, turns, enter, settled };
}

test('a limited number runs at once, and the next begins when one has left', async () => {
  const { enter, turns, settled } = queue();
  const [first] = ['a', 'b', 'c'].map((name) => enter(name));
  await settled();
  expect(turns).toEqual(['a', 'b']);
  first!.leave();
  first!.leave();
  await settled();
  expect(turns).toEqual(['a', 'b', 'c']);
});

test('refuses what finds no place, each kind by its own limit', async () => {
  const { enter, render } = queue();
  for (const name of ['a', 'b', 'c', 'd']) expect(enter(name)).not.toBeNull();
  expect([enter('e'), enter('f', 'prefetch')]).toEqual([null, null]);
  for (const name of ['g', 'h', 'i']) expect(enter(name, 'write')).not.toBeNull();
  expect(enter('j', 'write')).toBeNull();
  expect(render.state).toEqual({ running: 2, waiting: { write: 3, page: 2, prefetch: 0 } });
});

test('writes come before pages, each in its order', async () => {
  const { enter, turns, settled } = queue();
  const [a, b, , d, e] = [enter('a'), enter('b'), enter('c'), enter('d', 'write'), enter('e', 'write')];
  for (const place of [a, b, d, e]) {
    place!.leave();
    await settled();
  }
  expect(turns).toEqual(['a', 'b', 'd', 'e', 'c']);
});

test('a request that leaves while it waits never runs, and gives its place to another', async () => {
  const { enter, turns, settled, render } = queue();
  const [a, , c] = ['a', 'b', 'c', 'd'].map((name) => enter(name));
  c!.leave();
  expect(await c!.wait).toBe('left');
  expect(enter('e')).not.toBeNull();
  a!.leave();
  await settled();
  expect(turns).toEqual(['a', 'b', 'd']);
  expect(render.state.running).toBe(2);
});

test('after an overload it is as free as before', async () => {
  const { enter, render, settled } = queue();
  const places = Array.from({ length: 500 }, (_, index) => enter(`${index}`));
  for (const place of places) place?.leave();
  await settled();
  expect(render.state).toEqual({ running: 0, waiting: { write: 0, page: 0, prefetch: 0 } });
  expect(enter('a')).not.toBeNull();
});

test('a request that has waited too long gives its place to another, and one whose turn it is may take its time', async () => {
  vi.useFakeTimers();
  const { enter, turns, render } = queue();
  const [a, , c] = ['a', 'b', 'c'].map((name) => enter(name));
  await vi.advanceTimersByTimeAsync(59_999);
  const d = enter('d');
  await vi.advanceTimersByTimeAsync(1);
  expect([await c!.wait, await a!.wait]).toEqual(['late', 'turn']);
  expect(render.state).toEqual({ running: 2, waiting: { write: 0, page: 1, prefetch: 0 } });
  c!.leave();
  a!.leave();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([await d!.wait, turns]).toEqual(['turn', ['a', 'b', 'd']]);
  vi.useRealTimers();
});

import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { RenderedPage } from './finished-page';
import { FinishedPages } from './finished-pages';

const page = (text: string, more: Partial<RenderedPage> = {}): RenderedPage => ({
  status: 200,
  headers: {},
  body: Buffer.from(text),
  topics: new Set(['home']),
  changesAt: Infinity,
  ...more,
});
const textOf = async (answer: Promise<{ rendered: RenderedPage } | null>) => (await answer)?.rendered.body.toString();

let pages: FinishedPages;
beforeEach(() => {
  pages = new FinishedPages(1_000);
});

/** Renders pages whose end the test decides. */
function controlled() {
  const ends: ((rendered: RenderedPage | null) => void)[] = [];
  const render = vi.fn(() => new Promise<RenderedPage | null>((resolve) => ends.push(resolve)));
  return { render, end: (number: number, rendered: RenderedPage | null) => ends[number]!(rendered) };
}
const unreachable = () => Promise.reject(new Error('rendered again'));

describe('a page', () => {
  test('is rendered once, until one of its topics is announced', async () => {
    expect(await textOf(pages.get('/', async () => page('1')))).toBe('1');
    pages.drop('video:1');
    expect(await textOf(pages.get('/', unreachable))).toBe('1');
    pages.drop('home');
    expect(pages.size).toBe(0);
    expect(await textOf(pages.get('/', async () => page('2')))).toBe('2');
  });

  test('is dropped with all others when it is not known what has changed', async () => {
    await pages.get('/', async () => page('1'));
    await pages.get('/watch/1', async () => page('2', { topics: new Set(['video:1']) }));
    pages.drop(null);
    expect(pages.size).toBe(0);
  });

  test('is dropped at the time when it changes by itself', async () => {
    vi.useFakeTimers();
    try {
      await pages.get('/', async () => page('just now', { changesAt: Date.now() + 60_000 }));
      vi.advanceTimersByTime(59_999);
      expect(await textOf(pages.get('/', unreachable))).toBe('just now');
      vi.advanceTimersByTime(1);
      expect(await textOf(pages.get('/', async () => page('1 minute ago')))).toBe('1 minute ago');
    } finally {
      vi.useRealTimers();
    }
  });

  test('that only leads to its own address is kept, as long as that is its address', async () => {
    const moved = page('', { status: 308, topics: new Set(['video:1']) });
    await pages.get('/watch/1', async () => moved);
    expect((await pages.get('/watch/1', unreachable))?.rendered).toBe(moved);
    pages.drop('video:1');
    expect(pages.size).toBe(0);
  });

  test.each([
    ['an error', { status: 500 }],
    ['a page that is not found', { status: 404 }],
    ['a redirect for now', { status: 307 }],
    ['a page that has not said on what it depends', { topics: new Set<string>() }],
    ['a page larger than the memory', { body: Buffer.alloc(1_001) }],
  ])('is not kept if it is %s', async (_, more) => {
    expect(await pages.get('/', async () => page('1', more))).not.toBeNull();
    expect(pages.size).toBe(0);
  });

  test('is not kept if it may not be shared', async () => {
    expect(await pages.get('/', async () => null)).toBeNull();
    expect(pages.size).toBe(0);
  });

  test('makes room for newer ones, the least recently requested first', async () => {
    for (const key of ['a', 'b', 'c']) await pages.get(key, async () => page('x'.repeat(200)));
    expect(pages.size).toBe(2);
    expect(pages.bytes).toBeLessThanOrEqual(1_000);
    await expect(pages.get('a', unreachable)).rejects.toThrow('rendered again');
    await pages.get('c', unreachable);
  });
});

describe('requests during a rendering', () => {
  test('share it', async () => {
    const { render, end } = controlled();
    const answers = [pages.get('/', render), pages.get('/', render), pages.get('/', render)];
    end(0, page('1'));
    expect(await Promise.all(answers.map(textOf))).toEqual(['1', '1', '1']);
    expect(render).toHaveBeenCalledTimes(1);
  });

  test('get the next rendering if one of its topics was announced meanwhile', async () => {
    const { render, end } = controlled();
    const before = pages.get('/', render);
    pages.drop('home');
    const after = [pages.get('/', render), pages.get('/', render)];
    end(0, page('1'));
    expect(await textOf(before)).toBe('1');
    expect(pages.size).toBe(0);
    await vi.waitFor(() => expect(render).toHaveBeenCalledTimes(2));
    pages.drop('home');
    end(1, page('2'));
    expect(await Promise.all(after.map(textOf))).toEqual(['2', '2']);
    expect(pages.size, 'it may not show the second announcement').toBe(0);
    expect(render).toHaveBeenCalledTimes(2);
  });

  test('get the next rendering if anything may have changed meanwhile', async () => {
    const { render, end } = controlled();
    void pages.get('/', render);
    pages.drop(null);
    const after = pages.get('/', render);
    end(0, page('1'));
    await vi.waitFor(() => expect(render).toHaveBeenCalledTimes(2));
    end(1, page('2'));
    expect(await textOf(after)).toBe('2');
    expect(pages.size).toBe(1);
  });

  test('share it if another topic was announced meanwhile', async () => {
    const { render, end } = controlled();
    void pages.get('/', render);
    pages.drop('video:1');
    const after = pages.get('/', render);
    end(0, page('1'));
    expect(await textOf(after)).toBe('1');
    expect(pages.size).toBe(1);
  });

  test('fail with it, and the next request renders again', async () => {
    const failing = () => Promise.reject(new Error('no database'));
    const answers = [pages.get('/', failing), pages.get('/', failing)];
    for (const answer of answers) await expect(answer).rejects.toThrow('no database');
    expect(await textOf(pages.get('/', async () => page('1')))).toBe('1');
  });
});

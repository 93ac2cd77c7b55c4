import { beforeEach, expect, test, vi } from 'vitest';
import {
  begunVideos,
  followWatching,
  forgetPosition,
  isNearEnd,
  notePosition,
  parsePosition,
  positionOf,
  POSITIONS_MAX,
  setWatched,
  watchedVideos,
} from './watching';

/** The browser's storage, as far as it is used. */
function fakeStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

beforeEach(() => {
  vi.stubGlobal('window', Object.assign(new EventTarget(), { localStorage: fakeStorage() }));
  // What was read in the test before.
  forgetPosition('');
});

const at = (seconds: number) => ({ seconds, lengthSeconds: 600, seriesId: null });

test.each([
  // Ten percent, or thirty seconds of a long video.
  [60, 54, true],
  [60, 53.9, false],
  [3600, 3570, true],
  [3600, 3500, false],
  [0.5, 0.5, true],
])('of %d s, second %d is near the end: %s', (length, seconds, expected) => {
  expect(isNearEnd(seconds, length)).toBe(expected);
});

test('a video whose length is not known is not watched', () => {
  expect([isNearEnd(10, 0), isNearEnd(10, Number.NaN)]).toEqual([false, false]);
});

test('a position is kept with its series, and the latest comes first', () => {
  vi.useFakeTimers({ now: 1000 });
  notePosition('one', { ...at(90), seriesId: 'knots' });
  vi.setSystemTime(2000);
  notePosition('two', at(30));
  vi.useRealTimers();
  expect(begunVideos()).toEqual([
    { videoId: 'two', ...at(30), at: 2000 },
    { videoId: 'one', ...at(90), seriesId: 'knots', at: 1000 },
  ]);
});

test('the first seconds are no beginning', () => {
  notePosition('one', at(3));
  expect(positionOf('one')).toBeNull();
});

test('near its end a video is watched, and has no position any more', () => {
  notePosition('one', at(90));
  notePosition('one', at(580));
  expect(positionOf('one')).toBeNull();
  expect([...watchedVideos()]).toEqual(['one']);
});

test('a video that is watched again has a position and stays watched', () => {
  setWatched('one', true);
  notePosition('one', at(90));
  expect(positionOf('one')?.seconds).toBe(90);
  expect(watchedVideos().has('one')).toBe(true);
});

test('only the latest positions are kept', () => {
  vi.useFakeTimers({ now: 0 });
  for (let index = 0; index <= POSITIONS_MAX; index++) {
    vi.setSystemTime(index + 1);
    notePosition(`video ${index}`, at(90));
  }
  vi.useRealTimers();
  expect(begunVideos()).toHaveLength(POSITIONS_MAX);
  expect(positionOf('video 0')).toBeNull();
});

test('followers hear of changes here and in other tabs', () => {
  const heard = vi.fn();
  const stop = followWatching(heard);
  notePosition('one', at(90));
  window.dispatchEvent(Object.assign(new Event('storage'), { key: 'watched:two' }));
  window.dispatchEvent(Object.assign(new Event('storage'), { key: 'speed' }));
  stop();
  notePosition('one', at(95));
  expect(heard).toHaveBeenCalledTimes(2);
});

test.each([
  null,
  '',
  'null',
  '90',
  '{}',
  '{"seconds":-1,"lengthSeconds":600,"at":1}',
  '{"seconds":"90","lengthSeconds":600,"at":1}',
])('%s is no position', (kept) => {
  expect(parsePosition(kept)).toBeNull();
});

test('the server learns only whether there is any position', () => {
  const page = { cookie: '' };
  vi.stubGlobal('document', page);
  notePosition('a', at(60));
  expect(page.cookie).toBe('begun=1; path=/; samesite=lax; max-age=31536000');
  setWatched('b', true);
  expect(page.cookie).toContain('max-age=31536000');
  forgetPosition('a');
  expect(page.cookie).toBe('begun=1; path=/; samesite=lax; max-age=0');
  vi.stubGlobal('document', undefined);
});

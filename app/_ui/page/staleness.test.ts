import { beforeEach, expect, test, vi } from 'vitest';

const dataset = { person: 'ada', build: 'b1' };
vi.stubGlobal('document', { documentElement: { dataset } });
let page: typeof import('./staleness');
beforeEach(async () => {
  vi.resetModules();
  page = await import('./staleness');
});

test('a page without news is not stale', () => {
  expect(page.staleness()).toBeNull();
  page.notePerson('ada');
  page.noteStamp('ada.b1');
  expect(page.staleness()).toBeNull();
});

test('the stream says that another person is signed in, or that another build runs', () => {
  page.noteStamp('ada.b2');
  expect(page.staleness()).toBe('build');
  page.noteStamp('visitor.b2');
  expect(page.staleness()).toBe('person');
  page.noteStamp('ada.b1');
  expect(page.staleness()).toBeNull();
  page.noteOtherBuild();
  expect(page.staleness()).toBe('build');
});

test('another tab shows a page of another person, and then one of this person again', () => {
  page.notePerson('ada');
  const listener = vi.fn();
  const stop = page.subscribeToStaleness(listener);
  page.notePerson('bob');
  expect(page.staleness()).toBe('person');
  page.notePerson('ada');
  expect(page.staleness()).toBeNull();
  expect(listener).toHaveBeenCalledTimes(2);
  stop();
});

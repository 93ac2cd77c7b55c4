import { beforeEach, expect, test, vi } from 'vitest';

const dataset = { person: 'ada', build: 'b1' };
vi.stubGlobal('document', { documentElement: { dataset } });
const channels: EventTarget[] = [];
class Channel extends EventTarget {
  posted: unknown[] = [];
  constructor() {
    super();
    channels.push(this);
  }
  postMessage = (data: unknown) => this.posted.push(data);
}
vi.stubGlobal('BroadcastChannel', Channel);

let page: typeof import('./staleness');
beforeEach(async () => {
  vi.resetModules();
  channels.length = 0;
  page = await import('./staleness');
});

const hearFromOtherTab = (person: string) => channels[0]?.dispatchEvent(Object.assign(new Event('message'), { data: person }));

test('a page that has heard nothing is not stale', () => {
  expect(page.staleness()).toBeNull();
  page.announcePerson('ada');
  page.noteStamp('ada.b1');
  expect(page.staleness()).toBeNull();
  expect((channels[0] as Channel).posted).toEqual(['ada']);
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

test('another tab shows another person’s page, and then this one’s again', () => {
  page.announcePerson('ada');
  const heard = vi.fn();
  const stop = page.subscribeToStaleness(heard);
  hearFromOtherTab('bob');
  expect(page.staleness()).toBe('person');
  hearFromOtherTab('ada');
  expect(page.staleness()).toBeNull();
  expect(heard).toHaveBeenCalledTimes(2);
  stop();
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Source } from '@/workers/view-counting/contract';
import { findSource, sourceOf } from './source';

const SITE = 'https://videos.example';
const WATCH = `${SITE}/watch/one/ten-knots`;

/** Each page of this site, and what it is as the source of a video that is opened on it. */
const WITHIN: [from: string, source: Source, detail?: string][] = [
  ['/', 'home'],
  ['/search?q=tie+a%20bowline&sort=new', 'search', 'tie a bowline'],
  ['/search', 'browse'],
  ['/search?q=+', 'browse'],
  ['/videos?sort=popular', 'browse'],
  ['/categories/outdoors', 'browse'],
  ['/tags/rope%20work', 'browse'],
  ['/series', 'browse'],
  ['/series/ropes/all-about-ropes', 'series'],
  ['/creators', 'browse'],
  ['/creators/ada', 'creator'],
  ['/watch/two/sheet-bend', 'video'],
  ['/watch/one/ten-knots?t=90', 'direct'],
  ['/embed/one', 'embed'],
  ['/studio/videos', 'direct'],
];

describe('a viewer comes', () => {
  test.each(WITHIN)('from %s by a link that the page follows itself', (from, source, sourceDetail = '') => {
    expect(sourceOf(WATCH, 'https://www.elsewhere.example/', from)).toEqual({ source, sourceDetail });
  });

  test.each(WITHIN)('from %s by a link that loads the page', (from, source, sourceDetail = '') => {
    expect(sourceOf(WATCH, SITE + from, null)).toEqual({ source, sourceDetail });
  });

  test('from another lesson of a series', () => {
    expect(sourceOf(`${WATCH}?series=ropes`, '', '/watch/two/x?series=ropes').source).toBe('series');
    expect(sourceOf(`${WATCH}?series=ropes`, '', '/').source).toBe('home');
  });

  test.each([
    ['https://www.forum.example/', 'external', 'forum.example'],
    ['https://wwworld.example:8443/t/5?q=x', 'external', 'wwworld.example'],
    ['android-app://com.example.reader/', 'external', 'com.example.reader'],
    ['', 'direct', ''],
    ['nonsense', 'direct', ''],
  ])('from %j', (referrer, source, sourceDetail) => {
    expect(sourceOf(WATCH, referrer, null)).toEqual({ source, sourceDetail });
  });

  test('from a feed, whatever site reads it', () => {
    expect(sourceOf(WATCH, 'https://reader.example/', '#feed')).toEqual({ source: 'feed', sourceDetail: '' });
  });

  test.each([
    ['https://www.blog.example/', 'blog.example'],
    [`${SITE}/studio`, ''],
    ['', ''],
  ])('to a player in %j', (referrer, sourceDetail) => {
    expect(sourceOf(`${SITE}/embed/one?autoplay=1`, referrer, null)).toEqual({ source: 'embed', sourceDetail });
  });
});

describe('the source of a page', () => {
  let visits: typeof import('@/app/_lib/watching/visits');
  beforeEach(async () => {
    vi.resetModules();
    visits = await import('@/app/_lib/watching/visits');
    vi.stubGlobal('window', { location: { href: WATCH } });
    vi.stubGlobal('document', { referrer: `${SITE}/search?q=${'knot+'.repeat(50)}` });
  });
  afterEach(() => vi.unstubAllGlobals());

  test('is not known in detail if the browser asks for privacy', () => {
    vi.stubGlobal('navigator', {});
    expect(findSource('ada')).toMatchObject({ source: 'search', audience: 'new', globalPrivacyControl: false });
    expect(findSource(null)).not.toHaveProperty('audience', expect.anything());
    expect(findSource(null).sourceDetail).toHaveLength(100);
    vi.stubGlobal('navigator', { globalPrivacyControl: true });
    expect(findSource('ada')).toEqual({ source: 'search', sourceDetail: '', globalPrivacyControl: true });
  });

  test('is the page before in this tab, as it was when it was left', () => {
    const { noteVisit, visitBefore } = visits;
    noteVisit('/search?q=knot');
    expect(visitBefore()).toBeNull();
    noteVisit('/search?q=bowline');
    noteVisit('/watch/one/old-name');
    noteVisit('/watch/one/ten-knots?t=90');
    expect(visitBefore()).toBe('/search?q=bowline');
    noteVisit('/watch/two/x');
    expect(visitBefore()).toBe('/watch/one/ten-knots?t=90');
  });

  test('is a feed only for the video to which it led', () => {
    const { noteFeed, noteVisit, visitBefore } = visits;
    noteVisit('/watch/one/x');
    noteFeed();
    expect(visitBefore()).toBe('#feed');
    noteVisit('/watch/two/x');
    expect(visitBefore()).toBe('/watch/one/x');
  });
});

import { Client, type PoolClient } from 'pg';
import type { ReactNode } from 'react';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { htmlFaults } from '@/app/_lib/testing/html-faults';
import { leavePreview } from '@/app/_lib/commands/preview';
import { render } from '@/app/_lib/testing/render';
import { structuredDataFaults } from '@/app/_lib/testing/structured-data-faults';
import {
  ada,
  addAddressLink,
  bob,
  bread,
  camping,
  cyd,
  dan,
  eve,
  INVITATION_TOKEN,
  knots,
  MAILED_TOKEN,
  ropes,
  sails,
  sessionCookieOf,
  startTestApplication,
  tents,
  tentsCaptions,
  type TestApplication,
  vic,
} from '@/app/_lib/testing/test-application';

/** Tests what each page shows to whom, from its query to its HTML and status, without a browser. */
const request = vi.hoisted(() => ({
  userId: null as string | null,
  /** What React's `cache` holds in the request, by function; null if it holds nothing. */
  cached: null as Map<object, { args: unknown[]; result: unknown }[]> | null,
}));
vi.mock('react', async (original) => ({
  ...(await original<object>()),
  cache:
    (make: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      if (!request.cached) return make(...args);
      const calls = request.cached.get(make) ?? [];
      request.cached.set(make, calls);
      let call = calls.find((earlier) => earlier.args.every((arg, index) => arg === args[index]));
      if (!call) calls.push((call = { args, result: make(...args) }));
      return call.result;
    },
}));
vi.mock('next/font/local', () => ({ default: () => ({ variable: 'inter' }) }));
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => {
    const session = request.userId === null ? undefined : { value: await sessionCookieOf(request.userId) };
    return { get: (name: string) => (name === 'next-auth.session-token' ? session : undefined) };
  },
}));
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  usePathname: () => '/',
  useSearchParams: () => new URLSearchParams(),
  useRouter: () => ({ refresh: () => {} }),
}));

let application: TestApplication;
const pages: Record<string, (props: never) => unknown> = {};
const modules: Record<string, { generateMetadata?: (props: never) => Promise<unknown> }> = {};
beforeAll(async () => {
  application = await startTestApplication();
  const imports = {
    layout: import('./layout'),
    home: import('./(site)/page'),
    allVideos: import('./(site)/videos/page'),
    categories: import('./(site)/categories/page'),
    category: import('./(site)/categories/[category]/page'),
    tags: import('./(site)/tags/page'),
    tag: import('./(site)/tags/[tag]/page'),
    search: import('./(site)/search/page'),
    creators: import('./(site)/creators/page'),
    allSeries: import('./(site)/series/page'),
    watch: import('./(site)/watch/[videoId]/[[...slug]]/page'),
    series: import('./(site)/series/[seriesId]/[[...slug]]/page'),
    seriesList: import('./studio/series/page'),
    editSeries: import('./studio/series/[seriesId]/page'),
    addLessons: import('./studio/series/[seriesId]/add/page'),
    seriesAnalytics: import('./studio/series/[seriesId]/analytics/page'),
    embed: import('./embed/[videoId]/page'),
    studio: import('./studio/page'),
    videos: import('./studio/videos/page'),
    details: import('./studio/videos/[videoId]/details/page'),
    captions: import('./studio/videos/[videoId]/captions/page'),
    captionsHistory: import('./studio/videos/[videoId]/captions/[trackId]/history/page'),
    chapters: import('./studio/videos/[videoId]/chapters/page'),
    channel: import('./studio/channel/page'),
    people: import('./studio/videos/[videoId]/people/page'),
    channelPeople: import('./studio/channel/people/page'),
    shared: import('./studio/shared/page'),
    invitation: import('./studio/invitations/[token]/page'),
    upload: import('./studio/upload/page'),
    analytics: import('./studio/videos/[videoId]/analytics/page'),
    history: import('./studio/videos/[videoId]/history/page'),
    messages: import('./admin/page'),
    trace: import('./admin/traces/[traceId]/page'),
    account: import('./(account)/account/page'),
    deletion: import('./(account)/account/delete/page'),
    confirm: import('./(account)/confirm/page'),
    address: import('./(account)/account/address/page'),
    finish: import('./(account)/register/finish/page'),
    signIn: import('./(account)/sign-in/page'),
    register: import('./(account)/register/page'),
  };
  for (const [name, module] of Object.entries(imports)) {
    modules[name] = (await module) as never;
    pages[name] = (await module).default as never;
  }
});
afterAll(() => application.stop());
beforeEach(() => {
  request.userId = null;
});

/** The addresses of a watch page and of a series. */
const knotsPage = { videoId: knots, slug: ['ten-knots'] };
const ropesPage = { seriesId: ropes, slug: ['ropes-lines'] };

/** Renders a page for a user, or for a visitor (null). */
function see(page: string, userId: string | null, params: object = {}, query: object = {}) {
  request.userId = userId;
  return render(() => pages[page]!(propsOf(params, query)) as never);
}
function propsOf(params: object, query: object): never {
  return { params: Promise.resolve(params), searchParams: Promise.resolve(query) } as never;
}

/** Returns the address to which a page redirects. */
async function destinationOf(page: string, userId: string | null, params = {}, query = {}): Promise<string> {
  const error: unknown = await see(page, userId, params, query).catch((thrown: unknown) => thrown);
  return String((error as { digest?: string }).digest).split(';')[2]!;
}

describe('the home page', () => {
  test.each([
    ['a visitor', null],
    ['a creator', ada],
    ['an administrator', cyd],
  ])('has only the published tutorials, for %s', async (_, userId) => {
    const { status, text, html } = await see('home', userId);
    expect(status).toBe(200);
    expect(text).toContain('Ten knots');
    expect(text).toContain('Ada');
    expect(text).toContain('1:30');
    expect(text).toMatch(/Newest.*tents.*Ten knots.*Popular.*Ten knots.*Categories.*Sport and outdoors 1 tutorial/);
    expect(html).toContain(`/api/media/${knots}/knots-file/posters/640.avif 640w`);
    expect(text.split('Popular')[1]).not.toContain('tents');
    for (const draft of ['sails', 'bread']) expect(text).not.toContain(draft);
  });
});

describe('a list of everything public', () => {
  const NOT_PUBLIC = ['sails', 'bread'];

  test.each([
    ['all tutorials', 'allVideos', {}, {}, /All tutorials.*tents.*Ten knots/],
    [
      'the most viewed ones',
      'allVideos',
      {},
      { sort: 'views', period: 'all' },
      /Most viewed.*Ten knots.*2 views.*tents/,
    ],
    ['those of a category', 'category', { category: 'outdoors' }, {}, /Sport and outdoors.*Ten knots/],
    ['those with a tag', 'tag', { tag: 'rope%20work' }, {}, /rope work.*Ten knots/],
    ['the categories and tags', 'categories', {}, {}, /Sport and outdoors 1 tutorial.*Tags.*knots 1 tutorial/],
    ['the tags', 'tags', {}, {}, /Tags.*knots 1 tutorial.*rope work 1 tutorial/],
    ['the creators', 'creators', {}, {}, /Creators.*Bob.*1 tutorial.*Ada.*1 tutorial/],
    ['the series', 'allSeries', {}, {}, /Series.*Ropes & lines.*Ada/],
  ])('%s', async (_, page, params, query, words) => {
    for (const userId of [null, ada, cyd]) {
      const { status, text } = await see(page, userId, params, query);
      expect(status).toBe(200);
      expect(text).toMatch(words);
      for (const draft of NOT_PUBLIC) expect(text).not.toContain(draft);
    }
  });

  test.each([
    ['a filter that nothing matches', 'allVideos', {}, { language: 'cy' }, 'Nothing matches these filters'],
    [
      'a period without views',
      'allVideos',
      {},
      { sort: 'views', period: 'day' },
      'Nobody has watched anything today yet',
    ],
    ['a category without tutorials', 'category', { category: 'music' }, {}, 'No tutorials about this yet'],
    ['the end of the list', 'allVideos', {}, { after: `1-${knots}` }, 'The list ends here'],
    ['the end of the creators', 'creators', {}, { after: `1-${ada}` }, 'The list ends here'],
    ['the end of the series', 'allSeries', {}, { after: `1-${ropes}` }, 'The list ends here'],
  ])('%s says so', async (_, page, params, query, words) => {
    const { status, text } = await see(page, null, params, query);
    expect([status, text.includes(words)]).toEqual([200, true]);
    expect(text).not.toContain('Ten knots');
  });

  test.each([
    ['category', { category: 'nonsense' }],
    ['category', { category: 'constructor' }],
    ['tag', { tag: 'nonsense' }],
    ['tag', { tag: '%00' }],
    ['tag', { tag: '%' }],
  ])('there is no %s %j', async (page, params) => {
    const { status, text } = await see(page, null, params);
    expect([status, text.includes('Page not found')]).toEqual([404, true]);
  });

  test('another spelling of a tag leads to its address', async () => {
    expect(await destinationOf('tag', null, { tag: 'ROPE%20work' })).toBe('/tags/rope%20work');
  });

  test('each page names its own address to search engines, without what it does not read', async () => {
    const after = `1772366700123-${knots}`;
    const metadataOf = (query: object) =>
      modules['allVideos']!.generateMetadata!(propsOf({}, query)) as Promise<{ alternates: object; robots?: object }>;
    expect((await metadataOf({ after, x: '1', length: 'nonsense' })).alternates).toEqual({
      canonical: `/videos?after=${after}`,
    });
    expect((await metadataOf({})).robots).toBeUndefined();
    expect((await metadataOf({ sort: 'views' })).robots).toEqual({ index: false, follow: true });
  });
});

describe('the search', () => {
  test.each([
    ['a visitor', null],
    ['a creator', ada],
    ['an administrator', cyd],
  ])('finds what is public, and nothing else, for %s', async (_, userId) => {
    const { status, text, html } = await see('search', userId, {}, { q: ' knots ' });
    expect([status, text]).toEqual([200, expect.stringMatching(/1 tutorial for *knots.*Ten knots.*Ada/)]);
    expect(html).toContain(`href="/watch/${knots}/ten-knots"`);
    expect(html).toMatch(/<mark[^>]*>knots<\/mark>/i);
    for (const q of ['sails', 'bread', 'secret']) {
      const hidden = await see('search', userId, {}, { q });
      expect([hidden.status, hidden.text]).toEqual([200, expect.stringContaining('Nothing was found')]);
    }
  });

  test('asks what one wants to learn, with a field that works without scripts', async () => {
    for (const query of [{}, { q: '\u200b\u202e' }, { q: ' \0 ' }, { length: 'long' }]) {
      const { status, text, html, fields } = await see('search', null, {}, query);
      expect([status, text, fields.q]).toEqual([200, expect.stringContaining('What do you want to learn?'), '']);
      expect(html).toMatch(/<form[^>]* action="\/search"/);
    }
  });

  test.each([
    [{ q: 'knots', length: '', tag: ' ', sort: 'newest' }, '/search?q=knots&sort=newest'],
    [{ q: '' }, '/search'],
    [{ q: '  ', page: '2' }, '/search?page=2'],
  ])('of a form in which nothing was chosen has a short address: %j', async (query, address) => {
    expect(await destinationOf('search', null, {}, query)).toBe(address);
  });

  test('finds tutorials by their creators, and series by their titles', async () => {
    expect((await see('search', null, {}, { q: 'ada' })).text).toMatch(/1 tutorial for *ada.*Ten knots/);
    const { html } = await see('search', null, {}, { q: 'ropes' });
    expect(html).toContain(`/series/${ropes}`);
    expect((await see('search', null, {}, { q: 'camping' })).html).not.toContain(camping);
  });

  test('finds what was meant, and says so', async () => {
    const { text } = await see('search', null, {}, { q: 'bowlinne' });
    expect(text).toMatch(/Nothing was found for *bowlinne.*so this is what was found for *bowline.*Ten knots/);
  });

  test('has its filters in a form and in links that take them away', async () => {
    const query = { q: 'knots', category: 'outdoors', length: 'short', tag: 'Knots', sort: 'newest' };
    const { text, html, links, fields } = await see('search', null, {}, query);
    expect(text).toMatch(/1 tutorial for *knots.*Ten knots/);
    expect(fields).toMatchObject({ q: 'knots', tag: 'Knots' });
    for (const value of ['outdoors', 'short', 'newest'])
      expect(html).toMatch(new RegExp(`<option[^>]*(?:value="${value}"[^>]* selected|selected[^>]* value="${value}")`));
    expect(links.filter((link) => link.startsWith('Remove the filter'))).toHaveLength(3);
    expect(html).toContain('href="/search?q=knots&amp;tag=Knots&amp;length=short&amp;sort=newest"');
  });

  test.each([
    [{ length: 'long' }, 'No tutorial has these words and all filters', 'Search without filters'],
    [{ category: 'cooking' }, 'No tutorial has these words and all filters', 'Search without filters'],
    [{ page: '9' }, 'There are no more results', 'Go to the first page'],
  ])('says why %j has nothing, with a way on', async (filters, words, way) => {
    const { status, text, links } = await see('search', null, {}, { q: 'knots', ...filters });
    expect([status, text]).toEqual([200, expect.stringContaining(words)]);
    expect(links).toContain(way);
    expect(text).not.toContain('From bowline');
  });

  test.each([
    [{ length: 'nonsense', category: 'constructor', language: 'xx', captions: '%', age: '5', sort: '-1' }],
    [{ page: '-1' }],
    [{ page: '0' }],
    [{ page: '1e9' }],
    [{ page: '٣' }],
    [{ q: ['knots', 'bread'], length: ['nonsense', 'long'] }],
    [{ unknown: 'x', 'q[]': 'bread' }],
  ])('leaves out what it does not know: %j', async (query) => {
    const { status, text, links } = await see('search', null, {}, { q: 'knots', ...query });
    expect([status, text]).toEqual([200, expect.stringMatching(/1 tutorial for *knots.*Ten knots/)]);
    expect(links.join()).not.toContain('Remove the filter');
  });

  test.each(["' OR 1=1 --", '<script>alert(1)</script>', '\ud800', 'x'.repeat(10_000), '%', '!!', '\u202e'])(
    'shows the words %j as text, and fails at none',
    async (q) => {
      const { status, html } = await see('search', null, {}, { q });
      expect(status).toBe(200);
      expect(html).not.toContain('<script>alert');
    },
  );

  test('is named by its words, and shown by no search engine', async () => {
    const metadataOf = (query: object) => modules['search']!.generateMetadata!(propsOf({}, query));
    expect(await metadataOf({ q: 'knots' })).toEqual({ title: 'knots – Search', robots: { index: false } });
    expect(await metadataOf({})).toMatchObject({ title: 'Search' });
  });
});

describe('the header', () => {
  test.each([
    ['a visitor', null, ['Sign in', 'Register'], ['Studio', 'Admin', 'Your account']],
    ['a creator', ada, ['Studio', 'Your account'], ['Admin', 'Sign in']],
    ['an administrator', cyd, ['Studio', 'Admin'], ['Sign in']],
  ])('links %s to their pages', async (_, userId, there, not) => {
    request.userId = userId;
    const [{ SiteHeader }, { currentUser }] = await Promise.all([
      import('@/app/_ui/layout/site-header'),
      import('@/app/_lib/auth/current-user'),
    ]);
    const user = await currentUser();
    const { links } = await render(() => <SiteHeader user={user} signOut={async () => {}} />);
    expect(links).toEqual(expect.arrayContaining(there));
    for (const link of not) expect(links).not.toContain(link);
  });
});

describe('the watch page', () => {
  test('shows a published tutorial to everybody, with nothing of one viewing', async () => {
    const { status, text, html } = await see('watch', null, knotsPage);
    expect(status).toBe(200);
    expect(text).toContain('Ten knots');
    expect(text).toContain('From bowline to sheet bend.');
    expect(text).toContain('2 views');
    expect(html).toContain(`/api/media/${knots}/knots-file/`);
    expect((await see('watch', null, knotsPage)).html).toBe(html);
    expect(text).toMatch(/Category Sport and outdoors Tags knots rope work Licence CC BY 4.0/);
    expect(text).not.toContain('Preview');
    expect(text).toMatch(/Newest.*tents/);
    expect(text).not.toContain('More by');
  });

  test('shows an unpublished video only to its owner, as a preview, whose media have signed addresses', async () => {
    const { status, text, html } = await see('watch', bob, { videoId: bread, slug: ['bread'] });
    expect(status).toBe(200);
    const media = html.match(new RegExp(`/api/media/${bread}/[^"\\\\ ]+`, 'g'))!;
    for (const address of media) expect(address).toMatch(new RegExp(`/~[0-9a-z]+\\.${bob}\\.[\\w-]{22}/`));
    expect(text).toMatch(/Only the owner and collaborators can see this/);
    expect(text).toMatch(/More by *Bob.*tents.*Newest.*Ten knots/);
    expect(text.split('Newest')[1]).not.toContain('tents');
    for (const other of [null, ada, cyd]) {
      const answer = await see('watch', other, { videoId: bread });
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('bread');
    }
  });

  test.each(['nonsense', '10000000-0000-4000-8000-0000000000ff'])('is 404 for %s', async (videoId) => {
    const { status, text } = await see('watch', null, { videoId });
    expect(status).toBe(404);
    expect(text).toContain('Page not found');
  });
});

describe('the HTML of a page', () => {
  test.each([
    ['home', null, {}, {}],
    ['search', null, {}, {}],
    ['search', null, {}, { q: 'knots' }],
    ['search', null, {}, { q: 'zzqx', length: 'long' }],
    ['allVideos', null, {}, {}],
    ['categories', null, {}, {}],
    ['category', null, { category: 'outdoors' }, {}],
    ['tags', null, {}, {}],
    ['tag', null, { tag: 'rope%20work' }, {}],
    ['creators', null, {}, {}],
    ['allSeries', null, {}, {}],
    ['series', null, ropesPage, {}],
    ['watch', null, knotsPage, { series: ropes }],
    ['watch', bob, { videoId: bread, slug: ['bread'] }, {}],
    ['watch', null, { videoId: 'nonsense' }, {}],
    ['embed', null, { videoId: knots }, {}],
  ])('of %s for %s %j %j is valid', async (page, userId, params, query) => {
    request.userId = userId;
    // Next adds the title, and the rest of the head, which a browser test looks at.
    const { html } = await render(async () => {
      const children = (
        <>
          <title>A page</title>
          {(await pages[page]!(propsOf(params, query))) as ReactNode}
        </>
      );
      return pages['layout']!({ children } as never) as never;
    });
    expect(await htmlFaults(html)).toEqual([]);
  });
});

describe('the data for search engines', () => {
  const dataIn = (html: string) => {
    const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html) ?? [];
    return json === undefined ? null : (JSON.parse(json) as Record<string, unknown>);
  };

  test('names a video, its length, its player and its chapters', async () => {
    const { html } = await see('watch', null, knotsPage);
    expect(dataIn(html)).toMatchObject({
      ...{ '@context': 'https://schema.org', '@type': 'VideoObject', name: 'Ten knots', duration: 'PT90S' },
      url: `http://localhost:3000/watch/${knots}/ten-knots`,
      embedUrl: `http://localhost:3000/embed/${knots}`,
      uploadDate: expect.stringMatching(/^2026-03-/),
      thumbnailUrl: expect.stringMatching(/poster\.jpg$/),
      author: { '@type': 'Person', name: 'Ada' },
      interactionStatistic: { userInteractionCount: 2 },
    });
  });

  test('names a series and its lessons', async () => {
    const { html } = await see('series', null, ropesPage);
    expect(dataIn(html)).toMatchObject({
      ...{ '@type': 'Course', name: 'Ropes & lines', teaches: ['Tie what holds'] },
      hasPart: [{ position: 1, name: 'Ten knots', url: expect.stringContaining(`/ten-knots?series=${ropes}`) }],
    });
  });

  test('is what schema.org knows, and what search engines require', async () => {
    const [watch, series] = [await see('watch', null, knotsPage), await see('series', null, ropesPage)];
    for (const { html } of [watch, series]) expect(await structuredDataFaults(dataIn(html)!)).toEqual([]);
    const [{ videoJsonLd }, { playableVideo }] = await Promise.all([
      import('./(site)/watch/video-json-ld'),
      import('./(site)/watch/_queries/playable-video'),
    ]);
    const chapters = [0, 40].map((startSeconds) => ({ startSeconds, title: `From ${startSeconds}` }));
    const withChapters = videoJsonLd((await playableVideo(knots))!, chapters, [[0, 'Take a rope.']]);
    expect(withChapters).toMatchObject({ hasPart: [{ endOffset: 40 }, { endOffset: 90 }], transcript: 'Take a rope.' });
    expect(await structuredDataFaults(withChapters as never)).toEqual([]);
    const { name: _, ...nameless } = dataIn(watch.html)!;
    const faults = await structuredDataFaults({ ...nameless, knots: 10, author: { '@type': 'Sailor' } });
    expect(faults.join()).toMatch(/name.*(?=.*knots)(?=.*Sailor)/);
  });

  test('is not there for what only some may see, which no search engine is to show', async () => {
    expect(dataIn((await see('watch', bob, { videoId: bread, slug: ['bread'] })).html)).toBeNull();
    expect(dataIn((await see('series', bob, { seriesId: camping, slug: ['camping'] })).html)).toBeNull();
    request.userId = bob;
    const params = { videoId: bread, slug: ['bread'] };
    expect(await modules.watch!.generateMetadata!(propsOf(params, {}))).toMatchObject({
      robots: { index: false, follow: false },
    });
  });

  test('previews of links have the picture with its size and words, and the player', async () => {
    expect(await modules.watch!.generateMetadata!(propsOf(knotsPage, {}))).toMatchObject({
      alternates: { canonical: `/watch/${knots}/ten-knots` },
      openGraph: {
        type: 'video.other',
        images: [{ url: expect.stringMatching(/poster\.jpg$/), width: 1280, height: 720, alt: expect.any(String) }],
        videos: [{ url: `http://localhost:3000/embed/${knots}`, width: 1280, height: 720 }],
      },
      twitter: { card: 'summary_large_image' },
    });
  });
});

describe('the address of a watch page', () => {
  const own = `/watch/${knots}/ten-knots`;

  test.each([[undefined], [['wrong']], [['ten-knots', 'more']], [['%E0%A4']]])('follows %j', async (slug) => {
    expect(await destinationOf('watch', null, { videoId: knots, slug })).toBe(own);
  });

  test('has its id as the site writes it, and keeps the query', async () => {
    const query = { t: '83', tag: ['a', 'b&'] };
    const videoId = knots.toUpperCase();
    expect(await destinationOf('watch', null, { videoId }, query)).toBe(`${own}?t=83&tag=a&tag=b%26`);
  });

  test('is told only to those who may see the video', async () => {
    expect(await destinationOf('watch', bob, { videoId: bread })).toBe(`/watch/${bread}/bread`);
    for (const other of [null, ada]) expect((await see('watch', other, { videoId: bread })).status).toBe(404);
  });
});

describe('the player for other sites', () => {
  test('plays a public video, with a link to its page', async () => {
    const { status, text, html } = await see('embed', null, { videoId: knots });
    expect(status).toBe(200);
    expect(text).toContain('Ten knots on Video Tutorials, in a new tab');
    expect(html).toContain(`href="/watch/${knots}/ten-knots"`);
    expect(html).toContain(`/api/media/${knots}/knots-file/master.m3u8`);
  });

  test.each([bread, 'nonsense', '10000000-0000-4000-8000-0000000000ff'])('says a sentence for %s', async (videoId) => {
    for (const userId of [null, bob]) {
      const { status, text } = await see('embed', userId, { videoId });
      expect([status, text]).toEqual([404, expect.stringContaining('This video isn’t available')]);
      expect(text).not.toContain('bread');
    }
  });
});

describe('the page of a series', () => {
  test.each([
    ['a visitor', null],
    ['its owner', ada],
    ['another creator', bob],
  ])('shows its public lessons and those that come later, for %s', async (_, userId) => {
    const { status, text, html } = await see('series', userId, ropesPage);
    expect(status).toBe(200);
    expect(text).toMatch(/Ropes & lines.*Ada.*For everybody with a boat.*1 lesson.*2 min.*1 more to come/);
    expect(text).toMatch(/Tie what holds.*Beginnings.*Ten knots.*All about cloth.*Comes on 9 March 2999/);
    expect(html).toContain(`/watch/${knots}/ten-knots?series=${ropes}`);
    for (const other of ['sails', 'bread', 'tents']) expect(text).not.toContain(other);
  });

  test.each([[undefined], [['wrong']], [['ropes-lines', 'more']], [['%E0%A4']]])(
    'leads from %j to the right address',
    async (slug) => {
      expect(await destinationOf('series', null, { seriesId: ropes, slug })).toBe(`/series/${ropes}/ropes-lines`);
    },
  );

  test('is a preview for its owner before it is published, and 404 for others', async () => {
    const draft = { seriesId: camping, slug: ['camping'] };
    const { status, text } = await see('series', bob, draft);
    expect(status).toBe(200);
    expect(text).toMatch(/Only the owner and collaborators can see this page.*Camping.*tents/);
    expect(text).not.toContain('bread');
    for (const other of [null, ada, cyd]) expect((await see('series', other, draft)).status).toBe(404);
    expect((await see('series', null, { seriesId: 'nonsense' })).status).toBe(404);
    expect((await see('editSeries', bob, { seriesId: camping })).text).toContain(
      'Who can see it Only you and your collaborators. 1 of',
    );
  });

  test('has its lessons beside the video, on the addresses of its own videos only', async () => {
    const { text } = await see('watch', null, knotsPage, { series: ropes });
    expect(text).toMatch(/Lesson 1 of 1.*Ropes & lines/);
    for (const query of [{}, { series: camping }, { series: 'nonsense' }]) {
      expect((await see('watch', null, knotsPage, query)).text).not.toContain('Lesson 1');
    }
  });
});

describe('series in the studio', () => {
  test('are listed for their creator, and invite others to make one', async () => {
    const { text } = await see('seriesList', ada);
    expect(text).toMatch(/Ropes & lines.*Published.*4 lessons/);
    expect(text).not.toContain('Camping');
    expect((await see('seriesList', cyd)).text).toContain('Turn your videos into a course');
  });

  test('show all lessons to their owner, and nothing to others', async () => {
    const { text } = await see('editSeries', ada, { seriesId: ropes });
    expect(text).toMatch(/1 of 4 lessons is public/);
    expect(text).toMatch(/Beginnings.*Ten knots.*sails.*A video that was deleted or isn’t shared with you/);
    for (const other of ['bread', 'tents']) expect(text).not.toContain(other);
    for (const other of [bob, cyd]) expect((await see('editSeries', other, { seriesId: ropes })).status).toBe(404);
  });

  test('have analytics for their owner, and none for others', async () => {
    const { text } = await see('seriesAnalytics', ada, { seriesId: ropes });
    expect(text).toContain('Nobody watched a lesson within this series in the last 28 days.');
    expect(text).toMatch(/1 Ten knots 0 views 2 sails 0 views Not public 3 A video that was deleted/);
    for (const other of [bob, cyd]) expect((await see('seriesAnalytics', other, { seriesId: ropes })).status).toBe(404);
  });

  test('offer their creator’s own videos, searched by words', async () => {
    const all = await see('addLessons', bob, { seriesId: camping });
    expect(all.text).toMatch(/To “Beginnings”.*tents.*In this series/);
    expect(all.text).not.toContain('knots');
    const found = await see('addLessons', bob, { seriesId: camping }, { q: 'BREA' });
    expect(found.text).toContain('bread');
    expect(found.text).not.toContain('tents');
  });
});

describe('the studio', () => {
  test('lists the videos of its creator with their states and figures', async () => {
    const { text } = await see('studio', ada);
    expect(text).toContain('Ten knots');
    expect(text).toContain('Published');
    expect(text).toContain('sails');
    expect(text).toMatch(/Views 2\b|2 Views/);
    // 9.1 + 1.2 + 5.4 + 10.1 + 10.2 seconds.
    expect(text).toContain('36 s');
    expect(text).not.toContain('bread');
  });

  test('differs for each creator, and is empty at first', async () => {
    expect((await see('studio', bob)).text).toContain('bread');
    expect((await see('videos', bob)).text).toContain('bread');
    const { text, links } = await see('studio', cyd);
    expect(text).toContain('Your first tutorial starts here');
    expect(links).toContain('Upload a video');
  });

  test('redirects a visitor to the sign-in page, which leads back', async () => {
    expect(await destinationOf('studio', null)).toBe('/sign-in?next=%2Fstudio');
    expect(await destinationOf('details', null, { videoId: knots })).toBe(
      `/sign-in?next=${encodeURIComponent(`/studio/videos/${knots}/details`)}`,
    );
  });
});

describe('the pages of a video in the studio', () => {
  test('have one form with what the video has, and with what it began from', async () => {
    const { html, fields, buttons } = await see('details', ada, { videoId: knots });
    const texts = { name: 'Ten knots', description: 'From bowline to sheet bend.', tags: 'knots, rope work' };
    expect(fields).toMatchObject({ ...texts, videoId: knots });
    expect(JSON.parse(fields.beganFrom!)).toEqual({
      ...texts,
      category: 'outdoors',
      language: 'en',
      licence: 'CC-BY-4.0',
      visibility: 'public',
      publishAt: '',
    });
    expect(html).toMatch(/<input type="radio"[^>]* checked=""[^>]* value="public"|value="public"[^>]* checked=""/);
    expect(html).toMatch(/<option value="outdoors" selected="">/);
    expect(html.match(/name="beganFrom"/g)).toHaveLength(1);
    expect(buttons).toContain('Save');
  });

  test.each([
    [
      'details',
      { videoId: knots },
      'description',
      '- 0:07 **Bowline**',
      /<a [^>]*data-time="7"[^>]*>0:07<\/a>.*<strong/,
    ],
    ['editSeries', { seriesId: ropes }, 'description', 'With **knots**', /With <strong [^>]*>knots<\/strong>/],
    ['channel', {}, 'text', 'I *sail*', /I <em>sail<\/em>/],
  ])('show in %s what Markdown looks like after a form without scripts', async (page, params, field, text, looks) => {
    const form = new FormData();
    form.set('preview', field);
    form.set(field, text);
    request.userId = ada;
    const preview = /aria-label="Preview: [\s\S]*?<\/section>/;
    const { html } = await render(() => {
      leavePreview(form);
      return pages[page]!(propsOf(params, {})) as never;
    });
    expect(preview.exec(html)?.[0]).toMatch(looks);
    expect(preview.exec(html)?.[0]).toContain('Nothing is saved yet.');
    const without = await see(page, ada, params);
    expect(without.html).not.toMatch(preview);
    const [button] = /<button [^>]*name="preview"[^>]*>/.exec(without.html)!;
    expect(button).toContain('type="submit"');
    expect(button).toContain(`value="${field}"`);
  });

  test('say that the video is live right after a form without scripts has published it, with its link', async () => {
    const news = { published: 'now' };
    const { html, text } = await see('details', ada, { videoId: knots }, news);
    expect(html).toContain('id="live"');
    expect(text).toMatch(/It’s live Everyone can watch “ Ten knots ”\s+now\. http\S+\/watch\/\S+/);
    expect((await see('details', ada, { videoId: knots })).text).not.toContain('It’s live');
    expect((await see('details', bob, { videoId: bread }, news)).text).not.toContain('It’s live');
  });

  test('show the facts of the file and the figures of the video', async () => {
    const { text } = await see('details', ada, { videoId: knots });
    for (const fact of ['knots-file.mp4', '1 kB', '1:30', '1280 × 720', '720p, 360p']) expect(text).toContain(fact);
    const march = { from: '2026-03-01', to: '2026-03-31' };
    expect((await see('analytics', ada, { videoId: knots }, march)).text).toContain('Watch time 36 s');
  });

  test.each([
    ['published', ada, knots, 'Everyone, since', null],
    ['scheduled', bob, bread, 'Only you and your collaborators until 8 Mar 2026', 'Publish now'],
    [
      'to be published when it is ready',
      ada,
      sails,
      'Only you and your collaborators for now; everyone as soon as it is ready.',
      null,
    ],
    ['the owner’s, seen by an editor', eve, sails, 'Only its owner and collaborators for now; everyone', null],
  ])('say who can watch it if it is %s, and offer to publish it', async (_, owner, videoId, audience, publish) => {
    const { text, buttons } = await see('details', owner, { videoId });
    expect(text).toContain(audience);
    expect(buttons.filter((button) => button.startsWith('Publish'))).toEqual(publish === null ? [] : [publish]);
  });

  test('say before deleting that the views come back too, if there are any', async () => {
    expect((await see('details', ada, { videoId: knots })).text).toContain('for 30 days, with its 2 views. Then');
    expect((await see('details', ada, { videoId: sails })).text).toContain('for 30 days. Then');
  });

  test('show the history of what was changed, with values before and after, and a way back', async () => {
    const { text, buttons } = await see('history', ada, { videoId: knots });
    expect(text).toMatch(
      /Changed tags, category, licence, and chapters .* by you .*Tags Before: Empty After: knots, rope work .*Category Before: Not stated After: Sport and outdoors .*Licence Before: All rights reserved After: CC BY 4.0/,
    );
    expect(text).toMatch(/Changed name .*Before: knots After: Ten knots/);
    expect(text).toMatch(/Uploaded as “knots”/);
    expect(buttons.filter((button) => button === 'Undo').length).toBeGreaterThan(3);
    expect((await see('history', bob, { videoId: knots })).status).toBe(404);
  });

  test('show the history of captions, with the lines before and after, and a way back', async () => {
    const of = { videoId: tents, trackId: tentsCaptions };
    const { text, buttons } = await see('captionsHistory', bob, of);
    expect(text).toMatch(/Wrote 1 line and removed 1 line .*by you.*Added with “tents.srt” .*by you/);
    expect(text).not.toContain('Peg it.');
    expect(buttons).toEqual(['Undo', 'Bring this back']);
    const lines = await see('captionsHistory', bob, of, { revision: '1' });
    expect(lines.text).toMatch(/Before 0:00\.000 Unfold it\. 0:01\.000 Peg it\. After 0:00\.000 Unroll it\./);
    expect((await see('captionsHistory', ada, of)).status).toBe(404);
    for (const trackId of [knots, 'nonsense'])
      expect((await see('captionsHistory', bob, { ...of, trackId }, { revision: 'x' })).status).toBe(404);
  });

  test.each([
    ['another creator’s', ada, bread],
    ['another creator’s, for an administrator', cyd, knots],
    ['unknown', ada, '10000000-0000-4000-8000-0000000000ff'],
    ['none', ada, 'nonsense'],
  ])('are 404 if it is %s', async (_, userId, videoId) => {
    const { status, text } = await see('details', userId, { videoId });
    expect(status).toBe(404);
    expect(text).toContain('Page not found It may have been deleted, or you don’t have access.');
  });
});

describe('the administrators’ pages', () => {
  test('list the messages for an administrator', async () => {
    const { status, text, fields } = await see('messages', cyd, {}, { category: 'identity', type: 'Registered' });
    expect(status).toBe(200);
    expect(text).toContain('Registered');
    expect(text).not.toContain('VideoUploaded');
    expect(text).not.toContain('argon2');
    expect(fields).toMatchObject({ category: 'identity', type: 'Registered', stream: '', trace: '' });
  });

  test('leave out reports of progress, unless they are requested', async () => {
    const { text, links } = await see('messages', cyd, {}, { category: 'videoPublishing' });
    expect(text).toContain('VideoUploaded');
    expect(text).not.toContain('ProcessingProgressed');
    expect(text).toContain('Reports of processing progress are left out.');
    expect(links).toContain('List them');
    for (const query of [{ progress: 'on' }, { type: 'ProcessingProgressed' }])
      expect((await see('messages', cyd, {}, query)).text).toContain('ProcessingProgressed');
  });

  test('say what is wrong with a trace id, and keep it', async () => {
    const { text, fields } = await see('messages', cyd, {}, { trace: 'abc' });
    expect(text).toContain('A trace id looks like');
    expect(fields.trace).toBe('abc');
  });

  test.each([
    ['a visitor', null],
    ['a creator', ada],
  ])('are 404 for %s', async (_, userId) => {
    for (const [page, params] of [
      ['messages', {}],
      ['trace', { traceId: knots }],
    ] as const) {
      const { status, text } = await see(page, userId, params);
      expect(status).toBe(404);
      expect(text).toContain('Page not found');
    }
  });
});

describe('the pages of an account', () => {
  test('show its name and address to its person', async () => {
    const { text } = await see('account', ada);
    expect(text).toContain('Ada');
    expect(text).toContain('ada@example.com');
    expect(text).not.toContain('not confirmed');
    expect((await see('account', bob)).text).toContain('bob@example.com (not confirmed yet)');
  });

  test.each([
    ['account', '/account'],
    ['deletion', '/account/delete'],
  ])('redirect a visitor to the sign-in page, which leads back: %s', async (page, path) => {
    expect(await destinationOf(page, null)).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
  });

  test.each(['signIn', 'register'])('%s passes on the page to continue with, only within this site', async (page) => {
    const { fields } = await see(page, null, {}, { next: '/account' });
    expect(fields.next).toBe('/account');
    expect((await see(page, null, {}, { next: '//evil.example' })).fields.next).toBe('/studio');
    expect(await destinationOf(page, ada, {}, { next: '/account' })).toBe('/account');
  });

  test('confirm an address only for its own person', async () => {
    const token = '9d0a2c53-95b4-4d7d-9c4b-0b1c2d3e4f50';
    await addAddressLink(bob, 'new@example.com', token);
    const own = await see('confirm', bob, {}, { token });
    expect(own.buttons).toContain('Confirm my address');
    expect(own.text).toContain('new@example.com');
    expect(own.fields).toMatchObject({ token });
    for (const [user, query] of [
      [ada, { token }],
      [bob, { token: '5b1f0a4e-0a4b-4c59-8d1a-2f0e6a7b8c9d' }],
      [bob, { token: 'x' }],
      [null, {}],
    ] as const) {
      const other = await see('confirm', user, {}, query);
      expect(other.buttons).not.toContain('Confirm my address');
      expect(other.text).toContain('Ask for a new link');
    }
    expect(await destinationOf('confirm', null, {}, { token })).toMatch(/^\/sign-in\?next=%2Fconfirm/);
  });

  test('finish a registration with its link only', async () => {
    const token = '7d0a2c53-95b4-4d7d-9c4b-0b1c2d3e4f50';
    const { accountToCome } = await import('@/app/(account)/register/account-to-come');
    await addAddressLink(accountToCome(token).userId, 'new@example.com', token);
    const own = await see('finish', null, {}, { token });
    expect(own.buttons).toContain('Finish');
    expect(own.text).toContain('new@example.com');
    for (const wrong of [{}, { token: 'x' }, { token: '5b1f0a4e-0a4b-4c59-8d1a-2f0e6a7b8c9d' }]) {
      const other = await see('finish', null, {}, wrong);
      expect(other.buttons).not.toContain('Finish');
      expect(other.text).toContain('ask for a new link');
    }
  });

  test('ask an account of before for its own address again, and the others for a new one', async () => {
    expect((await see('address', bob)).fields.email).toBe('bob@example.com');
    const { fields, text } = await see('address', ada);
    expect(fields.email).toBe('');
    expect(text).toContain('ada@example.com');
  });
});

describe('a video that somebody shares', () => {
  const ofSails = { videoId: sails };
  const TABS = ['details', 'captions', 'chapters', 'analytics', 'history', 'people'];

  test('has everything for an editor except deleting and sharing', async () => {
    for (const tab of TABS) expect((await see(tab, eve, ofSails)).status).toBe(200);
    const { buttons, text } = await see('details', eve, ofSails);
    expect(buttons).toContain('Save');
    // A button that came with the scripts would move what is below it.
    expect(buttons).toContain('Preview');
    expect(buttons.join()).not.toContain('Delete');
    expect(text).toContain('As an editor, you can change and publish it');
    expect((await see('upload', eve, {}, { video: sails })).status).toBe(200);
    expect((await see('people', eve, ofSails)).buttons).not.toContain('Invite');
    expect((await see('people', ada, ofSails)).buttons).toContain('Invite');
  });

  test('can be seen by a viewer and not changed', async () => {
    const { status, buttons, links } = await see('details', vic, ofSails);
    expect(status).toBe(200);
    for (const change of ['Save', 'Publish', 'Delete…', 'Upload']) expect(buttons).not.toContain(change);
    expect(links).not.toContain('Download the original');
    for (const tab of ['captions', 'chapters']) expect((await see(tab, vic, ofSails)).status).toBe(404);
    expect((await see('upload', vic, {}, { video: sails })).status).toBe(404);
  });

  test.each([
    ['somebody who was removed', dan, sails],
    ['an editor of another one', eve, bread],
    ['an editor of another one of the same owner', eve, knots],
  ])('is not there for %s', async (_, userId, videoId) => {
    for (const tab of TABS) expect((await see(tab, userId, { videoId })).status).toBe(404);
    expect((await see('upload', userId, {}, { video: videoId })).status).toBe(404);
  });

  test('offers an invitation to the account that it is for, and to no other', async () => {
    const link = { token: INVITATION_TOKEN };
    const { buttons, text } = await see('invitation', dan, link);
    expect(buttons).toEqual(expect.arrayContaining(['Accept', 'Decline']));
    expect(text).not.toContain('for another account');
    const other = await see('invitation', bob, link);
    expect(other.buttons).not.toContain('Accept');
    expect(other.text).toContain('for another account');
    expect((await see('invitation', null, link)).links).toContain('Sign in to accept');
    expect(text).not.toContain('Anyone with this link');
  });

  test('says that anyone who has the link of an invitation to an address can accept it', async () => {
    for (const userId of [null, bob]) {
      const { text } = await see('invitation', userId, { token: MAILED_TOKEN });
      expect(text).toContain('Anyone with this link can accept the invitation, once, until 9 March 2999.');
    }
  });

  test('is in no list of the owner’s for others', async () => {
    for (const userId of [eve, dan]) expect((await see('videos', userId, {}, { of: ada })).status).toBe(404);
    expect((await see('videos', eve)).text).not.toContain('sails');
  });
});

describe('what a page asks of the database', () => {
  /** Renders a page whole, as Next does: its layout, its metadata and itself, in one request. */
  async function costOf(page: string, userId: string | null, params: object) {
    const { messageStore } = await import('@/app/_lib/queries/database');
    const { pool } = messageStore();
    const lent = new Set<PoolClient>();
    const cost = { connections: 0, roundTrips: 0, statements: 0 };
    // Emitted when every answer has arrived.
    const count = () => (cost.roundTrips += 1);
    const lend = (client: PoolClient) => {
      cost.connections = Math.max(cost.connections, lent.add(client).size);
      client.on('drain', count);
    };
    const takeBack = (_: unknown, client: PoolClient) => {
      lent.delete(client);
      client.off('drain', count);
    };
    const query = vi.spyOn(Client.prototype, 'query');
    pool.on('acquire', lend).on('release', takeBack);
    Object.assign(request, { userId, cached: new Map() });
    await Promise.all([
      render(() => pages['layout']!({ children: null } as never) as never),
      render(() => pages[page]!(propsOf(params, {})) as never),
      modules[page]!.generateMetadata?.(propsOf(params, {})),
    ]);
    request.cached = null;
    await vi.waitUntil(() => lent.size === 0, { interval: 1 });
    pool.off('acquire', lend).off('release', takeBack);
    cost.statements = query.mock.calls.length;
    query.mockRestore();
    return Object.values(cost);
  }

  // The table in docs/decisions/230-reading-for-one-person.md has the same figures.
  test.each([
    ['home', null, {}, [1, 1, 8]],
    ['home', ada, {}, [1, 1, 9]],
    ['watch', ada, knotsPage, [1, 3, 5]],
    ['studio', ada, {}, [1, 2, 7]],
    ['videos', ada, {}, [1, 2, 3]],
    ['details', ada, { videoId: knots }, [1, 2, 2]],
    ['analytics', ada, { videoId: knots }, [1, 3, 14]],
    ['people', ada, { videoId: knots }, [1, 3, 3]],
    ['shared', eve, {}, [1, 2, 2]],
    ['account', ada, {}, [1, 1, 1]],
    ['messages', cyd, {}, [1, 2, 2]],
  ])('%s for %s %j: connections, round trips and statements', async (page, userId, params, cost) => {
    // The first page of a process makes the connection, and the first of a user reads the token.
    await see(page, userId, params);
    expect(await costOf(page, userId, params)).toEqual(cost);
  });
});

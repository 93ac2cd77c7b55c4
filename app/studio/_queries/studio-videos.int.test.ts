import { createPool } from '@message-db/client';
import { prepareTables, schemaOf } from '@message-db/runtime';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Asker } from '@/app/_lib/queries/read';
import type { Query } from '@/app/_lib/queries/views';
import { PLAIN, cursorParameter, readCursor, type ListState } from '@/app/studio/videos/list-state';
import { roleOf, VIEW_ACCESS } from '@/roles';
import { foldText } from '@/text/fold';
import { creatorsVideos } from '@/workers/aggregators/creators-videos/aggregator';
import { createTestDatabase } from '@/workers/services/testing/test-database';

const database = await createTestDatabase();
const pages = createPool({ connectionString: database.url, role: roleOf('application'), max: 1 });
vi.mock('@/app/_lib/queries/database', () => ({
  queryAs: async (asker: Asker | null, query: Query<unknown>) => {
    const { text, values, toRows } = compile(query);
    return toRows(await read(pages, asker, { text, values }));
  },
}));
const { read } = await import('@/app/_lib/queries/read');
const { compile } = await import('@/app/_lib/queries/views');
const { studioVideos, PAGE_SIZE } = await import('./studio-videos');
afterAll(async () => {
  await pages.end();
  await database.drop();
});

const id = (n: number) => `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [ada, bob] = [id(901), id(902)];
const ALL = Array.from({ length: 2 * PAGE_SIZE + 5 }, (_, n) => n);

/** Ada's videos: many of the same time, of the same title, and of the same number of views. */
beforeAll(async () => {
  const pool = createPool({ connectionString: database.url, role: roleOf(creatorsVideos.name), max: 1 });
  await prepareTables(pool, creatorsVideos, VIEW_ACCESS);
  const add = (n: number, row: Record<string, unknown>) => {
    const name = (row.name as string | undefined) ?? `Lesson ${n % 9}`;
    const whole = {
      video_id: id(n),
      owner_id: ada,
      name,
      name_key: foldText(name),
      description: '',
      file_name: 'a.mp4',
      bytes: 1,
      upload_id: `upload-${n}`,
      processing: 'done',
      publication: 'draft',
      drafted_at: new Date(Date.UTC(2026, 0, 1 + (n % 3))).toISOString(),
      views: n % 4,
      watched_milliseconds: n % 5,
      changed_position: n,
      ...row,
    };
    return pool.query(
      `INSERT INTO ${schemaOf(creatorsVideos)}.creators_videos (${Object.keys(whole)})
       VALUES (${Object.keys(whole).map((_, at) => `$${at + 1}`)})`,
      Object.values(whole),
    );
  };
  for (const n of ALL) await add(n, {});
  await add(100, { name: 'Äpfel 100%_\\ schälen', description: 'Mit dem MESSER.', publication: 'published' });
  await add(101, { name: 'Birnen', processing: 'failed', deleted_at: '2026-02-01T00:00:00Z' });
  await add(102, { name: 'Broken', processing: 'failed' });
  await add(103, { name: 'Running', processing: 'running', scheduled_at: '2026-12-01T00:00:00Z' });
  await add(105, { name: 'Rope', tags: ['Splicing', 'rope work'], category: 'outdoors', visibility: 'unlisted' });
  await add(106, { name: 'Yarn', category: 'craft', visibility: 'public', publication: 'published' });
  await add(104, { name: 'Bob’s', owner_id: bob });
  await pool.end();
});

const idsOf = (page: { videos: readonly { videoId: string }[] }) => page.videos.map(({ videoId }) => videoId);
const list = (state: Partial<ListState>) => ({ ...PLAIN, ...state });
const found = async (state: Partial<ListState>) =>
  (await studioVideos(ada, list(state))).videos.map(({ name }) => name);

describe('the list of a creator', () => {
  test.each(['newest', 'title', 'views', 'watched', 'changed'] as const)(
    'by %s has each of their videos once, forward and backward page by page',
    async (sort) => {
      const forward = [];
      let page = await studioVideos(ada, list({ sort }));
      expect(page.before).toBe(null);
      forward.push(idsOf(page));
      while (page.after) {
        page = await studioVideos(ada, list({ sort }), readCursor(cursorParameter(page.after)));
        forward.push(idsOf(page));
      }
      expect(forward.flat().toSorted()).toEqual([...ALL, 100, 102, 103, 105, 106].map(id).toSorted());
      expect(forward.map(({ length }) => length)).toEqual([PAGE_SIZE, PAGE_SIZE, 10]);
      const backward = [idsOf(page)];
      while (page.before) {
        page = await studioVideos(ada, list({ sort }), page.before);
        backward.unshift(idsOf(page));
      }
      expect(backward).toEqual(forward);
    },
  );

  test('is in the order of titles without regard to case and accents', async () => {
    expect((await found({ sort: 'title' })).slice(0, 3)).toEqual(['Äpfel 100%_\\ schälen', 'Broken', 'Lesson 0']);
  });

  test('finds videos by all words of a search, in title and description, in any case and without accents', async () => {
    expect(await found({ q: 'APFEL messer' })).toEqual(['Äpfel 100%_\\ schälen']);
    expect(await found({ q: 'äpfel' })).toHaveLength(1);
    expect(await found({ q: 'apfel gabel' })).toEqual([]);
  });

  test('finds videos by their tags, also as #tag', async () => {
    for (const q of ['splicing', '#splicing', 'work rope']) expect(await found({ q }), q).toEqual(['Rope']);
    expect(await found({ q: '#' })).toEqual([]);
  });

  test('has those of a category, those without one, and those that some people can watch', async () => {
    expect(await found({ category: 'outdoors' })).toEqual(['Rope']);
    expect(await found({ category: 'none' })).not.toContain('Rope');
    expect(await found({ visibility: 'public' })).toEqual(['Yarn']);
    expect(await found({ visibility: 'unlisted', category: 'outdoors', q: 'rope' })).toEqual(['Rope']);
    expect(await found({ visibility: 'unlisted', category: 'craft' })).toEqual([]);
  });

  test('takes the signs of patterns as they are', async () => {
    expect(await found({ q: '0%_\\' })).toHaveLength(1);
    expect(await found({ q: '%%' })).toEqual([]);
    expect(await found({ q: "'; --" })).toEqual([]);
  });

  test('has parts by state', async () => {
    expect(await found({ in: 'published', sort: 'title' })).toEqual(['Äpfel 100%_\\ schälen', 'Yarn']);
    expect(await found({ in: 'failed' })).toEqual(['Broken']);
    expect(await found({ in: 'processing' })).toEqual(['Running']);
    expect(await found({ in: 'scheduled' })).toEqual(['Running']);
    expect(await found({ in: 'trash' })).toEqual(['Birnen']);
    expect(await found({ in: 'unpublished' })).not.toContain('Running');
  });

  test('begins at the first page for a place that its order cannot have', async () => {
    for (const value of ['x', '-1', '9'.repeat(30), '\0']) {
      const page = await studioVideos(ada, list({ sort: 'views' }), { side: 'after', value, videoId: id(1) });
      expect(page.before).toBe(null);
    }
    const page = await studioVideos(ada, list({ sort: 'title' }), { side: 'after', value: '\0', videoId: id(1) });
    expect(page.before).toBe(null);
  });
});

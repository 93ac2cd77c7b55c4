import { announceMessages, createMessageStore, createPool, type NewMessage } from '@message-db/client';
import { CREATORS } from '@/bin/demo/catalogue';
import { openAccount, type Account } from '@/bin/demo/account';
import type { RunningSite } from '@/bin/demo/running-site';
import { series } from '@/workers/series/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';

const TUTORIALS = CREATORS.flatMap(({ tutorials }) => tutorials);
export const CREATORS_COUNT = 12;
export const VIDEOS_COUNT = 72;
const HOUR_MS = 3_600_000;

export interface SiteVideo {
  readonly videoId: string;
  readonly ownerId: string;
  readonly name: string;
  readonly views: number;
}

export interface SiteSeries {
  readonly seriesId: string;
  readonly ownerId: string;
  readonly title: string;
}

export interface Contents {
  readonly accounts: readonly Account[];
  /** The newest first. */
  readonly videos: readonly SiteVideo[];
  /** One of each creator, with all of their videos. */
  readonly series: readonly SiteSeries[];
  /** Of the creators. */
  readonly handles: readonly string[];
}

const uuid = (kind: number, n: number) =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;

/**
 * Fills an empty site: creators who register as people do, and the history of their published videos with views,
 * written to the store as the components would have. Resolves when the views of pages have all of it.
 * @param databaseUrl the superuser's, who may append to all categories.
 */
export async function fill(site: RunningSite, databaseUrl: string): Promise<Contents> {
  const creators = Array.from({ length: CREATORS_COUNT }, (_, n) => ({
    name: `${CREATORS[n % CREATORS.length]!.name} ${n + 1}`,
    email: `creator-${n + 1}@bench.example`,
    tutorials: [],
  }));
  const accounts = await Promise.all(creators.map((creator) => openAccount(site, creator)));
  const videos = Array.from({ length: VIDEOS_COUNT }, (_, n) => ({
    videoId: uuid(1, n + 1),
    ownerId: accounts[n % accounts.length]!.userId,
    name: `${TUTORIALS[n % TUTORIALS.length]!.name}, part ${Math.floor(n / TUTORIALS.length) + 1}`,
    views: 1 + (n % 7),
  }));
  const pool = createPool({ connectionString: databaseUrl });
  try {
    const store = createMessageStore(pool);
    for (const [n, video] of videos.entries()) {
      await store.write(videoPublishing.stream(video.videoId), historyOf(video, n), { expectedVersion: -1 });
      for (let view = 0; view < video.views; view += 1) {
        const viewingId = uuid(2, n * 100 + view);
        await store.write(viewCounting.stream(viewingId), viewingOf(viewingId, video.videoId), { expectedVersion: -1 });
      }
    }
    const owned = accounts.map(({ userId: ownerId }, n) => ({
      seriesId: uuid(3, n),
      ownerId,
      title: `Course ${n + 1}`,
    }));
    for (const one of owned) {
      const lessons = videos.filter(({ ownerId }) => ownerId === one.ownerId).map(({ videoId }) => videoId);
      await store.write(series.stream(one.seriesId), seriesOf(one, lessons), { expectedVersion: -1 });
    }
    await announceMessages(pool, [videoPublishing.category, viewCounting.category, series.category]);
    await untilShown(pool, videos, owned);
    const { rows } = await pool.query<{ handle: string }>('SELECT handle FROM view.channels_handles ORDER BY handle');
    return { accounts, videos, series: owned, handles: rows.map(({ handle }) => handle) };
  } finally {
    await pool.end();
  }
}

/** Returns the events of a video that was published `n` times seven hours ago. */
function historyOf({ videoId, ownerId, name }: SiteVideo, n: number): NewMessage[] {
  const { events } = videoPublishing;
  const publishedAt = new Date(Date.now() - (n + 1) * 7 * HOUR_MS).toISOString();
  const file = { videoId, uploadId: `upload-${String(n).padStart(8, '0')}` };
  const tutorial = TUTORIALS[n % TUTORIALS.length]!;
  return [
    events.VideoUploaded({ ...file, ownerId, name, fileName: 'film.mp4', bytes: 1_000_000, uploadedAt: publishedAt }),
    events.VideoProbed({ ...file, durationSeconds: 60 + n * 7, width: 1280, height: 720 }),
    events.PosterMade(file),
    events.RenditionReady({ ...file, width: 1280, height: 720, bitsPerSecond: 2_000_000 }),
    events.VideoProcessed(file),
    // Or the component would look for their files, again and again.
    events.StillsMade({ ...file, proposals: [], hasStoryboard: false }),
    events.VideoDescribed({
      videoId,
      description: `${tutorial.description}\n\n${tutorial.steps.map(({ title }) => title).join('\n')}`,
    }),
    events.VideoPublished({ videoId, ownerId, publishedAt }),
  ];
}

function viewingOf(viewingId: string, videoId: string): NewMessage[] {
  const at = new Date(Date.now() - HOUR_MS).toISOString();
  const { ViewingStarted, VideoViewed } = viewCounting.events;
  return [
    ViewingStarted({ viewingId, videoId, durationSeconds: 60, startedAt: at }),
    VideoViewed({ viewingId, videoId, viewedAt: at }),
  ];
}

/** Returns the events of a published series with these lessons, in one section. */
function seriesOf({ seriesId, ownerId, title }: SiteSeries, videoIds: readonly string[]): NewMessage[] {
  const { SeriesCreated, SectionAdded, LessonAdded, SeriesPublished } = series.events;
  const at = new Date(Date.now() - HOUR_MS).toISOString();
  const sectionId = seriesId.replace(/^0+3/, '00000004');
  return [
    SeriesCreated({ seriesId, ownerId, title, createdAt: at }),
    SectionAdded({ seriesId, sectionId, title: 'Lessons', rank: 'a0' }),
    ...videoIds.map((videoId, n) =>
      LessonAdded({ seriesId, lessonId: videoId.replace(/^0+1/, '00000005'), videoId, sectionId, rank: `a${n}` }),
    ),
    SeriesPublished({ seriesId, publishedAt: at }),
  ];
}

const SHOWN = `
  SELECT (SELECT count(*) FROM view.home_page_videos WHERE is_playable) AS cards,
         (SELECT count(*) FROM view.videos WHERE is_playable) AS videos,
         (SELECT sum(views) FROM view.videos) AS views,
         (SELECT views FROM view.home_page_totals) AS total,
         (SELECT count(*) FROM view.series_lessons WHERE is_public) AS lessons,
         (SELECT count(*) FROM view.series WHERE is_published) AS series,
         (SELECT count(*) FROM view.channels_handles) AS handles`;

async function untilShown(
  pool: ReturnType<typeof createPool>,
  videos: readonly SiteVideo[],
  owned: readonly SiteSeries[],
): Promise<void> {
  const views = videos.reduce((sum, video) => sum + video.views, 0);
  const expected = [videos.length, videos.length, views, views, videos.length, owned.length, owned.length];
  const deadline = performance.now() + 120_000;
  for (;;) {
    const { rows } = await pool.query<Record<string, unknown>>(SHOWN);
    const found = Object.values(rows[0] ?? {}).map(Number);
    if (found.every((count, index) => count === expected[index])) return;
    if (performance.now() > deadline)
      throw new Error(`void: the site shows ${found.join(', ')} of ${expected.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

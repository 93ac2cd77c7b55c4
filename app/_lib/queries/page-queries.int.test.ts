import { createPool } from '@message-db/client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { AGGREGATORS } from '@/workers/services/services';
import { prepareTables, schemaOf } from '@message-db/runtime';
import { roleOf, VIEW_ACCESS } from '@/roles';
import type { Asker } from './read';
import type { Query } from './views';

/** The statements of the pages, recorded from their own code and then run on a site of some size. */
interface RecordedStatement {
  asker: Asker | null;
  text: string;
  values: unknown[];
}
const recorded: RecordedStatement[] = [];
const queryAs = async (asker: Asker | null, query: Query<unknown>) => {
  const { text, values } = compile(query);
  recorded.push({ asker, text, values });
  return [];
};
vi.mock('@/app/_lib/queries/database', () => ({
  queryAs,
  query: (query: Query<unknown>) => queryAs(null, query),
  queryShared: (query: Query<unknown>) => queryAs(null, query),
  queryPrimary: (query: Query<unknown>) => queryAs(null, query),
  queryAsWithin: (user: Asker, _limitMs: number, query: Query<unknown>) => queryAs(user, query),
  queryByAddress: (user: Asker | null, _videoId: string, query: Query<unknown>) => queryAs(user, query),
  queryPrimaryByAddress: (user: Asker | null, _videoId: string, query: Query<unknown>) => queryAs(user, query),
}));
vi.mock('@/app/_lib/auth/current-user', () => ({ currentUser: async () => ada }));

const id = (n: number) => `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const ada: Asker = { userId: id(7) };
const bob: Asker = { userId: id(8) };
const admin: Asker = { userId: id(9), isAdmin: true };

const { read } = await import('./read');
const { compile } = await import('./views');
const { newestVideos } = await import('@/app/(site)/_queries/newest-videos');
const { browseVideos, popularVideos, videosFrom } = await import('@/app/(site)/videos/_queries/browse-videos');
const { listLanguages } = await import('@/app/(site)/videos/_queries/list-languages');
const { NO_FILTERS } = await import('@/app/(site)/videos/list-state');
const { categoriesOfVideos } = await import('@/app/(site)/categories/_queries/categories-of-videos');
const { allTags, tagOfVideos, tagsOfNewestVideos } = await import('@/app/(site)/tags/_queries/tags-of-videos');
const { creatorsOfVideos } = await import('@/app/(site)/creators/_queries/creators-of-videos');
const { moreVideos } = await import('@/app/(site)/watch/_queries/more-videos');
const { channelByHandle } = await import('@/app/(site)/creators/_queries/channel-by-handle');
const { creatorsPublicCount, creatorsPublicVideos } =
  await import('@/app/(site)/creators/_queries/creators-public-videos');
const { ownChannel } = await import('@/app/studio/_queries/own-channel');
const { captionsOfVideo } = await import('@/app/(site)/watch/_queries/captions-of-video');
const { transcriptionOf } = await import('@/app/studio/_queries/transcription');
const { changesUpTo, trackChanges } = await import('@/app/studio/_queries/captions-changes');
const { studioLines, studioTrack, studioTracks } = await import('@/app/studio/_queries/studio-captions');
const { takenSubtitles } = await import('@/app/studio/_queries/taken-subtitles');
const { playableVideo } = await import('@/app/(site)/watch/_queries/playable-video');
const { watchableVideo } = await import('@/app/api/viewings/token/watchable-video');
const { creatorsTotals } = await import('@/app/studio/_queries/creators-totals');
const { creatorsVideo, watchPageOf } = await import('@/app/studio/_queries/creators-video');
const { studioVideos } = await import('@/app/studio/_queries/studio-videos');
const { videosById } = await import('@/app/studio/_queries/videos-by-id');
const { videoStates } = await import('@/app/studio/_queries/video-states');
const { PLAIN } = await import('@/app/studio/videos/list-state');
const { auditOf } = await import('@/app/studio/_analytics/_queries/audit');
const { transcriptSearchesOf } = await import('@/app/studio/_analytics/_queries/transcript-searches');
const { answerTo } = await import('@/app/admin/query/_queries/answer');
const { messageTypes } = await import('@/app/admin/query/_queries/message-types');
const { readQuestion } = await import('@/app/admin/query/question');
const { searchGapsOf } = await import('@/app/studio/_analytics/_queries/search-gaps');
const { sumsOf } = await import('@/app/studio/_analytics/_queries/sums');
const { firstDays } = await import('@/app/studio/_analytics/_queries/first-days');
const { lessonCounts, lessonSteps } = await import('@/app/studio/_analytics/_queries/lesson-counts');
const { newestOwnVideos } = await import('@/app/studio/_analytics/_queries/newest-own-videos');
const { watchingNow } = await import('@/app/studio/_analytics/_queries/watching-now');
const { watchedVideos } = await import('@/app/studio/_analytics/_queries/watched-videos');
const { seriesCards } = await import('@/app/(site)/series/_queries/series-cards');
const { creatorsSeriesList } = await import('@/app/studio/series/_queries/creators-series-list');
const { creatorsSeriesRow } = await import('@/app/studio/series/_queries/creators-series');
const { candidates } = await import('@/app/studio/series/_queries/candidates');
const { foundItems } = await import('@/app/studio/import/_queries/found-items');
const { ownImports } = await import('@/app/studio/import/_queries/own-imports');
const { videoChanges } = await import('@/app/studio/_queries/video-changes');
const { channelSharedBy, collaboratorsOf, sharedWith } = await import('@/app/studio/_queries/collaborators');
const { readFilters } = await import('@/app/admin/filters');
const { messages } = await import('@/app/admin/_queries/messages');
const { messagesOfTrace } = await import('@/app/admin/_queries/messages-of-trace');

/** A place in the middle of the videos by their time. */
const halfAWeekAgo = (side: 'after' | 'before') => ({ side, value: Date.now() - 84 * 3_600_000, id: id(7) });

/** The query of each page. If a page reads for one person, that is Ada. */
const queries: Record<string, () => Promise<unknown>> = {
  'the newest videos': () => newestVideos(12),
  'the most viewed videos': () => popularVideos('all', 12),
  'the most viewed videos of a week': () => popularVideos('week', 12),
  'all videos': () => browseVideos(NO_FILTERS, null, null),
  'older videos': () => browseVideos(NO_FILTERS, null, halfAWeekAgo('after')),
  'newer videos': () => videosFrom(NO_FILTERS, null, halfAWeekAgo('before'), 25),
  'the less viewed videos': () =>
    browseVideos({ ...NO_FILTERS, sort: 'views' }, null, { side: 'after', value: 500, id: id(7) }),
  'the less viewed videos of a day': () =>
    browseVideos({ ...NO_FILTERS, sort: 'views', period: 'day' }, null, { side: 'after', value: 50, id: id(7) }),
  'the videos of a category': () => browseVideos({ ...NO_FILTERS, category: 'cooking' }, null, null),
  'the most viewed videos of a category': () =>
    browseVideos({ ...NO_FILTERS, sort: 'views', category: 'cooking' }, null, null),
  'the short videos in a language': () => browseVideos({ ...NO_FILTERS, language: 'de', length: 'short' }, null, null),
  'the videos with a tag': () => browseVideos(NO_FILTERS, 'tag 7', halfAWeekAgo('after')),
  'the most viewed videos with a tag': () => browseVideos({ ...NO_FILTERS, sort: 'views' }, 'tag 7', null),
  'the languages of videos': () => listLanguages(),
  'the categories of videos': () => categoriesOfVideos(),
  'the tags of the newest videos': () => tagsOfNewestVideos(12),
  'all tags': () => allTags(12),
  'a tag': () => tagOfVideos('tag 7'),
  'all creators': () => creatorsOfVideos(null),
  'more creators': () => creatorsOfVideos({ side: 'after', value: Date.now() - 60_000_000, id: id(7) }),
  'more videos by a creator': () => moreVideos('creator', { videoId: id(7), ownerId: ada.userId }, 12),
  'more videos by others': () => moreVideos('others', { videoId: id(7), ownerId: ada.userId }, 12),
  'the page of a creator': () => channelByHandle('creator-7'),
  'the tutorials of a creator': () => creatorsPublicVideos(ada.userId, null),
  'older tutorials of a creator': () =>
    creatorsPublicVideos(ada.userId, { side: 'after', value: Date.now(), id: id(0) }),
  'the count of tutorials of a creator': () => creatorsPublicCount(ada.userId),
  'the own channel in the studio': () => ownChannel(ada.userId),
  'the video to watch': () => playableVideo(id(7)),
  'the captions to watch': () => captionsOfVideo({ videoId: id(7), language: 'en', signature: null }),
  'the captions in the studio': () => studioTracks(ada.userId, id(7)),
  'automatic captions in the studio': () => transcriptionOf(ada.userId, id(7)),
  'a track in the studio': () => studioTrack(ada.userId, id(7), id(7)),
  'the history of a track': () => trackChanges(ada.userId, { videoId: id(7), trackId: id(7), upTo: 10 ** 9 }),
  'the tracks of a file that became captions': () =>
    takenSubtitles(ada.userId, { videoId: id(7), uploadId: 'upload-7' }),
  'the lines of a track as they were': () => changesUpTo(ada.userId, { videoId: id(7), trackId: id(7), revision: 0 }),
  'the lines of a track': () => studioLines(ada.userId, id(7), id(7)),
  'the video of a viewing token': () => watchableVideo(id(7)),
  'the totals of a creator': () => creatorsTotals(ada.userId),
  'the states of videos': () => videoStates(ada.userId, [id(7)]),
  'a video in the studio': () => creatorsVideo(ada.userId, id(7)),
  'the list of videos': () => studioVideos(ada.userId, PLAIN),
  'another page of the list': () =>
    studioVideos(ada.userId, PLAIN, { side: 'after', value: '9000000000000000', videoId: id(7) }),
  'the list by title': () => studioVideos(ada.userId, { ...PLAIN, sort: 'title' }),
  'the list by views': () => studioVideos(ada.userId, { ...PLAIN, sort: 'views' }),
  'the list of failed videos with a word': () => studioVideos(ada.userId, { ...PLAIN, in: 'failed', q: 'knots' }),
  'the trash': () => studioVideos(ada.userId, { ...PLAIN, in: 'trash' }),
  'the videos of an action': () => videosById(ada.userId, [id(7), id(8)]),
  'the history of a video': () => videoChanges(ada.userId, id(7), null),
  'the views of a creator over time': () => sumsOf(ada.userId, ada.userId, DAYS, {}),
  'the views of a video over time': () => sumsOf(ada.userId, id(7), DAYS, {}),
  'the views of a video over time from a source': () => sumsOf(ada.userId, id(7), DAYS, { source: 'search' }),
  'what became of the views of a video': () => auditOf(ada.userId, id(7), PERIOD),
  'how many watch a video now': () => watchingNow(ada.userId, id(7), Date.now()),
  'how many watch a channel now': () => watchingNow(ada.userId, ada.userId, Date.now()),
  'the first days of videos': () =>
    firstDays(ada.userId, { videoId: id(7), ownerId: ada.userId, visibility: 'public', publishedAt: new Date() }),
  'the views of lessons': () => lessonCounts(ada.userId, id(7), UTC_DAYS),
  'the views of lessons one after the other': () =>
    lessonSteps(ada.userId, id(7), [{ before: lesson(7), after: lesson(2007) }], UTC_DAYS),
  'what was searched for in vain': () => searchGapsOf(ada.userId, PERIOD),
  'what was searched for in a transcript': () => transcriptSearchesOf(ada.userId, id(7), PERIOD),
  'the videos that the analytics of a creator follow': () => newestOwnVideos(ada.userId),
  'the videos of a creator that were viewed most': () => watchedVideos(ada.userId, PERIOD, {}),
  'the newest series': () => seriesCards(4),
  'older series': () => seriesCards(24, { side: 'after', value: Date.now() - 1000 * 3_600_000, id: id(7) }),
  'the series in the studio': () => creatorsSeriesList(ada.userId, ada.userId, 'present'),
  'a series in the studio': () => creatorsSeriesRow(ada.userId, id(7)),
  'the videos for a series': () => candidates(ada.userId, ada.userId, id(7), '', id(7)),
  'the videos for a series with a word': () => candidates(ada.userId, ada.userId, id(7), 'of 7', null),
  'the collaborators of a video': () => collaboratorsOf(ada.userId, ada.userId, { kind: 'video', id: id(2007) }),
  'what others share': () => sharedWith(ada.userId),
  'the channel that another shares': () => channelSharedBy(ada.userId, id(6)),
  'the imports of a person': () => ownImports(ada.userId),
  'the videos in archives of a person': () => foundItems(ada.userId, id(7)),
  'the newest messages': () => messages(admin, readFilters({})),
  'an answer of the log': () => answerTo(admin, readQuestion({ type: 'Happened' }, Date.now()).question),
  'the types of messages': () => messageTypes(admin),
  'the messages of a trace': () => messagesOfTrace(admin, id(7)),
};
const DAY_MS = 24 * 3600 * 1000;
/** Today and the six days before it. */
const DAYS = Array.from({ length: 8 }, (_, day) => (Math.floor(Date.now() / DAY_MS) - 6 + day) * DAY_MS);
const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);
const UTC_DAYS = { firstDay: dayOf(DAYS[0]!), lastDay: dayOf(DAYS.at(-1)!) };
const lesson = (n: number) => ({ videoId: id(n), publishedAt: null });
const PERIOD = { from: DAYS[0]!, to: DAYS.at(-1)! };

async function statementOf(name: string): Promise<RecordedStatement> {
  recorded.length = 0;
  await queries[name]!();
  expect(recorded).toHaveLength(1);
  return recorded[0]!;
}

const database = await createTestDatabase();
const pages = createPool({ connectionString: database.url, role: roleOf('application'), max: 1 });
const run = (asker: Asker | null, { text, values }: RecordedStatement, before = '') =>
  read<Record<string, unknown>>(pages, asker, { text: before + text, values });
afterAll(async () => {
  await pages.end();
  await database.drop();
});

/**
 * Two thousand creators with ten videos each. Two of the ten are drafts, and their names say so. Somebody works on each
 * video, and each creator shares their channel with the next one.
 */
beforeAll(async () => {
  const superuser = createPool({ connectionString: database.url, max: 1 });
  for (const aggregator of AGGREGATORS) {
    const pool = createPool({ connectionString: database.url, role: roleOf(aggregator.name), max: 1 });
    await prepareTables(pool, aggregator, VIEW_ACCESS);
    await pool.end();
  }
  const schemaNamed = (name: string) => schemaOf(AGGREGATORS.find((aggregator) => aggregator.name === name)!);
  const [analytics, captions, channel, sharing, studio, home, imports, log, series, watch] = [
    'analytics',
    'captions',
    'channels',
    'collaborators',
    'creators-videos',
    'home-page',
    'import-page',
    'operations',
    'series-pages',
    'videos',
  ].map(schemaNamed);
  const card = (isShown: string) => `name, owner_id, video_id, upload_id, ${isShown}, published_at, is_playable, views`;
  const cards = `SELECT 'of ' || n % 2000 || CASE WHEN n < 16000 THEN '' ELSE ' draft' END, pg_temp.id(n % 2000), pg_temp.id(n), 'upload',
                   n < 16000, now() - n * interval '1 minute', true, n % 1000 FROM generate_series(0, 19999) AS n`;
  await superuser.query(`
    CREATE FUNCTION pg_temp.id(n int) RETURNS uuid LANGUAGE sql AS $$ SELECT ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
    INSERT INTO ${watch}.videos (${card('is_published')}) ${cards};
    INSERT INTO ${home}.home_page_videos (${card('is_listed')}) ${cards};
    UPDATE ${home}.home_page_videos SET duration_seconds = 60, category = CASE right(video_id::text, 1) WHEN '7' THEN 'cooking' END,
      language = CASE right(video_id::text, 1) WHEN '7' THEN 'de' END;
    INSERT INTO ${home}.home_page_tags (tag_key, video_id, tag, is_findable, published_at, views)
      SELECT 'tag ' || n % 20, video_id, 'Tag', is_listed, published_at, views
      FROM ${home}.home_page_videos, generate_series(0, 19) AS n WHERE views % 20 BETWEEN n - 2 AND n;
    INSERT INTO ${home}.home_page_creator_counts (user_id, videos, last_published_at)
      SELECT owner_id, count(*), max(published_at) FROM ${home}.home_page_videos GROUP BY owner_id;
    INSERT INTO ${home}.home_page_views_by_period (period, starts_on, video_id, views)
      SELECT period, date_trunc(period, (now() - times * ('1 ' || period)::interval) AT TIME ZONE 'UTC'), video_id, 1 + views % 97
      FROM ${home}.home_page_videos, unnest('{day,week,month,year}'::text[]) AS period, generate_series(0, 2) AS times;
    INSERT INTO ${watch}.videos_creators SELECT pg_temp.id(n), 'creator ' || n FROM generate_series(0, 1999) AS n;
    INSERT INTO ${home}.home_page_creator_names SELECT * FROM ${watch}.videos_creators;
    INSERT INTO ${channel}.channels_names SELECT * FROM ${watch}.videos_creators;
    INSERT INTO ${channel}.channels (user_id, name) SELECT user_id, 'channel ' || name FROM ${watch}.videos_creators;
    INSERT INTO ${channel}.channels_handles (handle_id, user_id, handle, claimed_at)
      SELECT pg_temp.id(n), pg_temp.id(n), 'creator-' || n, n FROM generate_series(0, 1999) AS n;
    INSERT INTO ${channel}.channels_videos (video_id, owner_id, is_listed, published_at, is_playable)
      SELECT video_id, owner_id, is_published, published_at, is_playable FROM ${watch}.videos;
    UPDATE ${watch}.videos SET description = '';
    INSERT INTO ${studio}.creators_videos
        (video_id, owner_id, name, name_key, changed_position, drafted_at, published_at, views, description, file_name, bytes, upload_id, processing, publication)
      SELECT video_id, owner_id, name, name, 1, published_at, published_at, views, description, 'a.mp4', 1, upload_id, 'done', 'published' FROM ${watch}.videos;
    UPDATE ${studio}.creators_videos SET processing = 'failed', description = 'knots' WHERE video_id = pg_temp.id(2007);
    UPDATE ${studio}.creators_videos SET deleted_at = now() WHERE video_id = pg_temp.id(4007);
    INSERT INTO ${analytics}.analytics_subjects (subject_id, owner_id, is_in_channel)
      SELECT video_id, owner_id, true FROM ${watch}.videos WHERE video_id >= pg_temp.id(2000)
      UNION ALL SELECT pg_temp.id(n), pg_temp.id(n), false FROM generate_series(0, 1999) AS n;
    INSERT INTO ${analytics}.analytics_days (subject_id, day, views, watched_milliseconds)
      SELECT pg_temp.id(n % 20000), current_date - n / 20000, array_fill(1, '{96}'), array_fill(1::bigint, '{96}')
      FROM generate_series(0, 99999) AS n;
    INSERT INTO ${analytics}.analytics_viewers (subject_id, day, viewers)
      SELECT subject_id, day, views FROM ${analytics}.analytics_days;
    INSERT INTO ${analytics}.analytics_audits (subject_id, day, outcome, views)
      SELECT subject_id, day, outcome, 1 FROM ${analytics}.analytics_days, unnest('{viewed,confirmed}'::text[]) AS outcome;
    INSERT INTO ${analytics}.analytics_counts (subject_id, grain, starts_at, source, source_detail, device, browser, language, country, audience, views)
      SELECT pg_temp.id(n % 20000), grain, date_trunc('day', now(), 'UTC') - n / 20000 * interval '1 day', 'search', 'knots', 'phone', 'Firefox', 'de', 'CH', 'new', 1
      FROM generate_series(0, 99999) AS n, unnest('{quarter,day}'::text[]) AS grain;
    INSERT INTO ${analytics}.analytics_lessons (series_id, day, subject_id, views)
      SELECT pg_temp.id(n % 2000), current_date - n / 20000, pg_temp.id(n % 20000), 1 FROM generate_series(0, 99999) AS n;
    INSERT INTO ${analytics}.analytics_search_gaps (day, words, searches)
      SELECT current_date - n / 100, 'words ' || n % 100, 3 FROM generate_series(0, 49999) AS n;
    INSERT INTO ${analytics}.analytics_transcript_searches (subject_id, day, words, searches)
      SELECT pg_temp.id(n % 20000), current_date - n / 20000, 'words', 3 FROM generate_series(0, 99999) AS n;
    INSERT INTO ${analytics}.analytics_watching (viewing_id, subject_id, last_at)
      SELECT pg_temp.id(n), pg_temp.id(n % 20000), now() FROM generate_series(0, 49999) AS n;
    INSERT INTO ${captions}.captions_videos (video_id, owner_id, public_from)
      SELECT video_id, owner_id, published_at FROM ${watch}.videos;
    INSERT INTO ${captions}.captions_transcriptions (video_id, owner_id)
      SELECT video_id, owner_id FROM ${watch}.videos;
    INSERT INTO ${captions}.captions_tracks (track_id, video_id, owner_id, public_from, source, language, label, line_count, revision, added_at, changed_at)
      SELECT video_id, video_id, owner_id, public_from, 'upload', 'en', '', 3, 0, now(), now() FROM ${captions}.captions_videos;
    INSERT INTO ${captions}.captions_changes (position, video_id, track_id, kind, revision, lines, removed)
      SELECT n, pg_temp.id(n % 20000), pg_temp.id(n % 20000), CASE WHEN n < 20000 THEN 'added' ELSE 'edited' END, n / 20000, '[]', '[]'
      FROM generate_series(0, 59999) AS n;
    INSERT INTO ${captions}.captions_lines (video_id, track_id, line_id, start_ms, end_ms, text, owner_id, public_from)
      SELECT video_id, track_id, n, n * 1000, n * 1000 + 900, 'line ' || n, owner_id, public_from
      FROM ${captions}.captions_tracks, generate_series(0, 2) AS n;
    INSERT INTO ${series}.series (series_id, owner_id, title, description, created_at, published_at, is_published)
      SELECT pg_temp.id(n), pg_temp.id(n), 'series ' || n, '', now(), now() - n * interval '1 hour', true FROM generate_series(0, 1999) AS n;
    INSERT INTO ${series}.series_sections (section_id, series_id, owner_id, title, rank, is_public)
      SELECT series_id, series_id, owner_id, '', 'a0', true FROM ${series}.series;
    INSERT INTO ${series}.series_lessons (lesson_id, section_id, series_id, owner_id, video_id, is_owners, announced_as, rank, is_public)
      SELECT video_id, owner_id, owner_id, owner_id, video_id, true, '', 'a0' || published_at, true FROM ${watch}.videos;
    INSERT INTO ${studio}.creators_videos_changes (position, video_id, field, value, user_id)
      SELECT n, pg_temp.id(n % 20000), 'name', to_jsonb('name ' || n), pg_temp.id(n % 2000) FROM generate_series(1, 60000) AS n;
    INSERT INTO ${imports}.imports (user_id, archives, scan_id, is_scanned, problems)
      SELECT pg_temp.id(n), '[]', pg_temp.id(n), true, '[]' FROM generate_series(0, 1999) AS n;
    INSERT INTO ${imports}.import_items
        (item_id, user_id, scan_id, path, bytes, title, description_length, tags, chapters, captions, notices)
      SELECT pg_temp.id(n), pg_temp.id(n % 2000), pg_temp.id(n % 2000), 'a.mp4', 1, '', 0, 0, 0, '[]', '[]'
      FROM generate_series(0, 19999) AS n;
    INSERT INTO ${log}.operations_messages
      SELECT n, pg_temp.id(n), 'thing-' || n % 500, 'thing', 'Happened', n, now(), pg_temp.id(n / 3), NULL, '{}', '{}' FROM generate_series(1, 50000) AS n;
    INSERT INTO ${studio}.creators_videos_access (access_id, subject_id, user_id, role)
      SELECT pg_temp.id(n), pg_temp.id(n), pg_temp.id(100000 + n % 2000), 'editor' FROM generate_series(0, 19999) AS n;
    INSERT INTO ${studio}.creators_videos_access (access_id, subject_id, user_id, role)
      VALUES (pg_temp.id(200000), pg_temp.id(6003), pg_temp.id(4), 'editor');
    INSERT INTO ${watch}.videos_access SELECT * FROM ${studio}.creators_videos_access;
    INSERT INTO ${captions}.captions_access SELECT * FROM ${studio}.creators_videos_access;
    INSERT INTO ${analytics}.analytics_access SELECT * FROM ${studio}.creators_videos_access;
    INSERT INTO ${series}.series_access SELECT * FROM ${studio}.creators_videos_access;
    INSERT INTO ${sharing}.collaborators (invitation_id, owner_id, subject_kind, subject_id, title, role, user_id, invited_at, expires_at, accepted_at)
      SELECT pg_temp.id(n), pg_temp.id(n % 2000), CASE WHEN n < 2000 THEN 'channel' ELSE 'video' END, pg_temp.id(n), '', 'editor',
        pg_temp.id((n + 1) % 2000), now(), now(), now() FROM generate_series(0, 19999) AS n;
    INSERT INTO ${sharing}.collaborators (invitation_id, owner_id, subject_kind, subject_id, title, role, user_id, invited_at, expires_at, accepted_at)
      VALUES (pg_temp.id(50003), pg_temp.id(3), 'series', pg_temp.id(3), '', 'editor', pg_temp.id(4), now(), now(), now());
    UPDATE ${series}.series_lessons SET is_owners = false WHERE video_id = pg_temp.id(4003);
    ANALYZE`);
  await superuser.end();
});

describe.each(Object.keys(queries))('%s', (name) => {
  test('uses indexes, also with the rules of the views', async () => {
    const statement = await statementOf(name);
    const plan = (await run(statement.asker, statement, 'EXPLAIN ')).map((line) => line['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index (Only )?Scan|Bitmap Index Scan/);
    expect(plan).not.toContain('Seq Scan');
  });

  test('has rows', async () => {
    const statement = await statementOf(name);
    expect((await run(statement.asker, statement)).length).toBeGreaterThan(0);
  });
});

/**
 * Returns the statement of a page that forgets its WHERE: the condition holds for all rows, and any page may follow.
 * Subqueries, which are in brackets, keep theirs.
 */
async function withoutWhere(name: string): Promise<RecordedStatement> {
  const { asker, text, values } = await statementOf(name);
  const outer = [...text].map((character, index) => (isInBrackets(text, index) ? ' ' : character)).join('');
  const begin = outer.search(/\bwhere\s/);
  const length = outer.slice(begin).search(/\s(?:group|order|limit) |$/);
  const condition = text.slice(begin + 'where'.length, begin + length);
  const end = text.slice(begin + length).replace(/limit (\$\d+)$/, 'limit 1000000 + $1');
  expect(begin).toBeGreaterThan(0);
  return { asker, text: `${text.slice(0, begin)}where ((${condition}) OR true)${end}`, values };
}

function isInBrackets(text: string, index: number): boolean {
  const before = text.slice(0, index);
  return text[index] !== '\n' && before.split('(').length > before.split(')').length;
}

describe('without its WHERE', () => {
  const namesOf = async (asker: Asker | null, statement: RecordedStatement) =>
    (await run(asker, statement)).map(({ name }) => String(name));
  const drafts = (names: string[]) => names.filter((name) => name.endsWith('draft'));

  test.each([
    ['the newest videos', []],
    ['the most viewed videos', []],
    ['more videos by a creator', ['of 8 draft']],
    ['more videos by others', ['of 8 draft']],
    ['the video to watch', ['of 8 draft']],
  ])('%s shows no drafts of other people', async (name, bobs) => {
    const statement = await withoutWhere(name);
    const visitors = await namesOf(null, statement);
    expect(visitors).toHaveLength(16_000);
    expect(drafts(visitors)).toEqual([]);
    expect(new Set(drafts(await namesOf(bob, statement)))).toEqual(new Set(bobs));
  });

  test.each([
    'a video in the studio',
    'the list of videos',
    'the list of failed videos with a word',
    'the videos of an action',
  ])('%s shows the asker’s own drafts', async (name) => {
    const statement = await withoutWhere(name);
    expect(new Set(await namesOf(bob, statement))).toEqual(new Set(['of 8', 'of 8 draft']));
    expect(await namesOf(null, statement)).toEqual([]);
    expect(new Set(await namesOf(admin, statement))).toEqual(new Set(['of 9', 'of 9 draft']));
  });

  test('the totals of a creator are only for that creator', async () => {
    const statement = await withoutWhere('the totals of a creator');
    expect(await run(bob, statement)).toMatchObject([{ videos: 10, views: 80 }]);
    expect(await run(null, statement)).toMatchObject([{ videos: 0, views: 0 }]);
  });

  test.each([
    'analytics_days',
    'analytics_viewers',
    'analytics_audits',
    'analytics_counts',
    'analytics_lessons',
    'analytics_watching',
  ])('%s has only the subjects of the asker', async (view) => {
    const statement = { asker: null, text: `SELECT DISTINCT subject_id FROM view.${view}`, values: [] };
    const subjects = await run(bob, statement);
    expect(new Set(subjects.map(({ subject_id: subject }) => subject))).toEqual(
      new Set(Array.from({ length: 10 }, (_, n) => id(8 + 2000 * n))),
    );
    expect(await run(null, statement)).toEqual([]);
  });

  test.each(['the newest messages', 'the messages of a trace'])('%s are only for an administrator', async (name) => {
    const statement = await withoutWhere(name);
    expect(await run(admin, statement)).toHaveLength(50_000);
    expect(await run(bob, statement)).toEqual([]);
    expect(await run(null, statement)).toEqual([]);
  });
});

test('the studio knows of a video whether its watch page has it', async () => {
  const { values, ...statement } = await statementOf('a video in the studio');
  const pageOf = async (n: number) => {
    const of = { ...statement, values: values.map((value) => (value === id(7) ? id(n) : value)) };
    const [row] = await run({ userId: id(n % 2000) }, of);
    return watchPageOf({
      watchIsPlayable: row!.watch_is_playable as boolean,
      watchIsPublished: row!.watch_is_published as boolean,
    });
  };
  expect([await pageOf(7), await pageOf(18_007)]).toEqual(['open', 'preview']);
  expect(watchPageOf({ watchIsPlayable: null, watchIsPublished: null })).toBeNull();
  expect(watchPageOf({ watchIsPlayable: false, watchIsPublished: true })).toBeNull();
});

test('the people of a video have it through a series if its owner put it there, and not if an editor did', async () => {
  const kindsOf = async (n: number) => {
    recorded.length = 0;
    await collaboratorsOf(id(3), id(3), { kind: 'video', id: id(n) });
    const rows = await run({ userId: id(3) }, recorded[0]!);
    return rows.map((row) => row.subject_kind).toSorted();
  };
  expect([await kindsOf(2003), await kindsOf(4003)]).toEqual([
    ['channel', 'series', 'video'],
    ['channel', 'video'],
  ]);
});

test('what others share tells whether the access to it is set up', async () => {
  recorded.length = 0;
  await sharedWith(id(4));
  const rows = await run({ userId: id(4) }, recorded[0]!);
  const admitted = rows.filter((row) => row.is_admitted).map((row) => row.subject_id);
  expect([admitted, rows.length]).toEqual([[id(6003)], 11]);
});

test('the lines of a track come with the revision that they are, in one query', async () => {
  const statement = await statementOf('the lines of a track');
  const rows = await run(statement.asker, statement);
  expect(rows.map(({ revision, text }) => ({ revision, text }))).toEqual(
    [0, 1, 2].map((n) => ({ revision: 0, text: `line ${n}` })),
  );
});

import { CATEGORIES } from '@/text/categories';
import { LANGUAGES } from '@/text/languages';
import { identity } from '@/workers/identity/contract';
import { personalEventsOf } from '@/workers/aggregators/personal-events';
import { eventsOf, type FactOf, type Statement } from '@message-db/runtime';
import { FOR_ALL } from '@/workers/aggregators/rules';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting, type ViewingEvent } from '@/workers/view-counting/contract';
import { creatorsTable, nameCreators, namedCreators } from '../creators';
import { listed } from '../published';
import { addUp, emptied, foldPatches, upsert } from '../statements';
import { bigint, boolean, defineAggregator, oneOf, table, textArray, uuid, type Patch } from '../table';
import { cardColumns, cardPatch } from '../video-card';
import { addViews, viewsByVideo } from '../view-counts';
import { countVideos, creatorCountsTable } from './creator-counts';
import { periodsTable, viewsByPeriod } from './periods';
import { changeTags, followVideos, tagsTable } from './tags';

/** The cards of the lists of videos, and what lists are made by. */
const videos = table(
  'home_page_videos',
  {
    videoId: uuid('NOT NULL'),
    ...cardColumns,
    category: oneOf(CATEGORIES),
    language: oneOf(LANGUAGES),
    tags: textArray("NOT NULL DEFAULT '{}'"),
    views: bigint('NOT NULL DEFAULT 0'),
  },
  {
    key: ['videoId'],
    rule: listed,
    // One for each order of all videos, of a category and of a language; the last one counts a creator's.
    indexes: ({ videoId, ownerId, views, isListed, publishedAt, category, language }) => [
      `(${publishedAt} DESC, ${videoId}) WHERE ${isListed}`,
      `(${views} DESC, ${videoId}) WHERE ${isListed}`,
      `(${category}, ${publishedAt} DESC, ${videoId}) WHERE ${isListed}`,
      `(${category}, ${views} DESC, ${videoId}) WHERE ${isListed}`,
      `(${language}, ${publishedAt} DESC, ${videoId}) WHERE ${isListed}`,
      `(${language}, ${views} DESC, ${videoId}) WHERE ${isListed}`,
      `(${ownerId}, ${publishedAt} DESC) WHERE ${isListed}`,
    ],
  },
);

const tags = tagsTable();
const creatorCounts = creatorCountsTable();
const periods = periodsTable(videos);

const creators = creatorsTable('home_page_creator_names');

/** A table with one row. */
const totals = table(
  'home_page_totals',
  { id: boolean('NOT NULL CHECK (id)'), views: bigint('NOT NULL') },
  { key: ['id'], rule: FOR_ALL },
);

type VideoEvent = FactOf<typeof videoPublishing>;
type VideoPatch = Patch<typeof videos>;

const PURGED = emptied(videos, ['views']);

/** Returns the changes of a video by an event. */
function patchOf(event: VideoEvent): VideoPatch | null {
  switch (event.type) {
    case 'VideoDrafted':
      return { ...cardPatch(event), tags: [] };
    case 'VideoUploaded':
      return { ...cardPatch(event), ...(event.data.name !== undefined && { tags: [] }) };
    case 'CategoryChosen':
      return { category: event.data.category };
    case 'LanguageChosen':
      return { language: event.data.language };
    case 'TagsChosen':
      return { tags: event.data.tags };
    case 'VideoPurged':
      return PURGED;
    default:
      return cardPatch(event);
  }
}

function changeVideos(events: readonly VideoEvent[]): Statement[] {
  const patches = foldPatches(events, ({ data }) => data.videoId, patchOf);
  return [
    ...upsert(videos, patches),
    ...changeTags(tags, patches),
    ...followVideos(tags, videos, patches.keys()),
    ...countVideos(
      creatorCounts,
      videos,
      events.flatMap(({ data }) => ('ownerId' in data && data.ownerId ? [data.ownerId] : [])),
      patches.keys(),
    ),
  ];
}

function addAllViews(events: readonly ViewingEvent[]): Statement[] {
  const views = viewsByVideo(events);
  const total = [...views.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...addViews(videos, views),
    ...followVideos(tags, videos, views.keys()),
    ...viewsByPeriod(periods, events),
    ...(views.size > 0 ? addUp(totals, { id: [true], views: [total] }) : []),
  ];
}

/**
 * The home page and the lists that everybody browses: cards of published videos, their tags, their views by period, who
 * has published any, the creators' names, and the total of views.
 */
export const homePage = defineAggregator({
  name: 'home-page',
  version: 13,
  tables: [videos, tags, creatorCounts, periods, creators, totals],
  projections: [
    personalEventsOf(identity, (events) => nameCreators(creators, events), namedCreators),
    eventsOf(
      videoPublishing,
      changeVideos,
      // A draft does not change the page. Nor do its changes, but events do not show which video is a draft.
      (events) => (events.some((event) => event.type !== 'VideoDrafted' && patchOf(event)) ? ['home'] : []),
    ),
    eventsOf(viewCounting, addAllViews, (events) => (viewsByVideo(events).size > 0 ? ['home'] : [])),
  ],
});

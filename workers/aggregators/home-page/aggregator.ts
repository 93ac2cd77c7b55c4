import { CATEGORIES } from '@/text/categories';
import { LANGUAGES } from '@/text/languages';
import { identity } from '@/workers/identity/contract';
import { personalEventsOf } from '@/workers/aggregators/personal-events';
import { eventsOf, type FactOf, type Statement } from '@message-db/runtime';
import { FOR_ALL } from '@/workers/aggregators/rules';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { creatorsTable, nameCreators, namedCreators } from '../creators';
import { posterColumns, posterPatch } from '../poster-columns';
import { listed } from '../published';
import { addUp, emptied, foldPatches, upsert } from '../statements';
import {
  bigint,
  boolean,
  defineAggregator,
  float8,
  known,
  oneOf,
  table,
  text,
  textArray,
  timestamptz,
  uuid,
  type Patch,
} from '../table';
import { addViews, viewsByVideo, type ViewingEvent } from '../view-counts';
import { countVideos, creatorCountsTable } from './creator-counts';
import { periodsTable, viewsByPeriod } from './periods';
import { changeTags, followVideos, tagsTable } from './tags';

/** The cards of the lists of videos, and what lists are made by. */
const videos = table(
  'home_page_videos',
  {
    videoId: uuid('NOT NULL'),
    ownerId: known(uuid()),
    name: known(text()),
    durationSeconds: float8(),
    uploadId: known(text()),
    ...posterColumns,
    isPlayable: boolean('NOT NULL DEFAULT false'),
    /** Published, and not unlisted. */
    isListed: boolean('NOT NULL DEFAULT false'),
    publishedAt: known(timestamptz()),
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

/** Resets all columns about the previous file. */
const NEW_FILE: VideoPatch = {
  durationSeconds: null,
  filePosterWidths: null,
  isPlayable: false,
};

/** What a new video is before its creator says anything. */
const NEW_VIDEO: VideoPatch = { isListed: false, tags: [] };

const PURGED = emptied(videos, ['views']);

/** Returns the changes of a video's card by an event. */
function patchOf(event: VideoEvent): VideoPatch | null {
  switch (event.type) {
    case 'VideoDrafted': {
      const { ownerId, name } = event.data;
      return { ...NEW_FILE, ...NEW_VIDEO, ownerId, name };
    }
    case 'VideoUploaded': {
      const { ownerId, uploadId, name } = event.data;
      const file: VideoPatch = { ...NEW_FILE, ownerId, uploadId };
      return name === undefined ? file : { ...file, ...NEW_VIDEO, name };
    }
    case 'VideoProbed':
      return { durationSeconds: event.data.durationSeconds };
    case 'PosterMade':
    case 'StillsMade':
    case 'PosterShown':
    case 'PosterDropped':
      return posterPatch(event);
    case 'RenditionReady':
      return { isPlayable: true };
    case 'VideoPublished':
      return { isListed: event.data.visibility !== 'unlisted', publishedAt: event.data.publishedAt };
    case 'VideoUnpublished':
      return { isListed: false };
    case 'VideoNamed':
      return { name: event.data.name };
    case 'CategoryChosen':
      return { category: event.data.category };
    case 'LanguageChosen':
      return { language: event.data.language };
    case 'TagsChosen':
      return { tags: event.data.tags };
    case 'FileReplaced': {
      const { uploadId, durationSeconds, posterWidths } = event.data;
      return {
        uploadId,
        durationSeconds,
        filePosterWidths: posterWidths,
        isPlayable: true,
      };
    }
    case 'VideoPurged':
      return PURGED;
    default:
      return null;
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
    ...(total > 0 ? addUp(totals, { id: [true], views: [total] }) : []),
  ];
}

/**
 * The home page and the lists that everybody browses: cards of published videos, their tags, their views by period, who
 * has published any, the creators' names, and the total of views.
 */
export const homePage = defineAggregator({
  name: 'home-page',
  version: 11,
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

import { identity } from '@/workers/identity/contract';
import { personalEventsOf } from '@/workers/aggregators/personal-events';
import { eventsOf, type FactOf } from '@message-db/runtime';
import { FOR_ALL } from '@/workers/aggregators/rules';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { creatorsTable, nameCreators, namedCreators } from '../creators';
import { posterColumns, posterPatch } from '../poster-columns';
import { published } from '../published';
import { addUp, emptied, foldPatches, upsert } from '../statements';
import { bigint, boolean, defineAggregator, float8, known, table, text, timestamptz, uuid, type Patch } from '../table';
import { addViews, viewsByVideo } from '../view-counts';

/** The cards of the home page. */
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
    /** An unlisted video is not. */
    isPublished: boolean('NOT NULL DEFAULT false'),
    publishedAt: known(timestamptz()),
    views: bigint('NOT NULL DEFAULT 0'),
  },
  {
    key: ['videoId'],
    rule: published,
    indexes: ({ videoId, views, isPublished, publishedAt }) => [
      `(${publishedAt} DESC, ${videoId}) WHERE ${isPublished}`,
      `(${views} DESC, ${videoId}) WHERE ${isPublished}`,
    ],
  },
);

const creators = creatorsTable('home_page_creators');

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

const PURGED = emptied(videos, ['views']);

/** Returns the changes of a video's card by an event. */
function patchOf(event: VideoEvent): VideoPatch | null {
  switch (event.type) {
    case 'VideoDrafted': {
      const { ownerId, name } = event.data;
      return { ...NEW_FILE, ownerId, name, isPublished: false };
    }
    case 'VideoUploaded': {
      const { ownerId, uploadId, name } = event.data;
      const file: VideoPatch = { ...NEW_FILE, ownerId, uploadId };
      return name === undefined ? file : { ...file, name, isPublished: false };
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
      return { isPublished: event.data.visibility !== 'unlisted', publishedAt: event.data.publishedAt };
    case 'VideoUnpublished':
      return { isPublished: false };
    case 'VideoNamed':
      return { name: event.data.name };
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

/** The home page: cards of published videos, the creators' names, and the total of views. */
export const homePage = defineAggregator({
  name: 'home-page',
  version: 9,
  tables: [videos, creators, totals],
  projections: [
    personalEventsOf(identity, (events) => nameCreators(creators, events), namedCreators),
    eventsOf(
      videoPublishing,
      (events) =>
        upsert(
          videos,
          foldPatches(events, ({ data }) => data.videoId, patchOf),
        ),
      // A draft does not change the page. Nor do its changes, but events do not show which video is a draft.
      (events) => (events.some((event) => event.type !== 'VideoDrafted' && patchOf(event)) ? ['home'] : []),
    ),
    eventsOf(
      viewCounting,
      (events) => {
        const views = viewsByVideo(events);
        const total = [...views.values()].reduce((sum, count) => sum + count, 0);
        return [...addViews(videos, views), ...(total > 0 ? addUp(totals, { id: [true], views: [total] }) : [])];
      },
      (events) => (viewsByVideo(events).size > 0 ? ['home'] : []),
    ),
  ],
});

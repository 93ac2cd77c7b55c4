import { identity } from '@/workers/identity/contract';
import { eventsOf, type FactOf, type Statement } from '@/workers/runtime/src/projecting/aggregator';
import { personalEventsOf } from '@/workers/aggregators/personal-events';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { nameCreators } from '../creators';
import { foldPatches, upsert, type Patch } from '../upsert';
import { addViews, viewsByVideo, type ViewingEvent } from '../views';
import type { HomePageVideo } from './tables';

type VideoEvent = FactOf<typeof videoPublishing>;

const videos = {
  name: 'home_page_videos',
  key: 'video_id',
  columns: [
    'owner_id',
    'name',
    'duration_seconds',
    'upload_id',
    'has_poster',
    'is_playable',
    'is_published',
    'published_at',
  ],
} as const;

/** All that was known of the file before this one. */
const newFile = { duration_seconds: null, has_poster: false, is_playable: false };

/** What an event says of its video's card. */
function patchOf(event: VideoEvent): Patch<HomePageVideo> | null {
  switch (event.type) {
    case 'VideoUploaded': {
      const { ownerId, uploadId, name } = event.data;
      const first = name !== undefined && { name, is_published: false };
      return { owner_id: ownerId, upload_id: uploadId, ...newFile, ...first };
    }
    case 'VideoProbed':
      return { duration_seconds: event.data.durationSeconds };
    case 'PosterMade':
      return { has_poster: true };
    case 'RenditionReady':
      return { is_playable: true };
    case 'VideoPublished':
      return { is_published: true, published_at: event.data.publishedAt };
    case 'VideoUnpublished':
      return { is_published: false };
    case 'VideoNamed':
      return { name: event.data.name };
    default:
      return null;
  }
}

function addToTotal(views: ReadonlyMap<string, number>): Statement[] {
  if (views.size === 0) return [];
  return [
    {
      text: `
        INSERT INTO home_page_totals AS total (views) VALUES ($1)
        ON CONFLICT (id) DO UPDATE SET views = total.views + excluded.views`,
      values: [[...views.values()].reduce((sum, count) => sum + count, 0)],
    },
  ];
}

/** A draft's upload or renaming changes no home page, but events do not say which video is a draft. */
const CHANGES_HOME = new Set<VideoEvent['type']>([
  'VideoPublished',
  'VideoUnpublished',
  'VideoNamed',
  'VideoProbed',
  'PosterMade',
]);

export const projections = [
  personalEventsOf(
    identity,
    (events) => nameCreators('home_page_creators', events),
    () => [],
  ),
  eventsOf(
    videoPublishing,
    (events) =>
      upsert<HomePageVideo>(
        videos,
        foldPatches(events, ({ data }) => data.videoId, patchOf),
      ),
    (events) => (events.some(({ type }) => CHANGES_HOME.has(type)) ? ['home'] : []),
  ),
  eventsOf(
    viewCounting,
    (events: readonly ViewingEvent[]) => {
      const views = viewsByVideo(events);
      return [...addViews('home_page_videos', views), ...addToTotal(views)];
    },
    (events) => (viewsByVideo(events).size > 0 ? ['home'] : []),
  ),
];

import { identity } from '@/workers/identity/contract';
import { eventsOf, type FactOf } from '@/workers/runtime/src/projecting/aggregator';
import { personalEventsOf } from '@/workers/aggregators/personal-events';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { nameCreators } from '../creators';
import { foldPatches, upsert, type Patch } from '../upsert';
import { addViews, viewsByVideo, type ViewingEvent } from '../views';
import { addRenditions, renditionsByVideo } from './renditions';
import type { Video } from './tables';

type VideoEvent = FactOf<typeof videoPublishing>;

const videos = {
  name: 'videos',
  key: 'video_id',
  columns: [
    'owner_id',
    'name',
    'description',
    'upload_id',
    'is_published',
    'published_at',
    'is_playable',
    'duration_seconds',
    'width',
    'height',
    'has_poster',
    'renditions',
  ],
} as const;

/** All that was known of the file before this one. */
const newFile = {
  is_playable: false,
  duration_seconds: null,
  width: null,
  height: null,
  has_poster: false,
  renditions: [],
};

/** What an event says of its video, but for the renditions, which add up. */
function patchOf(event: VideoEvent): Patch<Video> | null {
  switch (event.type) {
    case 'VideoUploaded': {
      const { ownerId, uploadId, name } = event.data;
      const first = name !== undefined && { name, description: '', is_published: false };
      return { owner_id: ownerId, upload_id: uploadId, ...newFile, ...first };
    }
    case 'VideoProbed': {
      const { durationSeconds, width, height } = event.data;
      return { duration_seconds: durationSeconds, width, height };
    }
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
    case 'VideoDescribed':
      return { description: event.data.description };
    default:
      return null;
  }
}

export const projections = [
  personalEventsOf(
    identity,
    (events) => nameCreators('videos_creators', events),
    () => [],
  ),
  eventsOf(
    videoPublishing,
    (events) => [
      ...upsert<Video>(
        videos,
        foldPatches(events, ({ data }) => data.videoId, patchOf),
      ),
      ...addRenditions(renditionsByVideo(events)),
    ],
    (events) => events.filter((event) => patchOf(event)).map(({ data }) => `video:${data.videoId}`),
  ),
  eventsOf(
    viewCounting,
    (events: readonly ViewingEvent[]) => addViews('videos', viewsByVideo(events)),
    (events) => [...viewsByVideo(events).keys()].map((videoId) => `video:${videoId}`),
  ),
];

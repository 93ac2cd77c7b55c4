import { eventsOf } from '@/workers/runtime/src/projecting/aggregator';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { patchOf, projectPublishing } from './publishing';
import { attentionByDay, projectViewing } from './viewing';

/**
 * Most events name the video and not its owner, so a studio page follows `video:<id>` of each video that it shows,
 * and `creator:<id>` for those that it does not know yet.
 */
export const projections = [
  eventsOf(videoPublishing, projectPublishing, (events) =>
    events
      .filter((event) => patchOf(event))
      .flatMap(({ data }) => [`video:${data.videoId}`, ...('ownerId' in data ? [`creator:${data.ownerId}`] : [])]),
  ),
  eventsOf(viewCounting, projectViewing, (events) =>
    [...attentionByDay(events).keys()].map((key) => `video:${key.slice(0, key.indexOf(' '))}`),
  ),
];

import { eventsOf, type Statement } from '@message-db/runtime';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { defineAggregator } from '../table';
import { changedVideoAccess, changeVideoAccess } from '../video-access';
import type { ViewingEvent } from '../view-counts';
import { addToCounts, counts, summedCounts } from './counts';
import { addToDays, days, summedDays } from './days';
import { addToRetention, retention } from './retention';
import { access, changeSubjects, lockSubjects, subjects } from './subjects';
import { factsOf } from '../viewing-facts';

function countViewings(events: readonly ViewingEvent[]): Statement[] {
  const facts = factsOf(events);
  return [
    ...lockSubjects([...new Set(facts.map(({ videoId }) => videoId))]),
    ...addToDays(facts),
    ...addToCounts(facts),
    ...addToRetention(events),
  ];
}

/**
 * Analytics of videos and channels: views and watch time by time, where viewers came from, what they watched with, and
 * which parts of a video they watched.
 */
export const analytics = defineAggregator({
  name: 'analytics',
  version: 1,
  tables: [subjects, days, counts, retention, access],
  projections: [
    eventsOf(
      videoPublishing,
      (events) => [...changeSubjects(events, [summedDays, summedCounts]), ...changeVideoAccess(access, events)],
      changedVideoAccess,
    ),
    eventsOf(viewCounting, countViewings, (events) =>
      [...new Set(factsOf(events).map(({ videoId }) => videoId))].map((videoId) => `video:${videoId}` as const),
    ),
  ],
});

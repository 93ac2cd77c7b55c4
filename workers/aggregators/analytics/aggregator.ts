import { eventsOf, type Statement } from '@message-db/runtime';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewAuditing } from '@/workers/view-auditing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { defineAggregator } from '../table';
import { sameCase } from '../statements';
import { changedVideoAccess, changeVideoAccess } from '../video-access';
import { addAudits, addViewed, audits, summedAudits, type AuditEvent } from './audits';
import { addToCounts, counts, summedCounts } from './counts';
import { addToDays, days, summedDays } from './days';
import { addToRetention, retention } from './retention';
import { addToViewers, viewers, visitors } from './viewers';
import { access, changeSubjects, lockSubjects, subjects } from './subjects';
import { factsOf, type ViewingEvent } from '../viewing-facts';

function countViewings(events: readonly ViewingEvent[]): Statement[] {
  const facts = factsOf(events);
  return [
    ...lockSubjects([...new Set(facts.map(({ videoId }) => videoId))]),
    ...addToDays(facts),
    ...addToCounts(facts),
    ...addToRetention(events),
    ...addViewed(events),
  ];
}

function countAudits(events: readonly AuditEvent[]): Statement[] {
  return [...lockSubjects(videosOf(events)), ...addAudits(events), ...addToViewers(events)];
}

/** Returns the videos whose views were audited. */
function videosOf(events: readonly AuditEvent[]): string[] {
  const ids = events.flatMap(({ type, data }) => (type === 'DeliveryNoted' ? [] : [sameCase(data.videoId)]));
  return [...new Set(ids)];
}

/**
 * Analytics of videos and channels: views, viewers and watch time by time, where viewers came from, what they watched with,
 * which parts of a video they watched, and which views do not count.
 */
export const analytics = defineAggregator({
  name: 'analytics',
  version: 2,
  tables: [subjects, days, counts, retention, audits, viewers, visitors, access],
  projections: [
    eventsOf(
      videoPublishing,
      (events) => [
        ...changeSubjects(events, [summedDays, summedCounts, summedAudits]),
        ...changeVideoAccess(access, events),
      ],
      changedVideoAccess,
    ),
    eventsOf(viewCounting, countViewings, (events) =>
      [...new Set(factsOf(events).map(({ videoId }) => videoId))].map((videoId) => `video:${videoId}` as const),
    ),
    eventsOf(viewAuditing, countAudits, (events) => videosOf(events).map((videoId) => `video:${videoId}` as const)),
  ],
});

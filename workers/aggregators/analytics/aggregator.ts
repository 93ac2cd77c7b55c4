import { eventsOf, type Statement } from '@message-db/runtime';
import { searchGaps } from '@/workers/search-gaps/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewAuditing } from '@/workers/view-auditing/contract';
import { viewCounting, factsOf, type ViewingEvent } from '@/workers/view-counting/contract';
import { defineAggregator } from '../table';
import { sameCase } from '../statements';
import { changedVideoAccess, changeVideoAccess } from '../video-access';
import { addAudits, addViewed, audits, summedAudits, type AuditEvent } from './audits';
import { addToCounts, counts, summedCounts } from './counts';
import { addToDays, days, summedDays } from './days';
import { addToLessons, lessons } from './lessons';
import { addToRetention, retention } from './retention';
import { addSearches, gaps, transcriptSearches } from './search-gaps';
import { addToViewers, viewers, visitors } from './viewers';
import { access, changeSubjects, lockSubjects, subjects } from './subjects';
import { begunVideos, noteWatching, watching } from './watching';

function countViewings(events: readonly ViewingEvent[]): Statement[] {
  const facts = factsOf(events);
  return [
    ...lockSubjects([...new Set(facts.map(({ videoId }) => videoId))]),
    ...addToDays(facts),
    ...addToCounts(facts),
    ...addToLessons(facts),
    ...addToRetention(events),
    ...noteWatching(events),
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
 * which parts of a video they watched, who watches now, how far learners get in a series, which views do not count, and
 * what people searched for and did not find.
 */
export const analytics = defineAggregator({
  name: 'analytics',
  version: 5,
  tables: [
    subjects,
    days,
    counts,
    lessons,
    retention,
    audits,
    viewers,
    visitors,
    watching,
    gaps,
    transcriptSearches,
    access,
  ],
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
      [...new Set([...factsOf(events).map(({ videoId }) => videoId), ...begunVideos(events)])].map(
        (videoId) => `video:${videoId}` as const,
      ),
    ),
    eventsOf(searchGaps, addSearches, () => []),
    eventsOf(viewAuditing, countAudits, (events) => videosOf(events).map((videoId) => `video:${videoId}` as const)),
  ],
});

import type { moderation } from '@/workers/moderation/contract';
import type { OpenedEvent } from '../read';

type ModerationEvent = OpenedEvent<typeof moderation>;

/** Returns what a person has reported. Pure. */
export function reportsOf(events: readonly ModerationEvent[]) {
  return events.flatMap(({ type, data }) => {
    if (type !== 'Reported') return [];
    const { subjectKind, subjectId, title, reason, words = null, atSeconds = null, reportedAt } = data;
    return [{ reportedAt, about: subjectKind, id: subjectId, title, reason, words, atSeconds }];
  });
}

/** Returns what moderators decided about a person and their tutorials, and their appeals. Who decided is not told. Pure. */
export function decisionsOf(events: readonly ModerationEvent[]) {
  return events.flatMap(({ type, data, time }) => {
    if (type !== 'Restricted' && type !== 'Appealed' && type !== 'AppealDenied' && type !== 'RestrictionLifted')
      return [];
    const { words = null, subjectId: id } = data;
    return [{ time: time.toISOString(), what: type, id, reason: 'reason' in data ? data.reason : null, words }];
  });
}

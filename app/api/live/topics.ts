import type { Asker } from '@/app/_lib/queries/read';
import { isTopic } from '@/workers/aggregators/contract';

const MAX_TOPICS = 100;
const TRACE = /^trace:[0-9a-f-]{36}$/;

/**
 * Returns the requested topics that a tab may follow. `creator:<id>` is for that creator, `operations` for
 * administrators, `moderation` for moderators. Other topics are left out, as if they had no news.
 * @returns the topics, or a sentence about what is wrong with the request.
 */
export function readTopics(requested: readonly string[], asker: Asker | null): string[] | string {
  if (requested.length === 0) return 'Name at least one topic.';
  if (requested.length > MAX_TOPICS) return `Name at most ${MAX_TOPICS} topics.`;
  const unknown = requested.find((topic) => !isTopic(topic) && !TRACE.test(topic));
  if (unknown !== undefined) return `No such topic: ${unknown.slice(0, 60)}`;
  return requested.filter((topic) => {
    if (topic === 'operations') return asker?.isAdmin === true;
    if (topic === 'moderation') return asker?.isModerator === true;
    if (topic.startsWith('creator:')) return topic === `creator:${asker?.userId}`;
    return true;
  });
}

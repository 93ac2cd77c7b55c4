import type { Asker } from '@/app/_lib/queries/read';
import { isTopic } from '@/workers/aggregators/contract';

const MOST_TOPICS = 100;
const TRACE = /^trace:[0-9a-f-]{36}$/;

/**
 * The topics that a tab may follow, of those that it asks for. `creator:<id>` is for that creator, `operations` for
 * administrators; what a person may not follow is left out, as if it had no news.
 * @returns the topics, or a sentence about what is wrong with them.
 */
export function readTopics(asked: readonly string[], asker: Asker | null): string[] | string {
  if (asked.length === 0) return 'Name at least one topic.';
  if (asked.length > MOST_TOPICS) return `Name at most ${MOST_TOPICS} topics.`;
  const unknown = asked.find((topic) => !isTopic(topic) && !TRACE.test(topic));
  if (unknown !== undefined) return `No such topic: ${unknown.slice(0, 60)}`;
  return asked.filter((topic) => {
    if (topic === 'operations') return asker?.isAdmin === true;
    if (topic.startsWith('creator:')) return topic === `creator:${asker?.userId}`;
    return true;
  });
}

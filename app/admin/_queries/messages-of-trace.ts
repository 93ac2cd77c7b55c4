import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import type { Asker } from '@/app/_lib/queries/read';
import { views } from '@/app/_lib/queries/views';
import type { OperationsMessage } from './messages';

/** One request rarely leads to more, and a longer page would not help. */
const MAX_MESSAGES = 500;

/**
 * Returns all messages that follow from one request, in the order in which they were written; at most the first 500.
 */
export async function messagesOfTrace(
  admin: Asker,
  traceId: string,
): Promise<{ messages: OperationsMessage[]; hasMore: boolean }> {
  const rows = await queryAs(
    admin,
    views
      .selectFrom('operations_messages')
      .where('traceId', '=', traceId)
      .orderBy('globalPosition')
      .limit(MAX_MESSAGES + 1)
      .selectAll(),
  );
  return { messages: rows.slice(0, MAX_MESSAGES), hasMore: rows.length > MAX_MESSAGES };
}

import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import type { Asker } from '@/app/_lib/queries/read';
import { views } from '@/app/_lib/queries/views';
import type { OperationsMessage } from './messages';

/** One request rarely leads to more, and a page with more would be no help. */
const MOST = 500;

/** All messages that follow from one request, in the order in which they were written; the first 500 of more. */
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
      .limit(MOST + 1)
      .selectAll(),
  );
  return { messages: rows.slice(0, MOST), hasMore: rows.length > MOST };
}

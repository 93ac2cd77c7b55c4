import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import type { Viewer } from '@/app/_lib/queries/read';
import { MESSAGE_COLUMNS, type OperationsMessage } from './messages';

/** One request rarely leads to more, and a page with more would be no help. */
const MOST = 500;

/** All messages that follow from one request, in the order in which they were written; the first 500 of more. */
export async function messagesOfTrace(
  admin: Viewer,
  traceId: string,
): Promise<{ messages: OperationsMessage[]; hasMore: boolean }> {
  const rows = await queryAs<OperationsMessage>(
    admin,
    `SELECT ${MESSAGE_COLUMNS} FROM view.operations_messages WHERE trace_id = $1 ORDER BY global_position LIMIT $2`,
    [traceId, MOST + 1],
  );
  return { messages: rows.slice(0, MOST), hasMore: rows.length > MOST };
}

import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import type { Viewer } from '@/app/_lib/queries/read';
import type { Filters } from '../filters';

const PAGE_SIZE = 50;

/** A message as view.operations_messages has it: without secrets. */
export interface OperationsMessage {
  globalPosition: number;
  id: string;
  streamName: string;
  category: string;
  type: string;
  position: number;
  time: Date;
  traceId: string | null;
  userId: string | null;
  data: unknown;
  metadata: Record<string, unknown>;
}

export const MESSAGE_COLUMNS = `
  global_position AS "globalPosition", id, stream_name AS "streamName", category, type, position, time,
  trace_id AS "traceId", user_id AS "userId", data, metadata`;

/**
 * A page of messages, newest first.
 * @returns `next`: give it as `before` to see the page after this one. Null on the last.
 */
export async function messages(
  admin: Viewer,
  filters: Filters,
): Promise<{ page: OperationsMessage[]; next: number | null }> {
  const { category, type, stream, trace, before } = filters;
  const rows = await queryAs<OperationsMessage>(
    admin,
    `SELECT ${MESSAGE_COLUMNS}
     FROM view.operations_messages
     WHERE ($1::text IS NULL OR category = $1)
       AND ($2::text IS NULL OR type = $2)
       AND ($3::text IS NULL OR stream_name = $3)
       AND ($4::uuid IS NULL OR trace_id = $4)
       AND ($5::bigint IS NULL OR global_position < $5)
     ORDER BY global_position DESC
     LIMIT $6`,
    [category, type, stream, trace, before, PAGE_SIZE + 1],
  );
  const page = rows.slice(0, PAGE_SIZE);
  return { page, next: rows.length > PAGE_SIZE ? (page.at(-1)?.globalPosition ?? null) : null };
}

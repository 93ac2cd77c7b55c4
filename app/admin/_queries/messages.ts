import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import type { Asker } from '@/app/_lib/queries/read';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';
import type { Filters } from '../filters';
import { PROGRESS } from '../progress';

const PAGE_SIZE = 50;

/** A message without its secret fields. */
export type OperationsMessage = Views['operations_messages'];

/**
 * Returns a page of messages, newest first.
 * @returns `next`: pass it as `before` to get the next page. Null on the last page.
 */
export async function messages(
  admin: Asker,
  { category, type, stream, trace, before, hasProgress }: Filters,
): Promise<{ page: OperationsMessage[]; next: number | null }> {
  const rows = await queryAs(
    admin,
    views
      .selectFrom('operations_messages')
      .$if(!hasProgress && type === null, (all) => all.where('type', 'not in', PROGRESS))
      .$if(category !== null, (all) => all.where('category', '=', category!))
      .$if(type !== null, (all) => all.where('type', '=', type!))
      .$if(stream !== null, (all) => all.where('streamName', '=', stream!))
      .$if(trace !== null, (all) => all.where('traceId', '=', trace))
      .$if(before !== null, (all) => all.where('globalPosition', '<', before!))
      .orderBy('globalPosition', 'desc')
      .limit(PAGE_SIZE + 1)
      .selectAll(),
  );
  const page = rows.slice(0, PAGE_SIZE);
  return { page, next: rows.length > PAGE_SIZE ? (page.at(-1)?.globalPosition ?? null) : null };
}

import 'server-only';
import { query } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** Returns the person whose public channel has a handle, in the form of `tidyHandle`; null if none has it. */
export async function userByHandle(handle: string): Promise<string | null> {
  const [row] = await query(
    views.selectFrom('channels_handles').where('handle', '=', handle).limit(1).select('userId'),
  );
  return row?.userId ?? null;
}

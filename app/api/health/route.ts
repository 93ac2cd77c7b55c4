import { replica } from '@/app/_lib/queries/database';
import { canServePages, canTakeCommands, healthResponse } from './health';

export const dynamic = 'force-dynamic';

/**
 * Reports this process's health for people: 200 if it can serve pages, 503 if not. `commands` says whether it can take
 * commands. If the site has a replica, `replica` says whether pages read from it.
 */
export async function GET(): Promise<Response> {
  const [pages, commands] = await Promise.all([canServePages(), canTakeCommands()]);
  const reads = replica();
  return healthResponse(pages, {
    commands: commands ? 'ok' : 'unavailable',
    ...(reads && { replica: reads.inUse ? 'in use' : 'left' }),
  });
}

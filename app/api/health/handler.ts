import type { Handler } from '@/app/_lib/http/handler';
import { replica } from '@/app/_lib/queries/database';
import { canServePages, canTakeCommands, sendHealth } from './health';

/**
 * Reports this process's health for people: 200 if it can serve pages, 503 if not. `commands` says whether it can take
 * commands. If the site has a replica, `replica` says whether pages read from it.
 */
export const health: Handler = async (_request, response) => {
  const [pages, commands] = await Promise.all([canServePages(), canTakeCommands()]);
  const reads = replica();
  sendHealth(response, pages, {
    commands: commands ? 'ok' : 'unavailable',
    ...(reads && { replica: reads.inUse ? 'in use' : 'left' }),
  });
};

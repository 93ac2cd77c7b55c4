import { healthResponse } from '@/app/api/health/health';

export const dynamic = 'force-dynamic';

/** Whether this process is alive: it answers. A process that does not is to be started again. */
export function GET(): Response {
  return healthResponse(true);
}

import { healthResponse } from '@/app/api/health/health';

export const dynamic = 'force-dynamic';

/** Answers that this process is alive. A process that does not answer must be restarted. */
export function GET(): Response {
  return healthResponse(true);
}

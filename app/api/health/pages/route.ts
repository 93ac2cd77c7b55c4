import { canServePages, healthResponse } from '@/app/api/health/health';

export const dynamic = 'force-dynamic';

/** Whether this process can serve pages, from a replica also while the primary is away. */
export async function GET(): Promise<Response> {
  return healthResponse(await canServePages());
}

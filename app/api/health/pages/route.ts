import { canServePages, healthResponse } from '@/app/api/health/health';

export const dynamic = 'force-dynamic';

/** Answers whether this process can serve pages. With a replica that works while the primary is down. */
export async function GET(): Promise<Response> {
  return healthResponse(await canServePages());
}

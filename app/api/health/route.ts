import { queryPrimary, replica } from '@/app/_lib/database';

export const dynamic = 'force-dynamic';

/**
 * Whether this process can serve pages: 200 when it reaches the database, 503 when not. Where the site has a replica,
 * `replica` says whether pages read from it; while they do not, they read from the primary.
 */
export async function GET(): Promise<Response> {
  try {
    await queryPrimary('SELECT 1');
    const reads = replica();
    return Response.json({ status: 'ok', ...(reads && { replica: reads.inUse ? 'in use' : 'left' }) });
  } catch {
    return Response.json({ status: 'unavailable' }, { status: 503 });
  }
}

import { pageStamp } from '@/app/_lib/commands/page-stamp';
import { currentUser } from '@/app/_lib/auth/current-user';

export const dynamic = 'force-dynamic';

/**
 * Returns the stamp of a page rendered now, `{ stamp: '<person>.<build>' }`. Pages with unsaved text ask for it before
 * they render again.
 */
export async function GET(): Promise<Response> {
  const { person, build } = pageStamp(await currentUser());
  return Response.json({ stamp: `${person}.${build}` }, { headers: { 'Cache-Control': 'no-store' } });
}

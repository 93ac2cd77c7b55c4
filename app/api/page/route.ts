import { pageStamp } from '@/app/_lib/commands/page-stamp';
import { currentUser } from '@/app/_lib/auth/current-user';

export const dynamic = 'force-dynamic';

/** The stamp that a page made now would have, `{ stamp: '<person>.<build>' }`: for pages with unsaved words, before they render themselves again. */
export async function GET(): Promise<Response> {
  const { person, build } = pageStamp(await currentUser());
  return Response.json({ stamp: `${person}.${build}` }, { headers: { 'Cache-Control': 'no-store' } });
}

import { pageStamp } from '@/app/_lib/commands/page-stamp';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { sendJson, type Handler } from '@/app/_lib/http/handler';

/**
 * Returns the stamp of a page rendered now, `{ stamp: '<person>.<build>' }`. Pages with unsaved text ask for it before
 * they render again.
 */
export const page: Handler = async (request, response) => {
  const { person, build } = pageStamp(await signedInUser(request));
  sendJson(response, 200, { stamp: `${person}.${build}` }, { 'Cache-Control': 'no-store' });
};

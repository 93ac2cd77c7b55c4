import type { Handler } from '@/app/_lib/http/handler';
import { sendWebResponse, webRequest } from '@/app/_lib/http/web';
import { forUser } from '@/app/_lib/uploads/access';
import { beginUpload } from '@/app/_lib/uploads/begin';
import { networkOf } from '@/app/_lib/limits/network';
import { take } from '@/app/_lib/limits/take';
import { UploadRefusal } from '@/app/_lib/uploads/metadata';
import { maintainUploads } from '@/app/_lib/uploads/posting';
import { answerTus } from '@/app/_lib/uploads/server';
import { unfinishedUploads } from '@/app/_lib/uploads/unfinished';

/**
 * POST begins a resumable upload (tus 1.0, https://tus.io/protocols/resumable-upload). OPTIONS answers which features of
 * tus this server supports. GET answers `{ uploads }`: the user's unfinished ones.
 */
export const uploads: Handler = async (request, response) => {
  if (request.method === 'OPTIONS') return sendWebResponse(request, response, await answerTus(webRequest(request)));
  return forUser(request, response, async (user, web) => {
    maintainUploads();
    if (request.method === 'POST') {
      const network = networkOf(request.headers);
      const full = await take(['uploads of an account', user.userId], ['uploads from a network', network]);
      if (full) throw new UploadRefusal(429, 'too-many', full.sentence);
      return beginUpload(web, user);
    }
    return Response.json(
      { uploads: await unfinishedUploads(user.userId) },
      { headers: { 'Cache-Control': 'no-store' } },
    );
  });
};

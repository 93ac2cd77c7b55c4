import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import type { Handler } from '@/app/_lib/http/handler';
import { sendFile } from '@/app/_lib/media/send-file';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import type { Asker } from '@/app/_lib/queries/read';
import { views } from '@/app/_lib/queries/views';
import { storage } from '@/app/_lib/storage';

const CONTENT_TYPES: Record<string, string> = { jpg: 'image/jpeg', avif: 'image/avif' };
const FILE = /^(?:image\.(jpg)|\d{2,4}\.(avif))$/;
/** A file never changes under its address. Caches that others share keep it for a day, so that a removed one leaves them. */
const CACHED = {
  public: 'public, max-age=31536000, s-maxage=86400, immutable',
  own: 'private, max-age=86400, immutable',
} as const;

/** Serves the pictures of channels: to everybody if the channel is public, else to its person. */
export const channelImage: Handler = async (request, response, { params }) => {
  const { file = '' } = params;
  const [, jpg, avif] = FILE.exec(file) ?? [];
  const ids = z.object({ userId: z.uuid(), imageId: z.uuid() }).safeParse(params).data;
  const contentType = CONTENT_TYPES[jpg ?? avif ?? ''];
  if (!ids || contentType === undefined) return sendNotFound(response);
  const { userId, imageId } = ids;
  const access = (await isVisibleTo(null, userId, imageId))
    ? 'public'
    : await signedInUser(request).then(async (user) => user && (await isVisibleTo(user, userId, imageId)) && 'own');
  if (!access) return sendNotFound(response);
  const name = ['channels', userId.toLowerCase(), imageId.toLowerCase(), file].join('/');
  const about = { contentType, cacheControl: CACHED[access] };
  if (!(await sendFile(request, response, storage(), name, about))) sendNotFound(response);
};

async function isVisibleTo(asker: Asker | null, userId: string, imageId: string): Promise<boolean> {
  const rows = await queryPrimaryAs(
    asker,
    views
      .selectFrom('channels')
      .where('userId', '=', userId)
      .where(({ or, eb }) => or([eb('pictureId', '=', imageId), eb('bannerId', '=', imageId)]))
      .select('userId'),
  );
  return rows.length > 0;
}

function sendNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }).end('Not found\n');
}

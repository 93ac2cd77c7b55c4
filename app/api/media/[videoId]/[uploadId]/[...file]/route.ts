import { environment } from '@/app/_lib/environment';
import { mediaAccess } from '@/app/_lib/media/access';
import { readMediaFile } from '@/app/_lib/media/files';
import { fileResponse } from '@/app/_lib/media/response';

export const dynamic = 'force-dynamic';

interface Context {
  params: Promise<{ videoId: string; uploadId: string; file: string[] }>;
}

/** A day instead of a year, so that an unpublished video leaves the caches of others in time. */
const A_DAY = 'max-age=86400, immutable';

/** Serves the files that ffmpeg made from an upload: playlists, segments, the poster. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { videoId, uploadId, file } = await params;
  const media = readMediaFile(videoId, uploadId, file);
  if (!media) return notFound();
  const access = await mediaAccess(media.videoId, uploadId);
  if (access === 'none') return notFound();

  const path = environment.dataPath('media', media.videoId, uploadId, ...media.path);
  const cacheControl = `${access === 'published' ? 'public' : 'private'}, ${media.isMutable ? 'no-cache' : A_DAY}`;
  return (await fileResponse(request, path, { contentType: media.contentType, cacheControl })) ?? notFound();
}

/** Returns only the headers. */
export const HEAD = GET;

function notFound(): Response {
  return new Response('Not found\n', {
    status: 404,
    headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' },
  });
}

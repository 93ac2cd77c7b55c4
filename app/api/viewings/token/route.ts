import { z } from 'zod';
import { playableVideo } from '@/app/(site)/watch/_queries/playable-video';
import { parseJson, readText } from '@/app/_lib/http/read-body';
import { FORGED, renewViewingToken } from '@/app/api/viewings/viewing-token';

export const dynamic = 'force-dynamic';

/** The largest body, in bytes. A token is about 300. */
const MAX_BODY_BYTES = 2048;

const body = z.object({ token: z.string() });

/**
 * Renews the token of a page that has been open for long: `{ token }` becomes `{ token }`, for the same viewing, if
 * everyone can still watch the video. Otherwise answers the reason as `{ error }`.
 */
export async function POST(request: Request): Promise<Response> {
  const text = await readText(request, MAX_BODY_BYTES);
  if (text === null) return refuse(413, `A token has less than ${MAX_BODY_BYTES} bytes.`);
  const parsed = body.safeParse(parseJson(text));
  if (!parsed.success) return refuse(400, 'Send JSON: {"token": string}.');
  const renewed = renewViewingToken(parsed.data.token);
  if (renewed === 'forged') return refuse(403, FORGED);
  try {
    const video = await playableVideo(renewed.videoId);
    if (!video?.isPublished) return refuse(404, 'There is no such video any more.');
  } catch (error) {
    console.error('Could not renew a viewing token:', error);
    return refuse(503, 'Not renewed. Ask again later.');
  }
  return Response.json({ token: renewed.token }, { headers: { 'Cache-Control': 'no-store' } });
}

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status });
}

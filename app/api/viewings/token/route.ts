import { z } from 'zod';
import { parseJson, readText } from '@/app/_lib/http/read-body';
import { FORGED, mintViewingToken, renewViewingToken } from '@/app/api/viewings/viewing-token';
import { publicVideo } from './public-video';

export const dynamic = 'force-dynamic';

/** The largest body, in bytes. A token is about 300. */
const MAX_BODY_BYTES = 2048;

const body = z.union([z.object({ token: z.string() }), z.object({ videoId: z.uuid() })]);

/**
 * Makes the token of a viewing, for a video that everybody can watch now: `{ videoId }` becomes `{ token }` of a new
 * viewing, and the `{ token }` of a page that was open for long becomes a new `{ token }` of the same viewing. Otherwise
 * answers the reason as `{ error }`.
 */
export async function POST(request: Request): Promise<Response> {
  const text = await readText(request, MAX_BODY_BYTES);
  if (text === null) return refuse(413, `A token has less than ${MAX_BODY_BYTES} bytes.`);
  const parsed = body.safeParse(parseJson(text));
  if (!parsed.success) return refuse(400, 'Send JSON: {"videoId": UUID} or {"token": string}.');
  const asked = 'token' in parsed.data ? renewViewingToken(parsed.data.token) : parsed.data;
  if (asked === 'forged') return refuse(403, FORGED);
  try {
    const video = await publicVideo(asked.videoId);
    if (!video) return refuse(404, 'There is no such video.');
    const token = 'token' in asked ? asked.token : mintViewingToken({ ...asked, ...video });
    return Response.json({ token }, { headers: { 'Cache-Control': 'no-store' } });
  } catch (error) {
    console.error('Could not make a viewing token:', error);
    return refuse(503, 'No token. Ask again later.');
  }
}

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status });
}

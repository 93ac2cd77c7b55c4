import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { toTrackLines, trackLinesQuery } from '@/app/_lib/captions/track-lines';
import type { Handler } from '@/app/_lib/http/handler';
import { isSignature, readSignature } from '@/app/_lib/media/signature';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import type { AnyAsker } from '@/app/_lib/queries/read';
import { formatSrt, formatVtt } from '@/text/captions/format';

const FILE = /^(\d{1,9})\.(vtt|srt)$/;
const CONTENT_TYPES = { vtt: 'text/vtt; charset=utf-8', srt: 'application/x-subrip; charset=utf-8' } as const;
/** A revision never changes. Shared caches keep it for a day only, because the video may be unpublished. */
const PUBLIC = 'public, max-age=31536000, s-maxage=86400, immutable';
const OWN = 'private, max-age=86400, immutable';

/** Serves a track of captions as a file, to those who may see the video: see `mediaAccess`. */
export const captionsFile: Handler = async (request, response, { params, rest }) => {
  const [first] = rest;
  const isSigned = isSignature(first);
  const [, revision, type] = (rest.length === (isSigned ? 2 : 1) && FILE.exec(rest.at(-1)!)) || [];
  const ids = z.object({ videoId: z.uuid().toLowerCase(), trackId: z.uuid().toLowerCase() }).safeParse(params).data;
  const signature = isSigned && ids ? readSignature(ids.videoId, first) : null;
  if (!ids || type === undefined || (isSigned && !signature)) return sendNotFound(response);
  let cached = PUBLIC;
  let lines = await linesOf(null, ids);
  if (lines === null && signature && signature.seconds > 0) {
    const { userId, seconds } = signature;
    cached = `${userId === null ? 'public' : 'private'}, max-age=${seconds}, immutable`;
    lines = await linesOf(userId === null ? { userId, videoId: ids.videoId } : { userId }, ids);
  }
  if (lines === null) {
    cached = OWN;
    const user = await signedInUser(request);
    lines = user && (await linesOf(user, ids));
  }
  if (lines === null) return sendNotFound(response);
  const format = type === 'vtt' ? formatVtt : formatSrt;
  const body = Buffer.from(format(lines.lines));
  response.writeHead(200, {
    'Content-Type': CONTENT_TYPES[type as keyof typeof CONTENT_TYPES],
    'Content-Length': body.length,
    // A page that was open while the track was edited requests a revision that is gone, and gets the current one.
    'Cache-Control': lines.revision === Number(revision) ? cached : 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
};

async function linesOf(asker: AnyAsker, track: { videoId: string; trackId: string }) {
  return toTrackLines(await queryPrimaryAs(asker, trackLinesQuery(track)));
}

function sendNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }).end('Not found\n');
}

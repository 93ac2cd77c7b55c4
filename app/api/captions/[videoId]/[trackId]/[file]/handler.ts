import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { toTrackLines, trackLinesQuery } from '@/app/_lib/captions/track-lines';
import type { Handler } from '@/app/_lib/http/handler';
import { queryPrimaryByAddress } from '@/app/_lib/queries/database';
import type { Asker } from '@/app/_lib/queries/read';
import { formatSrt, formatVtt } from '@/text/captions/format';

const FILE = /^(\d{1,9})\.(vtt|srt)$/;
const CONTENT_TYPES = { vtt: 'text/vtt; charset=utf-8', srt: 'application/x-subrip; charset=utf-8' } as const;
/** A revision never changes. Caches that others share keep it for a day, so that an unpublished video leaves them. */
const CACHED = {
  public: 'public, max-age=31536000, s-maxage=86400, immutable',
  owner: 'private, max-age=86400, immutable',
} as const;

/** Serves a track of captions as a file, to those who may see the video. */
export const captionsFile: Handler = async (request, response, { params }) => {
  const [, revision, type] = FILE.exec(params.file ?? '') ?? [];
  const ids = z.object({ videoId: z.uuid().toLowerCase(), trackId: z.uuid().toLowerCase() }).safeParse(params).data;
  if (!ids || type === undefined) return sendNotFound(response);
  let access: keyof typeof CACHED = 'public';
  let lines = await linesOf(null, ids);
  if (lines === null) {
    access = 'owner';
    const user = await signedInUser(request);
    lines = user && (await linesOf(user, ids));
  }
  if (lines === null) return sendNotFound(response);
  const format = type === 'vtt' ? formatVtt : formatSrt;
  const body = Buffer.from(format(lines.lines));
  response.writeHead(200, {
    'Content-Type': CONTENT_TYPES[type as keyof typeof CONTENT_TYPES],
    'Content-Length': body.length,
    // A page that was open while the track was edited asks for a revision that is gone, and gets the present one.
    'Cache-Control': lines.revision === Number(revision) ? CACHED[access] : 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
};

async function linesOf(asker: Asker | null, track: { videoId: string; trackId: string }) {
  return toTrackLines(await queryPrimaryByAddress(asker, track.videoId, trackLinesQuery(track)));
}

function sendNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }).end('Not found\n');
}

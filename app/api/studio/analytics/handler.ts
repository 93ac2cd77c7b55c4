import { z } from 'zod';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { sendError, sendJson, type Handler } from '@/app/_lib/http/handler';
import { periodOf, timeZoneOf } from '@/app/studio/_analytics/period';
import { readAnalytics } from '@/app/studio/_analytics/read-analytics';
import { faultOf, readState } from '@/app/studio/_analytics/state';
import { creatorsVideo } from '@/app/studio/_queries/creators-video';
import { csvOf, jsonOf } from './formats';

/**
 * GET with the parameters of a page of analytics answers what it shows, as JSON or with `format=csv` as CSV.
 * `video=<id>` is a video; without it, it is the user's channel. `zone` is the time zone of the days, by its IANA name. What makes
 * no sense is answered by 400 with the reason.
 */
export const analyticsExport: Handler = async (request, response) => {
  const user = await signedInUser(request);
  if (!user) return sendError(response, 401, 'Sign in first.');
  const { searchParams } = new URL(request.url!, 'http://localhost');
  const asked = searchParams.get('video');
  const videoId = asked === null ? null : (z.uuid().toLowerCase().safeParse(asked).data ?? '');
  const video = videoId ? await creatorsVideo(user.userId, videoId) : null;
  if (videoId !== null && !video) return sendError(response, 404, 'There is no such video of yours.');

  const parameters = Object.fromEntries(searchParams);
  const { zone = 'UTC', format = 'json' } = parameters;
  const fault = faultOf(parameters) ?? otherFaultOf(zone, format);
  if (fault) return sendError(response, 400, fault);
  const [state, now] = [readState(parameters), Date.now()];
  const period = periodOf(state, zone, now);
  const analytics = await readAnalytics({ userId: user.userId, subjectId: videoId ?? user.userId, state, period }, now);
  const { firstDay, lastDay } = period;
  const headers = {
    'Cache-Control': 'no-store',
    'Content-Disposition': `attachment; filename="analytics-${firstDay}-${lastDay}.${format}"`,
  };
  if (format === 'json') return sendJson(response, 200, jsonOf(analytics), headers);
  const text = csvOf(analytics);
  response.writeHead(200, {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
};

function otherFaultOf(zone: string, format: string): string | null {
  if (timeZoneOf(zone) !== zone) return 'zone must be a time zone such as Europe/Berlin.';
  return format === 'csv' || format === 'json' ? null : 'format must be csv or json.';
}

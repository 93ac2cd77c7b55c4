import type { IncomingMessage } from 'node:http';
import { userOfApiToken } from '@/app/_lib/auth/api-token';
import { may } from '@/app/_lib/auth/permissions';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { sendCsv, sendError, sendJson, type Handler } from '@/app/_lib/http/handler';
import { periodOf, timeZoneOf } from '@/app/studio/_analytics/period';
import { DIMENSIONS, faultOf, readState } from '@/app/studio/_analytics/state';
import { ofSeries, ofSubject } from './exported';

/**
 * GET with the parameters of a page of analytics answers what it shows, as JSON or with `format=csv` as CSV.
 * `video=<id>` is a video, `series=<id>` is a series, which has only days (of UTC); without them, it is the user's channel.
 * `zone` is the time zone of the days, by its IANA name. Other programs send `Authorization: Bearer <API token>`. What makes no sense is answered by 400 with the reason.
 */
export const analyticsExport: Handler = async (request, response) => {
  const userId = await askerOf(request);
  if (userId === null)
    return sendError(response, 401, BEARER.test(request.headers.authorization ?? '') ? WRONG_TOKEN : SIGN_IN, {
      'WWW-Authenticate': 'Bearer',
    });
  const parameters = Object.fromEntries(new URL(request.url!, 'http://localhost').searchParams);
  const { zone = 'UTC', format = 'json', video, series } = parameters;
  const fault = faultOf(parameters) ?? otherFaultOf(parameters);
  if (fault) return sendError(response, 400, fault);
  const [state, now] = [readState(parameters), Date.now()];
  // Lessons are counted by days of UTC.
  const period = periodOf(state, series === undefined ? zone : 'UTC', now);
  const exported =
    series === undefined ? await ofSubject(userId, video, state, period, now) : await ofSeries(userId, series, period);
  if (!exported)
    return sendError(response, 404, `There is no such ${series === undefined ? 'video' : 'series'} of yours.`);
  const headers = {
    'Cache-Control': 'no-store',
    'Content-Disposition': `attachment; filename="analytics-${period.firstDay}-${period.lastDay}.${format}"`,
  };
  if (format === 'json') return sendJson(response, 200, exported.json(), headers);
  sendCsv(response, exported.csv(), headers);
};

/**
 * Returns who asks: by their API token, or who is signed in. A token that is not good is not made up for by a session. Other schemes
 * than `Bearer` are those of proxies.
 */
async function askerOf(request: IncomingMessage): Promise<string | null> {
  const [, token] = BEARER.exec(request.headers.authorization ?? '') ?? [];
  if (token !== undefined) return userOfApiToken(token);
  const user = await signedInUser(request);
  return user && may(user, 'member') ? user.userId : null;
}

const BEARER = /^Bearer\b\s*(\S*)$/i;
const SIGN_IN = 'Sign in first, or send the API token of your account.';
const WRONG_TOKEN = 'This is not your API token, or it was replaced or revoked.';

/** What a series cannot be asked by. */
const NOT_OF_SERIES = [...DIMENSIONS, 'by', 'metric', 'compare', 'zone'];

const KNOWN = new Set(['range', 'from', 'to', ...NOT_OF_SERIES, 'format', 'video', 'series']);

function otherFaultOf(parameters: Readonly<Record<string, string>>): string | null {
  const unknown = Object.keys(parameters).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) return `There is no parameter "${unknown}".`;
  const { zone = 'UTC', format = 'json', video, series } = parameters;
  if (timeZoneOf(zone) !== zone) return 'zone must be a time zone such as Europe/Berlin.';
  if (video !== undefined && series !== undefined) return 'Ask for a video or for a series.';
  const without = series === undefined ? undefined : NOT_OF_SERIES.find((name) => parameters[name] !== undefined);
  if (without !== undefined) return `A series has no ${without}.`;
  return format === 'csv' || format === 'json' ? null : 'format must be csv or json.';
}

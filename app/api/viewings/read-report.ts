import { z } from 'zod';
import { parseJson } from '@/app/_lib/http/parse-json';
import { FORGED, readViewingToken, type TokenViewing } from './viewing-token';
import { RANGES_MAX, reportedRange, WATCHED_SECONDS_MAX, type ReportedRange } from '@/workers/view-counting/contract';

/** A range that is wrong is left out, so that it costs nobody the view. */
const ranges = z
  .array(reportedRange.nullable().catch(null))
  .transform((all) => all.filter((range) => range !== null).slice(-RANGES_MAX))
  .catch([]);

const body = z.object({
  token: z.string(),
  watchedSeconds: z.number().min(0).max(WATCHED_SECONDS_MAX),
  ranges: ranges.optional(),
});

/** A player's report of its viewing: how many seconds of video it has played in total, and the latest parts of it. */
export interface Report extends TokenViewing {
  watchedSeconds: number;
  /** A player of an older build sends none. */
  ranges: readonly ReportedRange[] | undefined;
}

/** A refusal of a report, with the status and the error of the answer. */
export interface ReportRefusal {
  status: 400 | 403 | 410;
  error: string;
}

/**
 * Reads and checks the body of a report. The content type does not matter: `sendBeacon` sends JSON as text.
 * @param now milliseconds since the epoch.
 */
export function readReport(bytes: Buffer, now: number): Report | ReportRefusal {
  const parsed = body.safeParse(parseJson(bytes.toString()));
  if (!parsed.success)
    return { status: 400, error: 'A report is JSON: {"token": string, "watchedSeconds": number from 0}.' };
  const { token, watchedSeconds, ranges: told } = parsed.data;
  const viewing = readViewingToken(token, now);
  if (viewing === 'forged') return { status: 403, error: FORGED };
  if (viewing === 'expired')
    return { status: 410, error: 'This token is older than a day: renew it at /api/viewings/token.' };
  return { ...viewing, watchedSeconds, ranges: told };
}

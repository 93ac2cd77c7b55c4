import type { IncomingHttpHeaders } from 'node:http';
import { sendError, type Handler } from '@/app/_lib/http/handler';
import { send } from '@/app/_lib/commands/send-command';
import { isClientHidden } from '@/app/_lib/http/client-address';
import { networkIdOf } from '@/app/_lib/viewers/viewer-ids';
import { dayOf } from '@/app/_lib/viewers/daily-salt';
import { viewCounting, type Viewer } from '@/workers/view-counting/contract';
import { pace } from './pace';
import { readReport, type Report } from './read-report';

/** A report, when it arrived, by this server's clock, in ISO 8601, and from which network. */
export type ReceivedReport = Report & { receivedAt: string; networkId?: string | undefined };

/**
 * Returns a handler of players' reports: `{ token, watchedSeconds, ranges }`, with the token from `/api/viewings/token`.
 * It answers 204; or `{ error }` if something is wrong, and then records nothing.
 * @param record resolves when the report is safe.
 */
export function takeReports(record: (report: ReceivedReport) => Promise<void>): Handler {
  return async ({ headers }, response, { body }) => {
    const now = Date.now();
    const report = readReport(body, now);
    if ('error' in report) return sendError(response, report.status, report.error);
    try {
      const networkId = report.viewer && (await networkOf(headers, report.viewer, now));
      await record({ ...report, receivedAt: new Date(now).toISOString(), networkId });
    } catch (error) {
      console.error('Could not post a report of a viewing:', error);
      return sendError(response, 503, 'Not recorded. Report again later.');
    }
    response.writeHead(204).end();
  };
}

/** Takes the reports of players, of each viewing one every two seconds. */
export const viewings = takeReports(pace(post));

/** Writes the command of a report. Reports that arrive at the same time share a commit. */
export async function post(report: ReceivedReport): Promise<void> {
  await send(viewCounting.commandStream(report.viewingId), commandOf(report));
}

/** Returns the command of a report. Pure. */
export function commandOf({ viewingId, videoId, durationSeconds, watchedSeconds, ...report }: ReceivedReport) {
  const { receivedAt, context, ranges, viewer, networkId } = report;
  const data = { viewingId, videoId, durationSeconds, watchedSeconds, receivedAt, context, viewer, networkId };
  return viewCounting.commands.ReportViewing({ ...data, ranges: ranges && [...ranges] });
}

/**
 * Returns the network of a report. Undefined for a viewer with random ids, and on another day than that of the viewer's ids: a
 * second id beside theirs would say whose it is.
 */
async function networkOf(headers: IncomingHttpHeaders, viewer: Viewer, now: number): Promise<string | undefined> {
  const hasOwnIds = !viewer.isCreator && !isClientHidden(headers);
  if (!hasOwnIds || dayOf(Date.parse(viewer.openedAt)) !== dayOf(now)) return undefined;
  return networkIdOf(headers);
}

import { sendError, type Handler } from '@/app/_lib/http/handler';
import { send } from '@/app/_lib/commands/send-command';
import { viewCounting } from '@/workers/view-counting/contract';
import { pace } from './pace';
import { readReport, type Report } from './read-report';

/** A report and the time when it arrived, by this server's clock, in ISO 8601. */
export type ReceivedReport = Report & { receivedAt: string };

/**
 * Returns a handler of players' reports: `{ token, watchedSeconds, ranges }`, with the token from `/api/viewings/token`.
 * It answers 204; or `{ error }` if something is wrong, and then records nothing.
 * @param record resolves when the report is safe.
 */
export function takeReports(record: (report: ReceivedReport) => Promise<void>): Handler {
  return async (_request, response, { body }) => {
    const now = Date.now();
    const report = readReport(body, now);
    if ('error' in report) return sendError(response, report.status, report.error);
    try {
      await record({ ...report, receivedAt: new Date(now).toISOString() });
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
  const { receivedAt, context, ranges } = report;
  const data = { viewingId, videoId, durationSeconds, watchedSeconds, receivedAt, context };
  return viewCounting.commands.ReportViewing({ ...data, ranges: ranges && [...ranges] });
}

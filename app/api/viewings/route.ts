import { oncePerProcess } from '@/app/_lib/once-per-process';
import { send } from '@/app/_lib/commands/send-command';
import { viewCounting } from '@/workers/view-counting/contract';
import { pace } from './pace';
import { readReport, type Report } from './read-report';

export const dynamic = 'force-dynamic';

/** A report and the time when it arrived, by this server's clock, in ISO 8601. */
type ReceivedReport = Report & { receivedAt: string };

async function post({
  viewingId,
  videoId,
  durationSeconds,
  watchedSeconds,
  receivedAt,
}: ReceivedReport): Promise<void> {
  const command = viewCounting.commands.ReportViewing({
    viewingId,
    videoId,
    durationSeconds,
    watchedSeconds,
    receivedAt,
  });
  await send(viewCounting.commandStream(viewingId), command);
}

/**
 * Takes a player's report: `{ token, watchedSeconds }`, with the token from `/api/viewings/token`. Answers 204; or
 * `{ error }` if something is wrong, and then writes nothing.
 */
export async function POST(request: Request): Promise<Response> {
  const now = Date.now();
  const report = await readReport(request, now);
  if ('error' in report) return Response.json({ error: report.error }, { status: report.status });
  try {
    await oncePerProcess('paced viewings', () => pace(post))({ ...report, receivedAt: new Date(now).toISOString() });
  } catch (error) {
    console.error('Could not post a report of a viewing:', error);
    return Response.json({ error: 'Not recorded. Report again later.' }, { status: 503 });
  }
  return new Response(null, { status: 204 });
}

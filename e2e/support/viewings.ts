import { randomUUID } from 'node:crypto';
import { createMessageStore } from '@message-db/client';
import type { Page } from '@playwright/test';
import { viewCounting, type Viewer, type ViewingContext } from '@/workers/view-counting/contract';
import { openDatabase } from './view-tables';

/**
 * Writes the reports of one viewing that counts as a view: the whole video, an hour ago.
 * @param context where the viewer came from; a viewing of before contexts without it.
 * @param viewer who watches; a viewing of before view auditing without it.
 * @param startedAt milliseconds since the epoch.
 */
export async function viewOnce(
  videoId: string,
  durationSeconds: number,
  context?: ViewingContext,
  { viewer, startedAt = Date.now() - 3600_000 }: { viewer?: Viewer; startedAt?: number } = {},
): Promise<void> {
  const pool = openDatabase();
  const viewingId = randomUUID();
  const report = (watchedSeconds: number) =>
    viewCounting.commands.ReportViewing({
      viewingId,
      videoId,
      durationSeconds,
      watchedSeconds,
      receivedAt: new Date(startedAt + watchedSeconds * 1000).toISOString(),
      ...(viewer && { viewer, networkId: viewer.networkId }),
      ...(context && { context, ranges: [{ at: 0, from: 0, to: watchedSeconds, rate: 1, isVisible: true }] }),
    });
  await createMessageStore(pool).write(viewCounting.commandStream(viewingId), [report(0), report(durationSeconds)]);
  await pool.end();
}

/** Writes a report of a viewing that has played so much by now. */
export async function watchNow(viewingId: string, videoId: string, watchedSeconds: number): Promise<void> {
  const pool = openDatabase();
  const report = viewCounting.commands.ReportViewing({
    ...{ viewingId, videoId, durationSeconds: 3600, watchedSeconds, receivedAt: new Date().toISOString() },
    context: { source: 'home', sourceDetail: '', device: 'computer', browser: 'Firefox', language: 'en' },
    ranges: [{ at: 0, from: 0, to: watchedSeconds, rate: 1, isVisible: true }],
  });
  await createMessageStore(pool).write(viewCounting.commandStream(viewingId), [report]);
  await pool.end();
}

/** Returns the id of the next viewing that begins in a page, or in a frame of it, by its token. */
export async function nextViewing(page: Page): Promise<string> {
  const answer = await page.waitForResponse((response) => response.url().endsWith('/api/viewings/token'));
  const { token } = (await answer.json()) as { token: string };
  const payload = Buffer.from(token.split('.')[0]!, 'base64url').toString();
  return (JSON.parse(payload) as { viewingId: string }).viewingId;
}

/** Returns where the viewer came from and which parts of the video were credited, as the store has them now. */
export async function recorded(viewingId: string) {
  const database = openDatabase();
  try {
    const messages = await createMessageStore(database).readBatch(viewCounting.stream(viewingId));
    const events = messages.map((message) => viewCounting.readEvent(message));
    const contexts = events.map(({ data }) => data.context);
    const ranges = events.flatMap(({ data }) => ('ranges' in data && data.ranges) || []);
    return { contexts, ranges };
  } finally {
    await database.end();
  }
}

import type { NextRequest } from 'next/server';
import { clientKey } from '@/app/_lib/http/client-address';
import { pageStamp } from '@/app/_lib/commands/page-stamp';
import { currentUser } from '@/app/_lib/auth/current-user';
import { hasRecentNews, subscribe } from '@/app/_lib/live/news';
import { admit } from './admission';
import { readTopics } from './topics';

export const dynamic = 'force-dynamic';

const KEEP_ALIVE_MS = 25_000;
/** How long a browser waits before it comes back. Spread, so that a restart does not bring all of them at once. */
const RETRY_MS = 2_000;
const RETRY_SPREAD_MS = 3_000;
/** A client that leaves so many events unread is disconnected: a browser reconnects by itself, and hears what it missed. */
const MOST_UNREAD = 1_000;

/**
 * The one server-sent stream of a tab: first the stamp of a page made now, then an empty event whenever something that
 * the tab shows has changed. What has changed is for the page to read; the stream carries no data, so it can leak none.
 * 429 if a client has too many.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const user = await currentUser();
  const topics = readTopics(request.nextUrl.searchParams.getAll('topic'), user);
  if (typeof topics === 'string') return Response.json({ error: topics }, { status: 400 });
  const leave = admit(clientKey(request.headers));
  if (!leave)
    return Response.json(
      { error: 'Too many of your pages follow the site live.' },
      { status: 429, headers: { 'Retry-After': '60' } },
    );

  const { person, build } = pageStamp(user);
  const encoder = new TextEncoder();
  /** @param isClosed by the other side: closing it again would be an error. */
  let stop = (_isClosed = false) => {};
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) =>
          (controller.desiredSize ?? 0) > 0 ? controller.enqueue(encoder.encode(text)) : stop();
        const unsubscribe = subscribe(topics, () => send('data:\n\n'));
        const keepAlive = setInterval(() => send(':\n\n'), KEEP_ALIVE_MS);
        stop = (isClosed = false) => {
          stop = () => {};
          leave();
          unsubscribe();
          clearInterval(keepAlive);
          if (!isClosed) controller.close();
        };
        request.signal.addEventListener('abort', () => stop(), { once: true });
        // Lets the browser know at once that it is connected, also through proxies that wait for a first byte; and whose page
        // it would get now, of which build, so that one of somebody else, or of an older build, can say so.
        send(
          `retry: ${RETRY_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)}\nevent: page\ndata: ${person}.${build}\n\n`,
        );
        if (hasRecentNews(topics)) send('data:\n\n');
      },
      cancel: () => stop(true),
    },
    { highWaterMark: MOST_UNREAD },
  );
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // no-transform keeps compression, and with it buffering, away.
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}

import type { NextRequest } from 'next/server';
import { clientKey } from '@/app/_lib/http/client-address';
import { pageStamp } from '@/app/_lib/commands/page-stamp';
import { currentUser } from '@/app/_lib/auth/current-user';
import { hasRecentNews, subscribe } from '@/app/_lib/live/news';
import { admit } from './admission';
import { readTopics } from './topics';

export const dynamic = 'force-dynamic';

const KEEP_ALIVE_MS = 25_000;
/**
 * How long a browser waits before it reconnects, in milliseconds. A random part is added, so that a restart does not
 * bring all browsers at once.
 */
const RETRY_MS = 2_000;
const RETRY_SPREAD_MS = 3_000;
/**
 * A client with this many unread events is disconnected. A browser reconnects by itself, and then asks for what it
 * missed.
 */
const MAX_UNREAD = 1_000;

/**
 * The one server-sent stream of a tab: first the stamp of a page rendered now, then an empty event whenever something
 * that the tab shows has changed. The page reads the change itself. The stream carries no data, so it cannot leak any.
 * 429 if a client has too many streams.
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
  /** @param isClosed true if the client closed the stream. Closing it again would throw. */
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
        // Tells the browser at once that it is connected, also through proxies that wait for a first byte. The stamp
        // lets a page of another person or of an older build say that it is stale.
        send(
          `retry: ${RETRY_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)}\nevent: page\ndata: ${person}.${build}\n\n`,
        );
        if (hasRecentNews(topics)) send('data:\n\n');
      },
      cancel: () => stop(true),
    },
    { highWaterMark: MAX_UNREAD },
  );
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // no-transform prevents compression, and the buffering that comes with it.
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}

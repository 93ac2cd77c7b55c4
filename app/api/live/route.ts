import type { NextRequest } from 'next/server';
import { currentUser } from '@/app/_lib/session';
import { hasRecentNews, subscribe } from '@/app/_lib/news';
import { readTopics } from './topics';

export const dynamic = 'force-dynamic';

const KEEP_ALIVE_MS = 25_000;

/**
 * The one server-sent stream of a tab: an empty event whenever something that the tab shows has changed. What has
 * changed is for the page to read; the stream carries no data, so it can leak none.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const topics = readTopics(request.nextUrl.searchParams.getAll('topic'), await currentUser());
  if (typeof topics === 'string') return Response.json({ error: topics }, { status: 400 });

  const encoder = new TextEncoder();
  let stop = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const unsubscribe = subscribe(topics, () => send('data:\n\n'));
      const keepAlive = setInterval(() => send(':\n\n'), KEEP_ALIVE_MS);
      stop = () => {
        stop = () => {};
        unsubscribe();
        clearInterval(keepAlive);
        controller.close();
      };
      request.signal.addEventListener('abort', () => stop(), { once: true });
      // Tells the browser at once that it is connected, also through proxies that wait for a first byte.
      send('retry: 2000\n\n');
      if (hasRecentNews(topics)) send('data:\n\n');
    },
    cancel: () => stop(),
  });
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // no-transform keeps compression, and with it buffering, away.
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}

import { clientKey } from '@/app/_lib/http/client-address';
import { pageStamp } from '@/app/_lib/commands/page-stamp';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { sendError, type Handler } from '@/app/_lib/http/handler';
import { hasRecentNews, subscribe } from '@/app/_lib/live/news';
import { admit } from './admission';
import { readTopics } from './topics';

const KEEP_ALIVE_MS = 25_000;
/**
 * How long a browser waits before it reconnects, in milliseconds. A random part is added, so that a restart does not
 * bring all browsers at once.
 */
const RETRY_MS = 2_000;
const RETRY_SPREAD_MS = 3_000;
/**
 * A client with this many unread bytes, about a thousand events, is disconnected. A browser reconnects by itself, and
 * then asks for what it missed.
 */
const MAX_UNREAD_BYTES = 12_000;

/**
 * The one server-sent stream of a tab: first the stamp of a page rendered now, then an empty event whenever something
 * that the tab shows has changed. The page reads the change itself. The stream carries no data, so it cannot leak any.
 * 429 if a client has too many streams.
 */
export const live: Handler = async (request, response) => {
  const user = await signedInUser(request);
  const requested = new URL(request.url ?? '/', 'http://localhost').searchParams.getAll('topic');
  const topics = readTopics(requested, user);
  if (typeof topics === 'string') return sendError(response, 400, topics);
  const leave = admit(clientKey(request.headers));
  if (!leave) return sendError(response, 429, 'Too many of your pages follow the site live.', { 'Retry-After': '60' });

  response.once('close', stop);
  const unsubscribe = subscribe(topics, () => send('data:\n\n'));
  const keepAlive = setInterval(() => send(':\n\n'), KEEP_ALIVE_MS);
  function send(text: string): void {
    response.write(text);
    if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
  }
  function stop(): void {
    leave?.();
    unsubscribe();
    clearInterval(keepAlive);
  }

  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  // no-transform prevents compression, and the buffering that comes with it.
  response.setHeader('Cache-Control', 'no-cache, no-transform');
  response.setHeader('X-Accel-Buffering', 'no');
  if (request.method === 'HEAD' || response.destroyed) return void response.end();
  const { person, build } = pageStamp(user);
  // Tells the browser at once that it is connected, also through proxies that wait for a first byte. The stamp lets a
  // page of another person or of an older build say that it is stale.
  send(`retry: ${RETRY_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)}\nevent: page\ndata: ${person}.${build}\n\n`);
  if (hasRecentNews(topics)) send('data:\n\n');
};

import { environment } from '@/app/_lib/environment';
import { parseJson, readText } from '@/app/_lib/http/read-body';
import { collectorOf } from '@/tracing';
import { readSpans } from './spans';

export const dynamic = 'force-dynamic';

const MAX_BODY_BYTES = 128 * 1024;
/**
 * How many bodies may be on their way to the collector at a time, so that a slow collector costs a bounded amount of
 * memory.
 */
const MAX_IN_FLIGHT = 8;
const TIMEOUT_MS = 5000;

let inFlight = 0;

/** Passes the spans of this site's own pages on to the collector. Without tracing this address does not exist. */
export async function POST(request: Request): Promise<Response> {
  const collector = collectorOf(environment);
  if (!collector) return refuse(404, 'Nothing is traced here.');
  if (request.headers.get('sec-fetch-site') !== 'same-origin')
    return refuse(403, 'This is for pages of this site only.');
  if (inFlight >= MAX_IN_FLIGHT) return refuse(503, 'Too many requests at once. Try again in a moment.');
  inFlight += 1;
  try {
    const text = await readText(request, MAX_BODY_BYTES);
    if (text === null) return refuse(413, `Spans have at most ${MAX_BODY_BYTES} bytes.`);
    const spans = readSpans(parseJson(text));
    if (!spans) return refuse(400, 'The body must be spans of a page, as OTLP JSON.');
    const response = await fetch(collector.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...collector.headers },
      body: JSON.stringify(spans),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      cache: 'no-store',
    });
    await response.body?.cancel();
    return response.ok ? Response.json({}) : refuse(502, 'The collector refused the spans.');
  } catch {
    return refuse(502, 'The collector cannot be reached.');
  } finally {
    inFlight -= 1;
  }
}

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status });
}

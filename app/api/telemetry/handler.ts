import type { ServerResponse } from 'node:http';
import { environment } from '@/app/_lib/environment';
import { sendError, sendJson, type Handler } from '@/app/_lib/http/handler';
import { parseJson } from '@/app/_lib/http/parse-json';
import { collectorOf } from '@/tracing';
import { readSpans } from './spans';

/**
 * How many bodies may be on their way to the collector at a time, so that a slow collector costs a bounded amount of
 * memory.
 */
const MAX_IN_FLIGHT = 8;
const TIMEOUT_MS = 5000;

let inFlight = 0;

/** Passes the spans of this site's own pages on to the collector. Without tracing this address does not exist. */
export const telemetry: Handler = async (request, response, { body }) => {
  const collector = collectorOf(environment);
  if (!collector) return sendError(response, 404, 'Nothing is traced here.');
  if (request.headers['sec-fetch-site'] !== 'same-origin')
    return sendError(response, 403, 'This is for pages of this site only.');
  if (inFlight >= MAX_IN_FLIGHT) return sendError(response, 503, 'Too many requests at once. Try again in a moment.');
  const spans = readSpans(parseJson(body.toString()));
  if (!spans) return sendError(response, 400, 'The body must be spans of a page, as OTLP JSON.');
  inFlight += 1;
  try {
    await passOn(collector, spans, response);
  } catch {
    sendError(response, 502, 'The collector cannot be reached.');
  } finally {
    inFlight -= 1;
  }
};

async function passOn(
  collector: NonNullable<ReturnType<typeof collectorOf>>,
  spans: object,
  response: ServerResponse,
): Promise<void> {
  const answer = await fetch(collector.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...collector.headers },
    body: JSON.stringify(spans),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await answer.body?.cancel();
  if (answer.ok) sendJson(response, 200, {});
  else sendError(response, 502, 'The collector refused the spans.');
}

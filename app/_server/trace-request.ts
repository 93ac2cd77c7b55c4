import type { IncomingMessage, ServerResponse } from 'node:http';
import { propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Asked, Handler } from '../_lib/http/handler';
import { environment } from '../_lib/environment';
import { collectorOf } from '@/tracing';
import type { Route } from './routes';

const isTraced = collectorOf(environment) !== null;

/** Runs a handler in a span that continues the trace of the client, as Next does with what it answers. */
export async function traceRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { path, isUntraced }: Route,
  handler: Handler,
  asked: Asked,
): Promise<void> {
  if (!isTraced || isUntraced) return handler(request, response, asked);
  const { method = 'GET', headers } = request;
  const attributes = { 'http.request.method': method, 'http.route': path };
  const parent = propagation.extract(ROOT_CONTEXT, headers);
  const tracer = trace.getTracer('video-tutorials');
  await tracer.startActiveSpan(`${method} ${path}`, { kind: SpanKind.SERVER, attributes }, parent, async (span) => {
    try {
      await handler(request, response, asked);
    } finally {
      const { statusCode } = response;
      span.setAttribute('http.response.status_code', statusCode);
      if (statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    }
  });
}

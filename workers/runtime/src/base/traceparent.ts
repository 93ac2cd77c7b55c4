import { isSpanContextValid, type Span } from '@opentelemetry/api';

/** Returns the W3C `traceparent` that continues a span elsewhere; undefined for a span that records nothing. */
export function traceparentOf(span: Span): string | undefined {
  const context = span.spanContext();
  if (!isSpanContextValid(context)) return undefined;
  return `00-${context.traceId}-${context.spanId}-${context.traceFlags.toString(16).padStart(2, '0')}`;
}

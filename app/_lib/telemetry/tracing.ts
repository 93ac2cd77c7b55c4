import 'server-only';
import { SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';

/**
 * Runs `work` in a span below that of the request. Without tracing, OpenTelemetry's API gives a span that does nothing.
 * @param about.traceId the id of everything that follows from one command.
 * @param about.category the category that a message is written to. The span is then that of the sending.
 */
export function traced<Result>(
  name: string,
  about: { traceId: string; category?: string; messageId?: string },
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  const { traceId, category, messageId } = about;
  const sending = category !== undefined && {
    'messaging.system': 'message_db',
    'messaging.operation.type': 'send',
    'messaging.operation.name': 'send',
    'messaging.destination.name': category,
    'messaging.message.id': messageId,
  };
  const attributes = { 'messaging.message.conversation_id': traceId, ...sending };
  const kind = sending ? SpanKind.PRODUCER : SpanKind.INTERNAL;
  return trace.getTracer('video-tutorials').startActiveSpan(name, { kind, attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      // The error's message may contain what a user typed.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'Error' });
      throw error;
    } finally {
      span.end();
    }
  });
}

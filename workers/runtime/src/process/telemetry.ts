import type { Message } from '@message-db/client';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span, type Tracer } from '@opentelemetry/api';
import { traceparentOf } from '../base/traceparent';
import type { MessageTracing, ReportFailure } from '../consuming/subscription';

/** The consumer that handles messages. */
interface Reader {
  readonly consumer: string;
  readonly category: string;
  readonly partition: number;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * Continues traces across messages. The writer of a message puts the `traceparent` of its span into the metadata; the
 * handler's span continues it, and messages that follow inherit the `traceparent` of the handler's span.
 */
export class Telemetry implements MessageTracing {
  /** @param tracer null if tracing is off: messages are passed on unchanged. */
  constructor(private readonly tracer: Tracer | null) {}

  async follow<Result>(
    verb: 'handle' | 'project',
    messages: readonly Message[],
    reader: Reader,
    work: (messages: readonly Message[], reportFailure: ReportFailure) => Promise<Result>,
  ): Promise<Result> {
    const { tracer } = this;
    if (!tracer || !messages.some(isTraced)) return work(messages, () => {});
    const spans = new Map<string, Span>();
    const followed = messages.map((message) => {
      if (!isTraced(message)) return message;
      const span = begin(tracer, verb, message, reader);
      spans.set(message.id, span);
      return { ...message, metadata: { ...message.metadata, traceparent: traceparentOf(span) } };
    });
    try {
      return await work(followed, ({ id }, error) => fail(spans.get(id), error));
    } catch (error) {
      for (const span of spans.values()) fail(span, error);
      throw error;
    } finally {
      for (const span of spans.values()) span.end();
    }
  }
}

function isTraced({ metadata }: Message): boolean {
  return metadata.traceparent !== undefined && TRACEPARENT.test(metadata.traceparent);
}

/** Omit the stream name: the id of an address's entity is derived from the address, and could be guessed. */
function begin(tracer: Tracer, verb: string, message: Message, reader: Reader): Span {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(message.metadata.traceparent!)!;
  const parent = { traceId: traceId!, spanId: spanId!, traceFlags: Number.parseInt(flags!, 16), isRemote: true };
  const attributes = {
    'messaging.system': 'message_db',
    'messaging.operation.type': 'process',
    'messaging.operation.name': verb,
    'messaging.destination.name': reader.category,
    'messaging.destination.partition.id': String(reader.partition),
    'messaging.consumer.group.name': reader.consumer,
    'messaging.message.id': message.id,
    'messaging.message.conversation_id': message.metadata.traceId,
    'message_db.global_position': message.globalPosition,
  };
  const options = { kind: SpanKind.CONSUMER, attributes };
  return tracer.startSpan(`${verb} ${message.type}`, options, trace.setSpanContext(ROOT_CONTEXT, parent));
}

/** Omit the error's message, because it may quote personal data. The log has it. */
function fail(span: Span | undefined, error: unknown): void {
  span?.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'Error' });
}

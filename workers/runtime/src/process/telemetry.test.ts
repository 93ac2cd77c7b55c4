import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { expect, test } from 'vitest';
import { Telemetry } from './telemetry';
import { Add } from '@/workers/testing/fixtures/counter';
import { asRead } from '../testing/message';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const reader = { consumer: 'counter', category: 'counter:command', partition: 2 };

function traced() {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  return { telemetry: new Telemetry(provider.getTracer('test')), spans: () => exporter.getFinishedSpans() };
}

const message = (traceparent?: string) =>
  asRead(Add({ counterId: 'a', amount: 1 }, { metadata: { traceId: 'ours', ...(traceparent && { traceparent }) } }));

test('a message of a trace is handled in its own span, which its followers continue', async () => {
  const { telemetry, spans } = traced();
  const plain = message();
  const given = [message(`00-${TRACE}-${PARENT}-01`), plain];
  const seen = await telemetry.follow('handle', given, reader, async (messages) => messages);
  const [span, ...others] = spans();
  expect(others).toEqual([]);
  expect(span).toMatchObject({
    name: 'handle Add',
    parentSpanContext: { traceId: TRACE, spanId: PARENT },
    attributes: {
      'messaging.destination.name': 'counter:command',
      'messaging.destination.partition.id': '2',
      'messaging.consumer.group.name': 'counter',
      'messaging.message.conversation_id': 'ours',
    },
  });
  expect(seen[0]!.metadata).toEqual({
    schemaVersion: 1,
    traceId: 'ours',
    traceparent: `00-${TRACE}-${span!.spanContext().spanId}-01`,
  });
  expect(seen[1]).toBe(plain);
});

test('keeps the trace of a message that is not recorded', async () => {
  const { telemetry, spans } = traced();
  const given = [message(`00-${TRACE}-${PARENT}-00`)];
  const [seen] = await telemetry.follow('handle', given, reader, async (messages) => messages);
  expect(seen!.metadata.traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
  expect(spans()).toEqual([]);
});

test('a failed batch marks all its spans as failed, without data of its messages', async () => {
  const { telemetry, spans } = traced();
  const failing = telemetry.follow('project', [message(`00-${TRACE}-${PARENT}-01`)], reader, () =>
    Promise.reject(new RangeError('ada@example.org is no number')),
  );
  await expect(failing).rejects.toThrow('no number');
  expect(spans()).toMatchObject([{ name: 'project Add', status: { code: 2, message: 'RangeError' } }]);
});

test('a failed message in a successful batch marks only its span as failed', async () => {
  const { telemetry, spans } = traced();
  const given = [message(`00-${TRACE}-${PARENT}-01`), message(`00-${TRACE}-${PARENT}-01`)];
  await telemetry.follow('handle', given, reader, async ([, second], failed) => failed(second!, new Error('Boom')));
  expect(spans().map(({ status }) => status.code)).toEqual([0, 2]);
});

test.each(['', 'nonsense', `00-${TRACE}-${PARENT}`, `ff-${TRACE}-${PARENT}-01`])(
  '"%s" starts no span, and is passed on unchanged',
  async (traceparent) => {
    const { telemetry, spans } = traced();
    const given = [message(traceparent)];
    expect(await telemetry.follow('handle', given, reader, async (messages) => messages)).toBe(given);
    expect(spans()).toEqual([]);
  },
);

test('passes messages on unchanged if tracing is off', async () => {
  const given = [message(`00-${TRACE}-${PARENT}-01`)];
  expect(await new Telemetry(null).follow('handle', given, reader, async (messages) => messages)).toBe(given);
});

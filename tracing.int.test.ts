import { ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { afterEach, expect, test, vi } from 'vitest';
import { eventually } from '@message-db/runtime/testing';
import { readEnvironment } from './environment';
import { collectorOf, startTracing } from './tracing';
import { startCollector, type Collector } from './workers/testing/collector';

const open: Collector[] = [];
afterEach(() => vi.unstubAllEnvs());
afterEach(() => Promise.all(open.splice(0).map((collector) => collector.close())));

async function listen(): Promise<Collector> {
  const started = await startCollector();
  open.push(started);
  return started;
}

test('nothing is traced without a collector', async () => {
  expect(await startTracing(readEnvironment({}), { service: 'app', onStateChange: () => {} })).toBeNull();
});

test('spans reach the collector with the name of their process and the configured headers', async () => {
  const { url, spans } = await listen();
  const environment = readEnvironment({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc, x-tenant=1',
  });
  const tracing = await startTracing(environment, { service: 'identity', onStateChange: () => {} });
  tracing!.tracer.startSpan('handle Register', { kind: SpanKind.CONSUMER, attributes: { n: 1 } }).end();
  await tracing!.stop();
  expect(spans).toMatchObject([
    { service: 'identity', name: 'handle Register', parentSpanId: null, attributes: { n: 1 } },
  ]);
  expect(open[0]!.headers).toMatchObject({ authorization: 'Bearer abc', 'x-tenant': '1' });
});

test('query strings are removed from URLs', async () => {
  const { url, spans } = await listen();
  const environment = readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const tracing = await startTracing(environment, { service: 'app', onStateChange: () => {} });
  const target = '/confirm?token=secret';
  const root = tracing!.tracer.startSpan(`GET ${target}`, { attributes: { 'http.target': target } });
  tracing!.tracer.startSpan('render', {}, trace.setSpan(ROOT_CONTEXT, root)).end();
  root.end();
  await tracing!.stop();
  expect(spans.map(({ name }) => name).sort()).toEqual(['GET /confirm', 'render']);
  expect(spans.find(({ name }) => name !== 'render')!.attributes).toEqual({ 'http.target': '/confirm' });
});

test('a process stops within a second while the collector is down', async () => {
  const down = await listen();
  await open.pop()!.close();
  const environment = readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: down.url });
  const tracing = await startTracing(environment, { service: 'app', onStateChange: () => {} });
  tracing!.tracer.startSpan('lost').end();
  await expect(tracing!.stop()).resolves.toBeUndefined();
});

test('a refusal of the collector is reported once, and so is its end', async () => {
  vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '10');
  const { url, answers, spans } = await listen();
  const reported: string[] = [];
  const environment = readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const tracing = await startTracing(environment, { service: 'app', onStateChange: (state) => reported.push(state) });
  const send = async () => {
    const before = answers.length;
    tracing!.tracer.startSpan('one').end();
    await eventually(() => expect(answers.length).toBe(before + 1));
  };
  open[0]!.refuse(true);
  await send();
  await send();
  open[0]!.refuse(false);
  await send();
  await tracing!.stop();
  expect(answers).toEqual([400, 400, 200]);
  expect(spans).toHaveLength(1);
  expect(reported).toEqual([expect.stringMatching(/^Traces are lost, /), 'The collector accepts traces again']);
});

test('the path of the collector stays in the URL for spans', () => {
  const environment = readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://example.org/otlp/' });
  expect(collectorOf(environment)).toEqual({ url: 'https://example.org/otlp/v1/traces', headers: {} });
});

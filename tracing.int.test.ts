import { ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { afterEach, expect, test, vi } from 'vitest';
import { eventually } from '@/workers/runtime/src/testing/eventually';
import { readEnvironment } from './environment';
import { collectorOf, startTracing } from './tracing';
import { startCollector, type Collector } from './workers/runtime/src/testing/collector';

const open: Collector[] = [];
afterEach(() => vi.unstubAllEnvs());
afterEach(() => Promise.all(open.splice(0).map((collector) => collector.close())));

async function listen(): Promise<Collector> {
  const started = await startCollector();
  open.push(started);
  return started;
}

test('without a collector, nothing is traced', async () => {
  expect(await startTracing(readEnvironment({}), { service: 'app', onTrouble: () => {} })).toBeNull();
});

test('spans reach the collector under the name of their process, with the headers it wants', async () => {
  const { url, spans } = await listen();
  const environment = readEnvironment({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc, x-tenant=1',
  });
  const tracing = await startTracing(environment, { service: 'identity', onTrouble: () => {} });
  tracing!.tracer.startSpan('handle Register', { kind: SpanKind.CONSUMER, attributes: { n: 1 } }).end();
  await tracing!.stop();
  expect(spans).toMatchObject([
    { service: 'identity', name: 'handle Register', parentSpanId: null, attributes: { n: 1 } },
  ]);
  expect(open[0]!.headers).toMatchObject({ authorization: 'Bearer abc', 'x-tenant': '1' });
});

test('what is ignored is left out with all below it, and queries are left out of addresses', async () => {
  const { url, spans } = await listen();
  const environment = readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const tracing = await startTracing(environment, { service: 'app', ignored: ['/api/health'], onTrouble: () => {} });
  for (const target of ['/api/health?a=1', '/confirm?token=secret']) {
    const root = tracing!.tracer.startSpan(`GET ${target}`, { attributes: { 'http.target': target } });
    tracing!.tracer.startSpan('render', {}, trace.setSpan(ROOT_CONTEXT, root)).end();
    root.end();
  }
  await tracing!.stop();
  expect(spans.map(({ name }) => name).sort()).toEqual(['GET /confirm', 'render']);
  expect(spans.find(({ name }) => name !== 'render')!.attributes).toEqual({ 'http.target': '/confirm' });
});

test('a collector that is away costs the end of a process no more than a second', async () => {
  const away = await listen();
  await open.pop()!.close();
  const environment = readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: away.url });
  const tracing = await startTracing(environment, { service: 'app', onTrouble: () => {} });
  tracing!.tracer.startSpan('lost').end();
  await expect(tracing!.stop()).resolves.toBeUndefined();
});

test('a collector that takes no spans is told of once, and so is that it takes them again', async () => {
  vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '10');
  const { url, answers, spans } = await listen();
  const told: string[] = [];
  const environment = readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const tracing = await startTracing(environment, { service: 'app', onTrouble: (news) => told.push(news) });
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
  expect(told).toEqual([expect.stringMatching(/^Traces are lost, /), 'The collector takes traces again']);
});

test('a path of the collector is kept', () => {
  const environment = readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://example.org/otlp/' });
  expect(collectorOf(environment)).toEqual({ url: 'https://example.org/otlp/v1/traces', headers: {} });
});

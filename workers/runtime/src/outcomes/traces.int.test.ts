import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { readEnvironment } from '@/environment';
import { startTracing, type Tracing } from '@/tracing';
import { decides } from '../deciding/decides';
import { reacts } from '../reacting/reacts';
import { startCollector, type CollectedSpan } from '@/workers/testing/collector';
import { Add, Added, counter, counterDecider, counters } from '@/workers/testing/fixtures/counter';
import { eventually, openTestSite } from '@/workers/testing/test-site';
import { startTestAggregator, startTestComponent } from '@/workers/testing/worker';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PAGE = 'b7ad6b7169203331';
const traceparent = `00-${TRACE}-${PAGE}-01`;

const site = await openTestSite();
const collector = await startCollector();
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  await site.pool.query('TRUNCATE message_store.messages');
});
afterEach(async () => {
  await stopAll();
  collector.forget();
});
afterAll(async () => {
  await collector.close();
  await site.close();
});

async function trace(service: string): Promise<Tracing | null> {
  const environment = readEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  return startTracing(environment, { service, onStateChange: () => {} });
}

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}

async function runComponent(tracing: Tracing | null): Promise<void> {
  const echoes = reacts({
    name: 'echoes',
    category: counter.category,
    writes: [counter.commandCategory],
    read: counter.readEvent,
    handlers: {
      Added: ({ data }) => {
        if (data.counterId === 'echo') return [];
        return [{ streamName: counter.commandStream('echo'), message: Add({ ...data, counterId: 'echo' }) }];
      },
    },
  });
  const component = { name: 'counter', subscriptions: [decides(counter, counterDecider), echoes] };
  const worker = startTestComponent(site.url, component, { tracing });
  stops.push(async () => {
    await worker.stop();
    await tracing?.stop();
  });
}

async function runAggregator(): Promise<void> {
  const tracing = await trace('test-counters');
  const worker = startTestAggregator(site.url, counters, { tracing });
  stops.push(async () => {
    await worker.stop();
    await tracing?.stop();
  });
  await worker.ready;
}

const metadataOf = async (stream: string) => {
  const messages = (await site.store.readStreams([stream])).get(stream) ?? [];
  return messages.map(({ metadata }) => metadata.traceparent);
};
const at = ({ spanId }: CollectedSpan) => `00-${TRACE}-${spanId}-01`;

test('a trace covers a command, its events, their followers and their projections', async () => {
  await runComponent(await trace('counter'));
  await runAggregator();
  await site.write(counter.commandStream('a'), Add({ counterId: 'a', amount: 1 }, { metadata: { traceparent } }));
  await eventually(async () => {
    const { rows } = await site.pool.query('SELECT counter_id FROM view.test_counters ORDER BY 1');
    expect(rows).toEqual([{ counter_id: 'a' }, { counter_id: 'echo' }]);
  });
  await eventually(async () => {
    const { rows } = await site.pool.query(
      `SELECT position = (SELECT max(global_position) FROM message_store.messages WHERE stream_name = 'counter-echo') AS done
       FROM runtime.checkpoint WHERE consumer = 'echoes'`,
    );
    expect(rows).toEqual([{ done: true }]);
  });
  await stopAll();

  const { spans } = collector;
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  const below = (parent: string) =>
    spans.filter(({ parentSpanId }) => parentSpanId === parent).sort((a, b) => a.name.localeCompare(b.name));
  const named = (list: CollectedSpan[]) => list.map(({ service, name }) => `${service}: ${name}`);

  const [handled, ...others] = below(PAGE);
  expect([named([handled!]), others]).toEqual([['counter: handle Add'], []]);
  expect(handled).toMatchObject({
    kind: 5,
    status: 0,
    attributes: { 'messaging.destination.name': 'counter:command', 'messaging.consumer.group.name': 'counter' },
  });
  expect(await metadataOf('counter-a')).toEqual([at(handled!)]);

  const afterEvent = below(handled!.spanId);
  expect(named(afterEvent)).toEqual(['counter: handle Added', 'test-counters: project Added']);
  expect(await metadataOf('counter:command-echo')).toEqual([at(afterEvent[0]!)]);

  const [echoed] = below(afterEvent[0]!.spanId);
  expect(named([echoed!])).toEqual(['counter: handle Add']);
  expect(named(below(echoed!.spanId))).toEqual(['counter: handle Added', 'test-counters: project Added']);
});

test('messages without a trace do not start one', async () => {
  await runComponent(await trace('counter'));
  await site.write(counter.commandStream('a'), Add({ counterId: 'a', amount: 1 }));
  await eventually(async () => expect(await metadataOf('counter-echo')).toEqual([undefined]));
  await stopAll();
  expect(collector.spans).toEqual([]);
});

test('a rebuild adds nothing to the traces of old events', async () => {
  await site.write(counter.stream('a'), Added({ counterId: 'a', amount: 1, total: 1 }, { metadata: { traceparent } }));
  await site.pool.query(`UPDATE message_store.messages SET time = time - interval '2 minutes'`);
  await runAggregator();
  await eventually(async () => {
    const { rowCount } = await site.pool.query(`SELECT FROM view.test_counters WHERE counter_id = 'a'`);
    expect(rowCount).toBe(1);
  });
  await stopAll();
  expect(collector.spans).toEqual([]);
});

test('passes a trace on unchanged if tracing is off', async () => {
  await runComponent(null);
  await site.write(counter.commandStream('a'), Add({ counterId: 'a', amount: 1 }, { metadata: { traceparent } }));
  await eventually(async () => expect(await metadataOf('counter-echo')).toEqual([traceparent]));
});

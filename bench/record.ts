import { randomUUID } from 'node:crypto';
import { viewCounting } from '@/workers/view-counting/contract';
import { alternate } from './alternate';
import { updatePerView } from './baselines/update-per-view';
import { cpuSeconds } from './cpu';
import { figureOf, type Figure } from './figure';
import { requestText } from './load/connection';
import type { LoadRequest } from './load/load';
import { startLoadClient, type LoadClient } from './load/load-client';
import { openWriter } from './our-writer';
import { mintTokens, startPlainServer, type PlainServer } from './plain-server/plain-server';
import type { Database } from './server';
import type { Bench, Testbed } from './testbed';
import { writeFor, type Item } from './writers';

const RUNS = 5;
const RUN_MS = 1500;
const CONNECTIONS = 64;
/** More viewings than a run can report, so that none is paused because it was reported a moment ago. */
const VIEWINGS = 64_000;
const HOT_WRITERS = 32;
const HOT_ITEMS = 60_000;

/** Viewing reports a second that one process of the application accepts. */
export const record: Bench = {
  name: 'record',
  async run(testbed) {
    const database = await (await testbed.server()).database('record');
    try {
      return [...(await overHttp(testbed, database)), await hotVideo(testbed, database)];
    } finally {
      await database.drop();
    }
  },
};

async function overHttp(testbed: Testbed, { url }: Database): Promise<Figure[]> {
  const client = await startLoadClient(testbed);
  const tokens = await mintTokens(testbed, url, VIEWINGS);
  const store = await openWriter(url);
  const servers = {
    ours: await startPlainServer(testbed, url, 'ours'),
    nothing: await startPlainServer(testbed, url, 'nothing'),
    own: await startPlainServer(testbed, url, 'own'),
  };
  const cpu = { ours: [] as number[], nothing: [] as number[], own: [] as number[] };
  const variant = (name: keyof typeof servers) => async (run: number) => {
    const before = await store.last();
    const cpuBefore = cpuSeconds(servers[name].pid);
    const { answered, rate } = await client.measure(loadOf(servers[name], tokens));
    if (run >= 0) cpu[name].push(((cpuSeconds(servers[name].pid) - cpuBefore) / answered) * 1e6);
    const written = name === 'nothing' ? 0 : answered;
    const batch = await store.batchSince(before, written);
    testbed.log(`run ${run + 1} of ${RUNS}, ${name}: ${Math.round(rate)}/s${written ? ` in commits of ${batch}` : ''}`);
    return rate;
  };
  const { ours, nothing, own } = await alternate(
    RUNS,
    { ours: variant('ours'), nothing: variant('nothing'), own: variant('own') },
    { warmUps: 1 },
  );
  await Promise.all([store.close(), ...Object.values(servers).map(({ stop }) => stop())]);
  const figure = (text: string, baseline: number[], atLeast: number) =>
    figureOf('record', `reports/s, ${CONNECTIONS} connections, to ${text}`, { ours, baseline }, { atLeast });
  return [
    figure('the same handler writing nothing', nothing, 0.8),
    figure('the same handler with one write_message each', own, 4),
    figureOf(
      'record',
      'CPU µs of the application for a report, to the same handler writing nothing',
      { ours: cpu.ours, baseline: cpu.nothing },
      null,
    ),
  ];
}

function loadOf(server: PlainServer, tokens: readonly string[]): Parameters<LoadClient['measure']>[0] {
  const requests = tokens.map((token, n): LoadRequest => {
    const watchedSeconds = 10 + (n % 60);
    const ranges = [{ from: 0, to: watchedSeconds, at: 0, rate: 1, isVisible: true }];
    const body = JSON.stringify({ token, watchedSeconds, ranges });
    return {
      text: requestText('POST', '/api/viewings', server, { 'Content-Type': 'text/plain;charset=UTF-8' }, body),
      status: 204,
    };
  });
  return { host: server.host, port: server.port, connections: CONNECTIONS, durationMs: RUN_MS, requests };
}

/** Reports of one video by many viewers, beneath HTTP. */
async function hotVideo(testbed: Testbed, { url }: Database): Promise<Figure> {
  testbed.log(`${HOT_WRITERS} writers on one video`);
  const our = await openWriter(url);
  const update = await updatePerView(url, HOT_WRITERS);
  const measured = await alternate(
    RUNS,
    {
      ours: async () => {
        const before = await our.last();
        const { done, rate } = await writeFor(RUN_MS, reports(HOT_ITEMS), HOT_WRITERS, our.write);
        await our.batchSince(before, done);
        return rate;
      },
      baseline: () => update.countFor(RUN_MS),
    },
    { warmUps: 1 },
  );
  await Promise.all([our.close(), update.close()]);
  const text = 'UPDATE videos SET views = views + 1, a connection each';
  return figureOf('record', `reports/s of one video, ${HOT_WRITERS} writers, to ${text}`, measured, { atLeast: 4 });
}

function reports(count: number): Item[] {
  const videoId = randomUUID();
  const receivedAt = new Date().toISOString();
  return Array.from({ length: count }, (_, n) => {
    const viewingId = randomUUID();
    const data = { viewingId, videoId, durationSeconds: 600, watchedSeconds: 10 + (n % 60), receivedAt };
    const message = viewCounting.commands.ReportViewing(data);
    const metadata = { ...message.metadata, traceId: message.id };
    return { streamName: viewCounting.commandStream(viewingId), message: { ...message, metadata } };
  });
}

import { parentPort, workerData } from 'node:worker_threads';
import { createPool } from '@message-db/client';
import type pg from 'pg';
import { TOPICS_CHANNEL } from '@message-db/runtime';
import { connect } from '../connect';
import { Board, CHANGES_CHANNEL, readPayload, type Change } from './board';
import type { ThreadData } from './job';

/*
 * A thread that hears announcements as soon as anybody can: it does nothing else, and has several connections, because
 * Postgres signals its listeners one after another, in the order of their backends. Half of them are in front of the
 * application's listener, if there is a free place.
 */

const CONNECTIONS = 4;
/** Postgres gives places in turn, so that an earlier one is free after about as many connections as it allows. */
const MAX_ATTEMPTS = 250;
/** The names with which the aggregators of the views connect. An announcement of another worker is not about its row. */
const WORKERS = { home: 'worker home-page', watch: 'worker videos' } as const;

/** The places of this backend, and of the application's listener: its last statement was LISTEN, or a fence. */
const PLACES = `
  SELECT min(id) FILTER (WHERE pid = pg_backend_pid()) < min(id) FILTER (WHERE application_name = 'application') AS "isFirst"
  FROM pg_stat_get_backend_idset() AS id JOIN pg_stat_activity ON pid = pg_stat_get_backend_pid(id)
  WHERE pid = pg_backend_pid() OR query ~ '^(LISTEN|SELECT 1$)'`;

/** The renaming by a command that is being waited for: the only one on its way. */
export interface Renaming {
  readonly video: number;
  readonly topic: string;
  readonly number: number;
}

const { job, memory } = workerData as ThreadData;
const board = new Board(job.videoIds.length, memory);
const heard: number[] = [];
const workers = new Map<number, Promise<string>>();
let renaming: Renaming | null = null;

const names = createPool({ connectionString: job.databaseUrl, max: 1 });
let inFront = 0;
const connections: pg.Client[] = [];
for (let index = 0; index < CONNECTIONS; index += 1) connections.push(await listen(index));
parentPort!.on('message', async (message: Renaming | 'end') => {
  if (message !== 'end') {
    renaming = message;
    return parentPort!.postMessage('ready');
  }
  await Promise.all([names, ...connections].map((client) => client.end()));
  parentPort!.postMessage({ heard: Math.min(...heard), inFront });
  parentPort!.close();
});
parentPort!.postMessage('ready');

/** Connects in front of the application's listener, or anywhere if there is no such place. */
async function connectFirst(): Promise<pg.Client> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await connect(job.databaseUrl);
    const { rows } = await client.query<{ isFirst: boolean | null }>(PLACES);
    if (rows[0]?.isFirst || attempt === MAX_ATTEMPTS) {
      if (rows[0]?.isFirst) inFront += 1;
      return client;
    }
    await client.end();
  }
}

async function listen(index: number): Promise<pg.Client> {
  const client = index % 2 === 0 ? await connectFirst() : await connect(job.databaseUrl);
  heard[index] = 0;
  client.on('notification', ({ channel, payload = '', processId }) => {
    if (channel === TOPICS_CHANNEL) return void hearTopic(payload, processId);
    const change = readPayload(payload);
    if (change.number > job.after) heard[index]! += 1;
    board.hear(change);
  });
  for (const channel of [TOPICS_CHANNEL, CHANGES_CHANNEL])
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
  return client;
}

/** Hears that a worker has shown the renaming in its view. */
async function hearTopic(topic: string, processId: number): Promise<void> {
  const current = renaming;
  if (current === null) return;
  const view = topic === 'home' ? 'home' : topic === current.topic ? 'watch' : null;
  if (view === null || (await workerOf(processId)) !== WORKERS[view]) return;
  const change: Change = { view, video: current.video, kind: 'named', number: current.number };
  board.hear(change);
  parentPort!.postMessage({ shown: change });
}

function workerOf(processId: number): Promise<string> {
  let name = workers.get(processId);
  if (!name) {
    name = names
      .query<{ name: string }>('SELECT application_name AS name FROM pg_stat_activity WHERE pid = $1', [processId])
      .then(({ rows }) => rows[0]?.name ?? '');
    workers.set(processId, name);
  }
  return name;
}

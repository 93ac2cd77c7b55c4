import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Connection, requestText } from '../load/connection';
import { textOf } from '../load/load';
import type { Response } from '../load/response-reader';
import { Board, shownIn } from './board';
import type { Job, JobResult, ThreadData } from './job';
import { oldness, type ReadPage } from './old';
import { messageOf, renamesOneByOne } from './renames';

/*
 * The process of the readers: load pages over many connections while the views change, and compare each response with
 * what had been heard before its request was sent. Listeners and changers are threads beside it, and for half of the
 * time a thread that only takes CPU time, so that one process hears later than another.
 */

/** What clients accept, by turns, and whether they navigate in an open page. A server may keep an answer for each. */
const CLIENTS: readonly Record<string, string>[] = [
  {},
  { 'Accept-Encoding': 'gzip' },
  { 'Accept-Encoding': 'gzip, deflate, br' },
  { RSC: '1', 'Accept-Encoding': 'gzip' },
];
const BUSY_MS = 2000;
const EXAMPLES = 5;
/** Reading goes on after the last change. */
const REST_MS = 1000;

const BUSY = `const flag = new Int32Array(require('node:worker_threads').workerData);
for (;;) if (Atomics.load(flag, 0) === 0) Atomics.wait(flag, 0, 0);`;

process.once('message', (job: Job) => {
  run(job).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.stack }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ type: 'ready' });

async function run(job: Job): Promise<JobResult> {
  const board = new Board(job.videoIds.length);
  const thread = (name: string) =>
    new Worker(new URL(`./${name}.js`, import.meta.url), {
      workerData: { job, memory: board.memory } satisfies ThreadData,
      stdout: true,
    });
  const flag = new SharedArrayBuffer(4);
  const busy = new Worker(BUSY, { eval: true, workerData: flag });
  const toggle = setInterval(() => {
    Atomics.xor(new Int32Array(flag), 0, 1);
    Atomics.notify(new Int32Array(flag), 0);
  }, BUSY_MS);
  const listeners = thread('freshness-listeners');
  await once(listeners, 'message');
  const changer = thread('freshness-changer');
  const failed = once(changer, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  await Promise.race([once(changer, 'message'), failed]);

  let isOver = false;
  const startedAt = performance.now();
  const readers = Array.from({ length: job.connections }, () => read(job, board, () => isOver));
  const renames = renamesOneByOne(job, listeners, () => isOver);
  const changed = once(changer, 'message');
  changer.postMessage('go');
  await Promise.race([changed, failed, ...readers, renames]);
  const elapsedMs = performance.now() - startedAt;
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  isOver = true;
  const [results, commands] = [await Promise.all(readers), await renames];
  clearInterval(toggle);
  await busy.terminate();
  const ended = messageOf<{ heard: number; inFront: number }>(
    listeners,
    (message) => typeof message === 'object' && 'heard' in message,
  );
  listeners.postMessage('end');
  const { heard, inFront } = await ended;
  if (heard !== job.changes) throw new Error(`void: ${heard} of ${job.changes} announcements were heard`);
  return {
    responses: results.reduce((sum, { responses }) => sum + responses, 0),
    old: results.reduce((sum, { old }) => sum + old.length, 0),
    examples: results.flatMap(({ old }) => old).slice(0, EXAMPLES),
    changes: heard,
    commands,
    inFront,
    elapsedMs,
  };
}

/** Loads one page after another over one connection. @returns the number of responses, and what was old in old ones. */
async function read(job: Job, board: Board, isOver: () => boolean): Promise<{ responses: number; old: string[] }> {
  const connection = new Connection(job.site);
  const old: string[] = [];
  let responses = 0;
  for (; !isOver(); responses += 1) {
    const page = job.pages[Math.floor(Math.random() * job.pages.length)]!;
    const headers = CLIENTS[Math.floor(Math.random() * CLIENTS.length)]!;
    const heard = board.heard(page.view);
    const response = await load(connection, job, pathOf(page, job, headers), headers);
    const shown = shownIn(checked(page, response));
    const problem = oldness(page, shown, heard, board.begun(page.view), job);
    if (problem !== null) old.push(`${pathOf(page, job, headers)} (${Object.values(headers).join(', ')}): ${problem}`);
  }
  connection.close();
  return { responses, old };
}

/** Loads a page from its own address, which changes with the name of a video. */
async function load(
  connection: Connection,
  job: Job,
  path: string,
  headers: Record<string, string>,
): Promise<Response> {
  const response = await connection.exchange(Buffer.from(requestText('GET', path, job.site, headers)));
  const [, own] = /\r\nlocation: ([^\r]+)/i.exec(response.head) ?? [];
  return own === undefined ? response : load(connection, job, own, headers);
}

/** Next expects a hash of the other headers of its router, which is empty without any. */
function pathOf(page: ReadPage, { videoIds }: Job, headers: Record<string, string>): string {
  const path = page.view === 'home' ? '/' : `/watch/${videoIds[page.video]}`;
  return 'RSC' in headers ? `${path}?_rsc=` : path;
}

/** @returns the text of a page. @throws {Error} for what is neither that page nor, of a withdrawn video, its absence. */
function checked(page: ReadPage, response: Response): string {
  const { status } = response;
  if (status !== 200 && !(status === 404 && page.view === 'watch'))
    throw new Error(`void: a page answers ${status}: ${textOf(response).slice(0, 200)}`);
  return textOf(response);
}

import { setTimeout as delay } from 'node:timers/promises';
import { alternate } from './alternate';
import { figureOf, type Figure, type Goal } from './figure';
import { Connection, requestText } from './load/connection';
import type { LoadRequest } from './load/load';
import { startLoadClient, type LoadClient } from './load/load-client';
import { startSite, type Site } from './site/site';
import { percentile } from './statistics';
import type { Bench } from './testbed';

const RUNS = 5;
const RUN_MS = 4000;
const CROWD = 500;
/** As many as a process of the application works on at a time. */
const FEW = 16;
/** Of each variant, so that no viewing is paused because it was reported a moment ago. */
const VIEWINGS = 400;
const REPORT_PAUSE_MS = 20;
const SIGN_IN_PAUSE_MS = 200;
const ALONE = 20;

/** What requests of one kind took in each run, in milliseconds, p99. */
interface Times {
  readonly page: number[];
  readonly report: number[];
  readonly signIn: number[];
}

/** What 500 connections do to a whole site: to its pages, to what comes before pages, and afterwards. */
export const overload: Bench = {
  name: 'overload',
  async run(testbed) {
    const site = await startSite(testbed, 'overload');
    const client = await startLoadClient(testbed);
    const times = { crowd: noTimes(), few: noTimes() };
    const alone = { before: [] as number[], after: [] as number[] };
    const loaded = (name: 'crowd' | 'few', connections: number) => async (run: number) => {
      const before = await timeAlone(site);
      const { rate, refused, took } = await load(client, site, connections);
      if (name === 'crowd' && run >= 0) {
        alone.before.push(before);
        alone.after.push(await timeAlone(site));
      }
      testbed.log(
        `run ${run + 1} of ${RUNS}, ${connections} connections: ${Math.round(rate)} pages/s, p99 ${took.page.toFixed(0)} ms; ${Math.round(refused)} refused/s; a report ${took.report.toFixed(0)} ms, a sign-in ${took.signIn.toFixed(0)} ms`,
      );
      for (const kind of ['page', 'report', 'signIn'] as const) if (run >= 0) times[name][kind].push(took[kind]);
      return rate;
    };
    const rates = await alternate(RUNS, { crowd: loaded('crowd', CROWD), few: loaded('few', FEW) }, { warmUps: 1 });
    await site.stop();

    const figure = (text: string, ours: number[], baseline: number[], goal: Goal | null): Figure =>
      figureOf('overload', text, { ours, baseline }, goal);
    const toFew = `with ${CROWD} connections, to ${FEW}`;
    const { crowd, few } = times;
    return [
      figure(`pages/s ${toFew}`, rates.crowd, rates.few, { atLeast: 0.7 }),
      figure(`ms (p99) of a page that is not refused, ${toFew}`, crowd.page, few.page, null),
      figure(`ms (p99) of a viewing report, ${toFew}`, crowd.report, few.report, null),
      figure(`ms (p99) of a sign-in, ${toFew}`, crowd.signIn, few.signIn, null),
      figure(`ms of a page after ${CROWD} connections, to before`, alone.after, alone.before, { atMost: 2 }),
    ];
  },
};

function noTimes(): Times {
  return { page: [], report: [], signIn: [] };
}

/**
 * Loads a page that is rendered for each request, over many connections that do not come back later when they are told
 * to. Beside it viewers report and people sign in.
 * @throws if anything but a page is refused.
 */
async function load(client: LoadClient, site: Site, connections: number) {
  const { host, port } = site;
  const requests = site.accounts.map(({ cookie }): LoadRequest => ({ ...studio(site, cookie), mayBeRefused: true }));
  const [reports, signIns] = await Promise.all([reportsOf(site), signInOf(site)]);
  const [viewer, person] = await Promise.all([openConnection(site), openConnection(site)]);
  let isOver = false;
  const over = () => isOver;
  const [pages, report, signIn] = await Promise.all([
    client.measure({ host, port, connections, durationMs: RUN_MS, requests }).finally(() => (isOver = true)),
    timesOf(viewer, reports, 204, REPORT_PAUSE_MS, over),
    timesOf(person, signIns, 200, SIGN_IN_PAUSE_MS, over),
  ]);
  const took = { page: pages.whole.p99, report: percentile(report, 99), signIn: percentile(signIn, 99) };
  return { rate: pages.rate, refused: (pages.refused / pages.elapsedMs) * 1000, took };
}

function studio(site: Site, cookie: string): LoadRequest {
  return { text: requestText('GET', '/studio', site, { Cookie: cookie }), status: 200, contains: ['</html>'] };
}

/** Node accepts one connection in each turn of its event loop, so one that is new waits behind those of the crowd. */
async function openConnection(site: Site): Promise<Connection> {
  const connection = new Connection(site);
  await connection.exchange(Buffer.from(requestText('GET', '/api/health/live', site)));
  return connection;
}

/** Sends requests in turn on one connection, with pauses, and closes it. @returns milliseconds of each. */
async function timesOf(
  connection: Connection,
  requests: readonly string[],
  status: number,
  pauseMs: number,
  isOver: () => boolean,
): Promise<number[]> {
  const times: number[] = [];
  for (let next = 0; !isOver(); next += 1) {
    const startedAt = performance.now();
    const response = await connection.exchange(Buffer.from(requests[next % requests.length]!));
    times.push(performance.now() - startedAt);
    if (response.status !== status) throw new Error(`void: a request before pages is answered ${response.status}`);
    await delay(pauseMs);
  }
  connection.close();
  return times;
}

/** Returns the median time of a page when nobody else wants one, in milliseconds. */
async function timeAlone(site: Site): Promise<number> {
  let left = ALONE;
  const { text } = studio(site, site.accounts[0]!.cookie);
  const connection = await openConnection(site);
  return percentile(await timesOf(connection, [text], 200, 0, () => left-- === 0), 50);
}

/** Returns reports of different viewings. */
async function reportsOf(site: Site): Promise<string[]> {
  const post = (path: string, body: object) => requestText('POST', path, site, {}, JSON.stringify(body));
  const connection = new Connection(site);
  const reports: string[] = [];
  for (let n = 0; n < VIEWINGS; n += 1) {
    const { videoId } = site.videos[n % site.videos.length]!;
    const { body } = await connection.exchange(Buffer.from(post('/api/viewings/token', { videoId })));
    const { token } = JSON.parse(body.toString()) as { token: string };
    reports.push(post('/api/viewings', { token, watchedSeconds: 10 }));
  }
  connection.close();
  return reports;
}

/** Returns the form by which a creator signs in. */
async function signInOf(site: Site): Promise<string[]> {
  const csrf = await fetch(new URL('/api/auth/csrf', site.url));
  const cookie = csrf.headers.getSetCookie().map((line) => line.split(';', 1)[0]!);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const { email, password } = site.accounts[0]!;
  const body = new URLSearchParams({ csrfToken, email, password, json: 'true' }).toString();
  const headers = { Cookie: cookie.join('; '), 'Content-Type': 'application/x-www-form-urlencoded' };
  return [requestText('POST', '/api/auth/callback/credentials', site, headers, body)];
}

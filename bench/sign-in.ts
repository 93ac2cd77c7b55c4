import { alternate } from './alternate';
import { figureOf, type Figure } from './figure';
import { Connection, requestText } from './load/connection';
import { startLoadClient, type LoadClient } from './load/load-client';
import { startSite, type Site } from './site/site';
import type { Bench } from './testbed';

const RUNS = 5;
const RUN_MS = 4000;
const PEOPLE = 4;
const ATTACKERS = 16;
const NETWORKS = 1000;

/** What a flood of wrong passwords for somebody else does to people who sign in. */
export const signIn: Bench = {
  name: 'sign-in',
  async run(testbed) {
    const site = await startSite(testbed, 'sign-in', undefined, { TRUSTED_PROXIES: '127.0.0.1' });
    const client = await startLoadClient(testbed);
    const session = await csrf(site);
    const [victim, ...people] = site.accounts;
    const request = (email: string, password: string, network: string) =>
      signInRequest(site, session, { email, password }, network);
    const honest = people.map(({ email, password }, n) => request(email, password, `198.51.100.${n}`));
    const wrong = (networks: number) =>
      Array.from({ length: networks }, (_, n) =>
        request(victim!.email, 'a wrong guess', `2001:db8:0:${n.toString(16)}::1`),
      );
    const flooded = (networks: number) => async (run: number) => {
      const [rate, flood] = await Promise.all([signInsPerSecond(site, honest), apply(client, site, wrong(networks))]);
      testbed.log(
        `run ${run + 1} of ${RUNS}, ${networks} networks: ${rate.toFixed(1)} sign-ins/s; the flood: ${flood}`,
      );
      return rate;
    };
    const rates = await alternate(
      RUNS,
      {
        calm: () => signInsPerSecond(site, honest),
        one: flooded(1),
        many: flooded(NETWORKS),
      },
      { warmUps: 1 },
    );
    await site.stop();
    const figure = (networks: string, ours: number[]): Figure =>
      figureOf(
        'sign-in',
        `sign-ins/s under a flood of wrong passwords for somebody else from ${networks}, to without`,
        { ours, baseline: rates.calm },
        { atLeast: 0.8 },
      );
    return [figure('one network', rates.one), figure(`${NETWORKS} networks`, rates.many)];
  },
};

/** Lets people sign in for a time, each the next as soon as the last is done. @throws if one is refused. */
async function signInsPerSecond(site: Site, requests: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  let count = 0;
  const one = async (first: number) => {
    const connection = new Connection(site);
    for (let next = first; performance.now() - startedAt < RUN_MS; next += PEOPLE) {
      const { status } = await connection.exchange(Buffer.from(requests[next % requests.length]!));
      if (status !== 200) throw new Error(`void: a sign-in is answered ${status}`);
      count += 1;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: PEOPLE }, (_, first) => one(first)));
  return count / ((performance.now() - startedAt) / 1000);
}

/** Applies the flood. @returns how many were answered how. @throws if one signs in. */
async function apply(client: LoadClient, { host, port }: Site, texts: readonly string[]): Promise<string> {
  const requests = texts.map((text) => ({ text, status: 401 }));
  const { statuses, errors } = await client.apply({ host, port, connections: ATTACKERS, durationMs: RUN_MS, requests });
  if (statuses[200]) throw new Error('void: a wrong password signed in');
  return JSON.stringify({ ...statuses, ...errors });
}

interface Csrf {
  readonly cookie: string;
  readonly csrfToken: string;
}

async function csrf({ url }: Site): Promise<Csrf> {
  const response = await fetch(new URL('/api/auth/csrf', url));
  const cookie = response.headers.getSetCookie().map((line) => line.split(';', 1)[0]!);
  return { cookie: cookie.join('; '), ...((await response.json()) as { csrfToken: string }) };
}

function signInRequest(
  site: Site,
  { cookie, csrfToken }: Csrf,
  { email, password }: { email: string; password: string },
  network: string,
): string {
  const body = new URLSearchParams({ csrfToken, email, password, json: 'true' }).toString();
  const headers = {
    ...{ Cookie: cookie, 'X-Forwarded-For': network },
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  return requestText('POST', '/api/auth/callback/credentials', site, headers, body);
}

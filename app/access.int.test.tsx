import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createPool } from '@message-db/client';
import { schemaOf } from '@message-db/runtime';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { FormAction } from '@/app/_lib/commands/form-state';
import {
  ada,
  bob,
  cyd,
  dan,
  knots,
  ropes,
  sails,
  sessionCookieOf,
  startTestApplication,
  tents,
  tentsCaptions,
  type TestApplication,
} from '@/app/_lib/testing/test-application';
import { render } from '@/app/_lib/testing/render';
import { roleOf } from '@/roles';
import { userCredentials } from '@/workers/aggregators/user-credentials/aggregator';
import { ACTIONS, PAGES, ROUTES, type Access, type Owned } from './access-table';
import type { Served } from './_server/testing/serve-site';

/** Tries every page and every form as every kind of user, on the database, and compares with the table of who may do what. */
const request = vi.hoisted(() => ({ userId: null as string | null }));
vi.mock('next/font/local', () => ({ default: () => ({ variable: 'inter' }) }));
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ 'x-client-address': '127.0.0.1', 'next-action': 'any' }),
  cookies: async () => {
    const session = request.userId === null ? undefined : { value: await sessionCookieOf(request.userId) };
    return {
      get: (name: string) => (name === 'next-auth.session-token' ? session : undefined),
      getAll: () => [],
      set: () => {},
      delete: () => {},
    };
  },
}));
vi.mock('next/cache', () => ({ refresh: () => {} }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  usePathname: () => '/',
  useSearchParams: () => new URLSearchParams(),
  useRouter: () => ({ refresh: () => {} }),
}));
vi.mock('@/app/_lib/commands/await-trace', () => {
  const outcomeOf = async (traceId: string) => ({ status: 'done', traceId });
  return { awaitTrace: outcomeOf, outcomeOf };
});

const app = import.meta.dirname;
const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).sort();
/** Returns the address of a folder, without the groups that are not in addresses. */
const addressOf = (folder: string) =>
  `/${folder.replace(/\(\w+\)\/?/g, '')}`.replace(/(.)\/$/, '$1').replace(/\/\.$/, '/');
const pageFiles = new Map(
  files.filter((file) => /(^|\/)page\.tsx$/.test(file)).map((file) => [addressOf(dirname(file)), file]),
);
const actionFiles = files.filter(
  (file) => /\.tsx?$/.test(file) && readFileSync(join(app, file), 'utf8').startsWith("'use server'"),
);

/** What a user is. All but the owner and the administrator are the same person, with other roles. */
const KINDS = {
  visitor: { userId: null, may: [] },
  suspended: { userId: dan, may: ['account'], isSuspended: true },
  leaving: { userId: dan, may: ['account'], isLeaving: true },
  'who owes the terms': { userId: dan, may: ['account'], owesTerms: true },
  'an administrator who owes the terms': { userId: cyd, may: ['account'], owesTerms: true },
  member: { userId: dan, may: ['account', 'member'] },
  creator: { userId: dan, may: ['account', 'member', 'creator'], isCreator: true },
  moderator: { userId: dan, may: ['account', 'member', 'moderator'], isModerator: true },
  administrator: { userId: cyd, may: ['account', 'member', 'creator', 'moderator', 'administrator'] },
} as const satisfies Record<string, Kind>;
interface Kind {
  readonly userId: string | null;
  readonly may: readonly Access[];
  readonly isSuspended?: boolean;
  readonly isLeaving?: boolean;
  readonly owesTerms?: boolean;
  readonly isCreator?: boolean;
  readonly isModerator?: boolean;
}

let application: TestApplication;
beforeAll(async () => {
  application = await startTestApplication();
  const { environment } = await import('@/app/_lib/environment');
  const oidc = { issuer: 'https://id.example', clientId: 'site', clientSecret: 'a secret', name: 'Example' };
  Object.assign(environment, { CREATORS: 'approval', oidc });
});
afterAll(() => application.stop());

/** Runs one statement as a worker. */
async function query<Row extends object>(worker: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const { environment } = await import('@/app/_lib/environment');
  const pool = createPool({ connectionString: environment.DATABASE_URL!, role: roleOf(worker), max: 1 });
  const { rows } = await pool.query<Row>(sql, values);
  await pool.end();
  return rows;
}

/** Makes the person of this kind what the view says they are. */
async function become({ userId, ...is }: Kind): Promise<void> {
  request.userId = userId;
  const { environment } = await import('@/app/_lib/environment');
  Object.assign(environment, { terms: is.owesTerms ? { file: join(app, '../README.md'), version: '2' } : null });
  if (userId === null || userId === cyd) return;
  await query(
    'user-credentials',
    `UPDATE ${schemaOf(userCredentials)}.user_credentials
     SET is_moderator = $2, is_creator = $3, suspended_at = CASE WHEN $4 THEN now() END,
       delete_at = CASE WHEN $5 THEN now() END, deletion_id = CASE WHEN $5 THEN user_id END
     WHERE user_id = $1`,
    [userId, is.isModerator ?? false, is.isCreator ?? false, is.isSuspended ?? false, is.isLeaving ?? false],
  );
}

/** Ids of addresses: things that belong to Ada or Bob. */
const PARAMS: Record<string, unknown> = {
  ...{ videoId: sails, seriesId: ropes, trackId: tentsCaptions, subjectId: knots, emailId: knots, traceId: knots },
  ...{ category: 'outdoors', tag: 'knots', handle: 'ada', token: 'unknown', slug: ['any'], missing: ['any'] },
};
const OWNERS: Record<Owned, string> = { video: ada, series: ada, captions: bob };
const paramsOf = (address: string, of?: Owned) => ({
  ...PARAMS,
  ...(/^\/(watch|embed)/.test(address) && { videoId: knots }),
  ...(of === 'captions' && { videoId: tents }),
});

/** Returns what a page answers: `shown`, `missing`, or the path to which it leads. */
async function open(address: string, of?: Owned): Promise<string> {
  const { default: page } = (await import(join(app, pageFiles.get(address)!))) as {
    default: (props: object) => unknown;
  };
  const props = { params: Promise.resolve(paramsOf(address, of)), searchParams: Promise.resolve({}) };
  return render(() => page(props) as never).then(
    ({ status }) => (status === 404 ? 'missing' : 'shown'),
    (error: unknown) => {
      const { digest } = error as { digest?: string };
      if (digest?.startsWith('NEXT_HTTP_ERROR_FALLBACK;404')) return 'missing';
      if (digest?.startsWith('NEXT_REDIRECT')) return digest.split(';')[2]!.split('?')[0]!;
      throw error;
    },
  );
}

/** Returns the paths to which a page may lead somebody who may not open it, or `missing` where nothing tells that it is there. */
function refusalsOf(kind: keyof typeof KINDS, access: Access): readonly string[] {
  if (access === 'moderator' || access === 'administrator') return ['missing'];
  const leads = {
    ...{ visitor: '/sign-in', suspended: '/account/suspension', leaving: '/account/delete' },
    ...{ 'who owes the terms': '/account/terms', 'an administrator who owes the terms': '/account/terms' },
  };
  return [Object.hasOwn(leads, kind) ? leads[kind as keyof typeof leads] : '/account/creator'];
}

test('the table has every page, and no other', () => {
  expect(Object.keys(PAGES).sort()).toEqual([...pageFiles.keys()].sort());
});

describe.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('as %s, a page', (kind) => {
  beforeAll(() => become(KINDS[kind]));

  test.each(Object.entries(PAGES).map(([address, access]) => ({ address, ...access })))(
    '$address answers what the table says',
    async ({ address, for: access, of }) => {
      const answer = await open(address, of);
      const isAllowed = access === 'visitor' || (KINDS[kind].may as readonly Access[]).includes(access);
      if (!isAllowed) return expect(refusalsOf(kind, access)).toContain(answer);
      // What is somebody else's is not there.
      if (of) return expect(answer).toBe('missing');
      // It may lead to another page, as the second step of signing in leads to the first; but not to one that refuses.
      if (access === 'visitor') return;
      const refusals = ['/sign-in', '/account/suspension', '/account/delete', '/account/creator', '/account/terms'];
      for (const refusal of refusals) expect(answer).not.toBe(refusal);
    },
  );
});

test.each(Object.entries(PAGES).flatMap(([address, { of }]) => (of ? [{ address, of }] : [])))(
  'the owner of the $of opens $address',
  async ({ address, of }) => {
    request.userId = OWNERS[of];
    expect(await open(address, of)).toBe('shown');
  },
);

/** Returns the exported actions, by their folders and names. */
async function allActions(): Promise<Map<string, unknown>> {
  const actions = new Map<string, unknown>();
  for (const file of actionFiles) {
    const exported = (await import(join(app, file))) as Record<string, unknown>;
    for (const [name, action] of Object.entries(exported)) actions.set(`${addressOf(dirname(file))} ${name}`, action);
  }
  return actions;
}

test('the table has every form, and no other', async () => {
  expect(Object.values(ACTIONS).flat().sort()).toEqual([...(await allActions()).keys()].sort());
});

describe.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('as %s, a form', (kind) => {
  beforeAll(() => become(KINDS[kind]));

  test.each(Object.entries(ACTIONS).filter(([access]) => access !== 'visitor') as [Access, readonly string[]][])(
    'for %s is refused as the table says, and writes nothing',
    async (access, names) => {
      const { pageStamp } = await import('@/app/_lib/commands/page-stamp');
      const { IDLE } = await import('@/app/_lib/commands/form-state');
      const actions = await allActions();
      const isAllowed = (KINDS[kind].may as readonly Access[]).includes(access);
      const { userId } = KINDS[kind];
      const { person, build } = pageStamp(userId === null ? null : { userId });
      const before = await written();
      for (const name of names) {
        const form = new FormData();
        form.set('pageStamp', `${person}.${build}`);
        const answer = await (actions.get(name) as FormAction)(IDLE, form).catch((error: unknown) => error);
        expect({ name, isRefused: isRefusal(answer) }).toEqual({ name, isRefused: !isAllowed });
      }
      if (!isAllowed) expect(await written()).toBe(before);
    },
  );
});

/** Returns whether a form was refused for who its user is: by a sentence, or by leading to the sign-in page. */
function isRefusal(answer: unknown): boolean {
  const {
    digest = '',
    error = '',
    refusal = null,
  } = answer as {
    digest?: string;
    error?: string | null;
    refusal?: { reason: string } | null;
  };
  if (refusal?.reason === 'signed-out' || digest.includes('/sign-in')) return true;
  return /^(Only (creators|moderators|administrators) can|Your account is (suspended|going to be deleted)|Accept the terms of this site)/.test(
    error ?? '',
  );
}

/** Returns the number of all messages. */
async function written(): Promise<number> {
  const [all] = await query<{ count: string }>('identity', 'SELECT count(*) FROM message_store.messages');
  return Number(all!.count);
}

/** Imports the routes, which read the settings, after these are set. */
const apiRoutes = async () => (await import('./_server/routes')).API_ROUTES;

test('the table has every route, and no other', async () => {
  expect(Object.keys(ROUTES).sort()).toEqual((await apiRoutes()).map(({ path }) => path).sort());
});

describe.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('as %s, a route', (kind) => {
  let site: Served;
  beforeAll(async () => {
    await become(KINDS[kind]);
    site = await (await import('./_server/testing/serve-site')).serveSite();
  });
  afterAll(() => site.close());

  const guarded = Object.entries(ROUTES).flatMap(([path, each]) => (each.for === 'visitor' ? [] : [{ path, ...each }]));
  test.each(guarded)('$path answers what the table says', async ({ path, for: access, of }) => {
    const { methods } = (await apiRoutes()).find((route) => route.path === path)!;
    const isAllowed = (KINDS[kind].may as readonly Access[]).includes(access);
    const address = path.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => String(PARAMS[name] ?? ropes));
    const cookie = request.userId === null ? '' : `next-auth.session-token=${await sessionCookieOf(request.userId)}`;
    for (const method of methods.filter((each) => each !== 'OPTIONS')) {
      const { status } = await site.fetch(address, {
        method,
        headers: { cookie, origin: 'https://tutorials.example' },
      });
      const isRefused = [401, 403, 404].includes(status);
      // What is somebody else's is refused in any case.
      if (!isAllowed || of) expect({ method, status, isRefused }).toEqual({ method, status, isRefused: true });
      else expect({ method, status }).not.toEqual({ method, status: 401 });
    }
  });
});

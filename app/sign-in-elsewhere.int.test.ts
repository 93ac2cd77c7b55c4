import { createPool } from '@message-db/client';
import { schemaOf } from '@message-db/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { IDLE, type FormAction } from '@/app/_lib/commands/form-state';
import {
  ada,
  cyd,
  CYDS_EMAIL,
  CYDS_PASSWORD,
  sessionCookieOf,
  startTestApplication,
  type TestApplication,
} from '@/app/_lib/testing/test-application';
import { roleOf } from '@/roles';
import { userCredentials } from '@/workers/aggregators/user-credentials/aggregator';
import { identity } from '@/workers/identity/contract';

/**
 * Tests what follows when somebody comes back from the provider: which commands are written, and where they go. The provider itself is
 * in e2e/sign-in-elsewhere.spec.ts.
 */
const request = vi.hoisted(() => ({ userId: null as string | null, cookies: new Map<string, string>() }));
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ 'x-client-address': '127.0.0.1' }),
  cookies: async () => ({
    get: (name: string) => (request.cookies.has(name) ? { name, value: request.cookies.get(name) } : undefined),
    set: (name: string, value: string) => void request.cookies.set(name, value),
    delete: ({ name }: { name: string }) => void request.cookies.delete(name),
  }),
}));
vi.mock('next/cache', () => ({ refresh: vi.fn() }));
const component = vi.hoisted(() => ({ outcome: { status: 'done' } as object }));
vi.mock('@/app/_lib/commands/await-trace', () => {
  const outcomeOf = async (traceId: string) => ({ ...component.outcome, traceId });
  return { awaitTrace: outcomeOf, outcomeOf };
});

const ISSUER = 'https://login.example.com';
let application: TestApplication;
let site: typeof import('./_lib/auth/elsewhere/arrive') &
  typeof import('./_lib/auth/elsewhere/cookies') &
  typeof import('./_lib/auth/password-entered') &
  typeof import('./_lib/auth/address-id') &
  typeof import('./_lib/auth/session-cookie') &
  typeof import('./(account)/sign-in/elsewhere/connect/action') &
  typeof import('./(account)/sign-in/elsewhere/register/action') &
  typeof import('./(account)/account/connections/actions');
let pageStamp: typeof import('./_lib/commands/page-stamp').pageStamp;
beforeAll(async () => {
  application = await startTestApplication();
  Object.assign(process.env, {
    OIDC_ISSUER: ISSUER,
    OIDC_CLIENT_ID: 'the-site',
    OIDC_CLIENT_SECRET: 'a secret',
    OIDC_NAME: 'Acme',
  });
  ({ pageStamp } = await import('./_lib/commands/page-stamp'));
  site = {
    ...(await import('./_lib/auth/elsewhere/arrive')),
    ...(await import('./_lib/auth/elsewhere/cookies')),
    ...(await import('./_lib/auth/password-entered')),
    ...(await import('./_lib/auth/address-id')),
    ...(await import('./_lib/auth/session-cookie')),
    ...(await import('./(account)/sign-in/elsewhere/connect/action')),
    ...(await import('./(account)/sign-in/elsewhere/register/action')),
    ...(await import('./(account)/account/connections/actions')),
  };
});
afterAll(() => application.stop());
beforeEach(() => {
  request.userId = null;
  request.cookies.clear();
  component.outcome = { status: 'done' };
});

/** Comes back from the provider, which says this. @returns where somebody goes. */
async function arrive(claims: object, flow: { next: string; connectTo: string | null } | null = null): Promise<string> {
  if (flow) await site.elsewhereFlow.keep(flow);
  return site.arriveFromElsewhere({ iss: ISSUER, sub: 'somebody', ...claims });
}
const verified = (email: string) => ({ email, email_verified: true, name: 'Somebody' });

/** Signs somebody in on this browser. */
async function signIn(userId: string): Promise<void> {
  request.userId = userId;
  request.cookies.set('next-auth.session-token', await sessionCookieOf(userId));
}

async function enterPassword(userId: string): Promise<void> {
  await signIn(userId);
  const { sessionHash } = (await site.readSessionCookie(await sessionCookieOf(userId)))!;
  await site.passwordEntered.keep({ userId, passwordId: 'd'.repeat(64), sessionHash });
}

function send(action: FormAction, fields: Record<string, string>) {
  const { person, build } = pageStamp(request.userId === null ? null : { userId: request.userId });
  const form = new FormData();
  for (const [name, value] of Object.entries({ pageStamp: `${person}.${build}`, ...fields })) form.set(name, value);
  return action(IDLE, form);
}

/** Returns the address to which an action redirects. */
async function destinationOf(acted: Promise<unknown>): Promise<string> {
  const error: unknown = await acted.catch((thrown: unknown) => thrown);
  return String((error as { digest?: string }).digest).split(';')[2]!;
}

/** Returns the commands that were written since the last call. */
async function written() {
  const all = await application.commands(identity);
  return all.slice(read, (read = all.length)).map(({ type, data, streamName }) => ({ type, data, streamName }));
}
let read = 0;

/** Fills a table of the view of accounts. */
async function fill(table: string, values: string, parameters: unknown[]): Promise<void> {
  const pool = createPool({ connectionString: process.env.DATABASE_URL!, role: roleOf('user-credentials'), max: 1 });
  const view = `${schemaOf(userCredentials)}.user_credentials_${table}`;
  await pool.query(`DELETE FROM ${view}`);
  if (parameters.length > 0) await pool.query(`INSERT INTO ${view} VALUES (${values})`, parameters);
  await pool.end();
}

describe('somebody who comes from the provider', () => {
  test.each([
    ['with the word of another provider', { iss: 'https://login.example.net', ...verified(CYDS_EMAIL) }, 'failed'],
    ['with the word of a provider that only looks the same', { iss: `${ISSUER}/`, ...verified(CYDS_EMAIL) }, 'failed'],
    ['without an address', {}, 'unverified'],
    ['with an address that is not proven', { email: CYDS_EMAIL, email_verified: false }, 'unverified'],
    ['with an address of which nothing is said', { email: CYDS_EMAIL }, 'unverified'],
    ['with an address that is proven in a strange word', { email: CYDS_EMAIL, email_verified: 'yes' }, 'unverified'],
    ['with what is no address', verified('somebody'), 'unverified'],
  ])('%s is led back', async (_what, claims, problem) => {
    expect(await arrive(claims, { next: '/account', connectTo: null })).toBe(
      `/sign-in?next=%2Faccount&problem=${problem}`,
    );
    expect(await site.arrivedIdentity.read()).toBe(null);
    expect(await written()).toEqual([]);
  });

  test('is not led to another site', async () => {
    const claims = { ...verified('new@example.com'), email_verified: 'true' };
    expect(await arrive(claims, { next: '//evil.example', connectTo: null })).toBe('/sign-in/elsewhere/register');
    expect(await site.arrivedIdentity.read()).toMatchObject({ next: '/studio' });
  });

  test('with the proven address of an account is asked for its password, which is limited', async () => {
    expect(await arrive(verified(CYDS_EMAIL.toUpperCase()))).toBe('/sign-in/elsewhere/connect');
    expect(await written()).toEqual([]);
    expect(await send(site.connectAccount, { password: 'not the password' })).toMatchObject({
      errors: { password: 'That password is wrong.' },
    });
    expect(await written()).toMatchObject([{ type: 'RecordSignInFailure' }]);
    expect(await destinationOf(send(site.connectAccount, { password: CYDS_PASSWORD }))).toBe('/studio');
    const commands = await written();
    expect(commands.map(({ type }) => type)).toEqual(['RecordSignIn', 'ClaimExternalIdentity']);
    expect(commands[1]?.data).toMatchObject({ userId: cyd, issuer: ISSUER });
    expect(JSON.stringify(commands)).not.toContain('somebody');
    // It is asked once.
    request.cookies.delete('next-auth.session-token');
    expect(await send(site.connectAccount, { password: CYDS_PASSWORD })).toMatchObject({
      error: expect.stringContaining('too long'),
    });
  });

  test('with the proven address of an account with two-step sign-in needs its code before anything is connected', async () => {
    await fill('authenticators', '$1, $1, true', [cyd]);
    await arrive(verified(CYDS_EMAIL), { next: '/account', connectTo: null });
    expect(await destinationOf(send(site.connectAccount, { password: CYDS_PASSWORD }))).toBe(
      '/sign-in/code?next=%2Faccount',
    );
    expect(await written()).toEqual([]);
    await fill('authenticators', '', []);
  });

  test('with another proven address registers, and the command has none of it in clear text', async () => {
    await arrive(verified('new@example.com'), { next: '/account', connectTo: null });
    const chosen = { name: 'Evelina', password: 'apples and pears' };
    expect(await send(site.registerElsewhere, { ...chosen, password: 'short' })).toMatchObject({
      errors: { password: expect.any(String) },
    });
    expect(await written()).toEqual([]);
    expect(await destinationOf(send(site.registerElsewhere, chosen))).toBe('/account');
    const [register, signedIn] = await written();
    expect(register).toMatchObject({
      type: 'Register',
      streamName: identity.commandStream(await site.addressIdOf('new@example.com')),
      data: { external: { externalId: await site.externalIdentityIdOf(ISSUER, 'somebody'), issuer: ISSUER } },
    });
    expect(signedIn?.type).toBe('RecordSignIn');
    expect(JSON.stringify(register)).not.toMatch(/somebody|Evelina|new@|apples/i);
    expect(await site.arrivedIdentity.read()).toBe(null);
  });

  test('registers and connects with nothing but what the provider said', async () => {
    for (const action of [site.registerElsewhere, site.connectAccount])
      expect(await send(action, { name: 'Eve', password: 'apples and pears' })).toMatchObject({
        error: expect.stringContaining('too long'),
      });
    expect(await written()).toEqual([]);
  });

  test('is signed in with the identity of an account, whatever the address, and needs the code of the account', async () => {
    const externalId = await site.externalIdentityIdOf(ISSUER, 'known');
    const linkId = '90000000-0000-4000-8000-000000000001';
    await fill('external_identities', '$1, $2, $3, $4, now()', [externalId, cyd, ISSUER, linkId]);
    expect(await arrive({ sub: 'known' }, { next: '/account', connectTo: null })).toBe('/account');
    expect(await written()).toMatchObject([{ type: 'RecordSignIn', data: { userId: cyd, externalId } }]);
    expect(request.cookies.has('next-auth.session-token')).toBe(true);

    request.cookies.clear();
    await fill('authenticators', '$1, $1, true', [cyd]);
    expect(await arrive({ sub: 'known' })).toBe('/sign-in/code?next=%2Fstudio');
    expect(request.cookies.has('next-auth.session-token')).toBe(false);
    expect(await written()).toEqual([]);
    await fill('authenticators', '', []);
    await fill('external_identities', '', []);
  });
});

describe('an account', () => {
  const flow = { next: '/account/connections', connectTo: cyd };

  test('is connected by who has entered its password in this session', async () => {
    await enterPassword(cyd);
    component.outcome = { status: 'rejected', rejection: { reason: 'identity-taken' } };
    expect(await arrive({}, flow)).toBe('/account/connections?problem=taken');
    const { sessionHash } = (await site.readSessionCookie(await sessionCookieOf(cyd)))!;
    const currentPasswordId = 'd'.repeat(64);
    expect(await written()).toMatchObject([
      { type: 'ClaimExternalIdentity', data: { userId: cyd, currentPasswordId, sessionHash } },
    ]);
  });

  test('is not connected without the password, for another person, or without a session', async () => {
    await signIn(cyd);
    expect(await arrive({}, flow)).toBe('/account/connections?problem=password-expired');
    await enterPassword(ada);
    expect(await arrive({}, flow)).toBe('/account/connections?problem=password-expired');
    await enterPassword(cyd);
    request.cookies.delete('next-auth.session-token');
    expect(await arrive({}, flow)).toBe('/account/connections?problem=password-expired');
    expect(await written()).toEqual([]);
  });

  test('is disconnected with the password only', async () => {
    const linkId = '90000000-0000-4000-8000-000000000001';
    await signIn(cyd);
    for (const [action, fields] of [
      [site.disconnect, { linkId }],
      [site.connect, {}],
    ] as const)
      expect(await send(action, fields)).toMatchObject({ error: expect.stringContaining('too long') });
    expect(await written()).toEqual([]);
    await enterPassword(cyd);
    expect(await send(site.disconnect, { linkId })).toMatchObject({ status: 'done' });
    expect(await written()).toMatchObject([{ type: 'UnlinkExternalIdentity', data: { userId: cyd, linkId } }]);
  });
});

describe('the provider', () => {
  const provider = async () => {
    const { elsewhereProviders } = await import('./_lib/auth/elsewhere/provider');
    const { token, userinfo } = elsewhereProviders()[0]!;
    return {
      exchange: (token as { request: (context: object) => Promise<object> }).request,
      ask: (userinfo as { request: (context: object) => Promise<object> }).request,
    };
  };

  test('gets no code and no secret if it has another name than the configured one', async () => {
    const { exchange } = await provider();
    const callback = vi.fn(async () => 'tokens');
    const named = (issuer: string) => ({ client: { issuer: { metadata: { issuer } }, callback }, provider: {} });
    await expect(exchange(named(`${ISSUER}/`))).rejects.toThrow(`OIDC_ISSUER is ${ISSUER}, and the provider says`);
    expect(callback).not.toHaveBeenCalled();
    expect(await exchange(named(ISSUER))).toEqual({ tokens: 'tokens' });
  });

  test('tells the address and whether it is proven in one answer', async () => {
    const { ask } = await provider();
    const asked = (claims: object, told: object, endpoint: string | null = `${ISSUER}/userinfo`) =>
      ask({
        client: { issuer: { metadata: { userinfo_endpoint: endpoint } }, userinfo: async () => told },
        tokens: { claims: () => ({ iss: ISSUER, sub: 'somebody', ...claims }) },
      });
    const own = { iss: ISSUER, sub: 'somebody' };
    const [one, other] = [{ email: 'ada@example.com' }, { email: 'eve@example.com' }];
    const proven = { email_verified: true };
    expect(await asked({ ...one, ...proven }, other)).toEqual({ ...own, ...one, ...proven });
    expect(await asked(one, { ...other, ...proven, iss: 'another' })).toEqual({ ...own, ...other, ...proven });
    expect(await asked(proven, other)).toEqual({ ...own, ...other });
    expect(await asked(one, proven, null)).toEqual({ ...own, ...one });
  });
});

describe('an error of the provider', () => {
  test('is logged by its message only, without what the provider has to send back', async () => {
    const { authOptions } = await import('./_lib/auth/next-auth');
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const error = Object.assign(new Error(`state mismatch, expected ${'s'.repeat(43)}`), { jwt: 'the ID token' });
    authOptions().logger!.error!('OAUTH_CALLBACK_ERROR', error);
    authOptions().logger!.error!('SIGNIN_OAUTH_ERROR', { error: new Error('gone\nforged'), providerId: 'oidc' });
    // Somebody has cancelled.
    authOptions().logger!.error!('OAUTH_CALLBACK_ERROR', new Error('access_denied'));
    expect(warn.mock.calls).toEqual([
      ['next-auth: OAUTH_CALLBACK_ERROR: "state mismatch, expected …"'],
      ['next-auth: SIGNIN_OAUTH_ERROR: "gone\\nforged"'],
    ]);
    warn.mockRestore();
  });
});

import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import type { Render } from '../server';
import { serveSite } from '../testing/serve-site';
import { nonceOf } from './policy';
import { withPolicy } from './with-policy';

/** Answers with what Next would read. */
const next: Render = async ({ headers }: IncomingMessage, response) => {
  response.end(String(headers['content-security-policy'] ?? 'none'));
};

test('each page has a nonce of its own, which Next reads, and a policy without unsafe words', async () => {
  const site = await serveSite(withPolicy(next, false));
  const nonces = new Set<string>();
  for (const path of ['/', '/studio', '/no/such/page']) {
    const forged = { 'content-security-policy': "script-src 'nonce-forged'" };
    const response = await site.fetch(path, { headers: forged });
    const policy = response.headers.get('content-security-policy')!;
    expect(await response.text()).toBe(policy);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("require-trusted-types-for 'script'");
    nonces.add(nonceOf(policy)!);
  }
  expect(nonces.size).toBe(3);
  expect([...nonces].every((nonce) => /^[\w-]{22}$/.test(nonce))).toBe(true);
  await site.close();
});

test("what Next's client gets for a part of a page is no document", async () => {
  const site = await serveSite(withPolicy(next, false));
  const response = await site.fetch('/', { headers: { rsc: '1' } });
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(await response.text()).toBe('none');
  await site.close();
});

test('the answers of plain handlers and of the server itself load and run nothing', async () => {
  const site = await serveSite(withPolicy(next, false));
  for (const [path, method] of [
    ['/api/health/live', 'GET'],
    ['/api/uploads', 'GET'],
    ['/', 'DELETE'],
    ['/_error', 'GET'],
  ] as const) {
    const { headers } = await site.fetch(path, { method });
    expect(headers.get('content-security-policy'), path).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
  await site.close();
});

test('only pages that are rendered from their sources may evaluate code', async () => {
  const site = await serveSite(withPolicy(next, true));
  const policy = (await site.fetch('/')).headers.get('content-security-policy');
  expect(policy).toContain("'unsafe-eval'");
  await site.close();
});

test('the player alone may be in a frame of other sites, without cookies, and nothing else', async () => {
  const seen: (string | undefined)[] = [];
  const site = await serveSite(
    withPolicy(async ({ headers }, response) => {
      seen.push(headers.cookie, headers['x-embedded'] as string | undefined);
      response.end();
    }, false),
  );
  const policyOf = async (path: string) => {
    const headers = { cookie: 'next-auth.session-token=1', 'x-embedded': '1' };
    return (await site.fetch(path, { headers })).headers.get('content-security-policy');
  };
  expect(await policyOf('/embed/1')).toMatch(/; frame-ancestors \*$/);
  expect(seen).toEqual([undefined, '1']);
  for (const path of ['/', '/watch/1', '/embed', '/embedded/1', '/studio', '/x?/embed/1', '/api/embed/1']) {
    expect(await policyOf(path), path).toContain("frame-ancestors 'none'");
  }
  expect(seen.slice(2).filter((value) => value === '1')).toEqual([]);
  await site.close();
});

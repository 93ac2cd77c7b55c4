import { expect, test, type APIResponse, type Page } from '@playwright/test';
import { outboxLink } from './support/mail';
import { newPerson, register } from './support/people';

// These tests violate the policies of pages on purpose. Those of all others fail if one is violated (support/test.ts).

/** What an attacker would like to smuggle into a page. Each would set `hacked`. */
const ATTACKS = [
  '<script>hacked = "script"</script>',
  '<script nonce="">hacked = "nonce"</script>',
  '<script src="data:text/javascript,hacked = 1"></script>',
  '<script type="module">hacked = "module"</script>',
  '<img src="/none.jpg" onerror="hacked = 1">',
  '<svg onload="hacked = 1"></svg>',
  '<iframe srcdoc="<script>parent.hacked = 1</script>"></iframe>',
  '<object data="/favicon.svg" onload="hacked = 1"></object>',
  '<form action="javascript:hacked = 1"><button id="attack">Attack</button></form>',
  '<style>:root { --hacked: 1 }</style>',
  '<base href="https://evil.example/">',
];

function expectPolicy(response: APIResponse): void {
  const policy = response.headers()['content-security-policy'] ?? '';
  expect(policy, response.url()).not.toContain('unsafe');
  expect(policy, response.url()).toContain("default-src 'none'");
  const isPage = response.headers()['content-type']?.startsWith('text/html');
  if (isPage) expect(policy, response.url()).toContain("require-trusted-types-for 'script'; trusted-types default");
}

/** Opens a page as if somebody had put the attacks into its HTML, and uses it. */
async function expectUnharmed(page: Page, path: string): Promise<void> {
  const violated: string[] = [];
  await page.exposeFunction('noteViolation', (directive: string) => violated.push(directive));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      (globalThis as unknown as { noteViolation: (name: string) => void }).noteViolation(effectiveDirective),
    ),
  );
  await page.route(path, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('<main', () => `${ATTACKS.join('')}<main`);
    await route.fulfill({ response, body });
  });
  await page.goto(path);
  await page.locator('#attack').click();
  await expect.poll(() => violated.filter((directive) => directive === 'form-action').length).toBe(1);
  for (const directive of ['script-src-elem', 'script-src-attr', 'style-src-elem', 'base-uri', 'object-src'])
    expect(violated, path).toContain(directive);
  expect(await page.evaluate(() => [Reflect.get(globalThis, 'hacked'), document.baseURI])).toEqual([
    undefined,
    page.url(),
  ]);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--hacked'))).toBe('');
}

test('nothing that is smuggled into a page runs, on a kept page, on one that is filled in, and on others', async ({
  browser,
}) => {
  const open = async () => (await browser.newContext()).newPage();
  for (const path of ['/', '/sign-in', '/no/such/page']) await expectUnharmed(await open(), path);
  const page = await open();
  await register(page, newPerson('Ada'));
  for (const path of ['/', '/studio']) await expectUnharmed(await page.context().newPage(), path);
});

test('scripts of a page cannot make code of a text', async ({ page }) => {
  for (const path of ['/', '/sign-in']) {
    await page.goto(path);
    // By a script of the page: the policy does not apply to what the test evaluates itself.
    const refused = await page.evaluate(() => {
      const attempts: Record<string, () => unknown> = {
        innerHTML: () => (document.createElement('p').innerHTML = '<img src=x onerror="hacked = 1">'),
        src: () => (document.createElement('script').src = '/api/health/live'),
        other: () => (document.createElement('script').src = 'https://evil.example/_next/static/a.js'),
        text: () => (document.createElement('script').text = 'hacked = 1'),
        handler: () => document.body.setAttribute('onclick', 'hacked = 1'),
        policy: () =>
          (globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }).trustedTypes //
            .createPolicy('evil', {}),
      };
      return Object.keys(attempts).filter((name) => {
        try {
          attempts[name]!();
          return false;
        } catch {
          return true;
        }
      });
    });
    expect(refused).toEqual(['innerHTML', 'src', 'other', 'text', 'handler', 'policy']);
  }
});

test('every answer has a policy, and none has an unsafe word', async ({ page, request }) => {
  const paths = ['/', '/sign-in', '/register', '/nonsense', '/watch/nonsense', '/favicon.svg', '/api/health/live'];
  const refused = ['/api/nonsense', '/api/uploads', '/_error', '/%', '/api/auth/providers', '/api/auth/signin'];
  for (const path of [...paths, ...refused, '/_next/nonsense'])
    expectPolicy(await request.get(path, { maxRedirects: 0 }));
  expectPolicy(await request.delete('/'));
  expectPolicy(await request.get('/', { headers: { rsc: '1' } }));
  expectPolicy(await request.post('/', { form: { x: 'x' } }));
  await page.goto(await outboxLink());
  await register(page, newPerson('Ada'));
  for (const path of ['/', '/studio', '/studio/upload', '/account/delete', '/sign-out', '/outbox', '/nonsense'])
    expectPolicy(await page.request.get(path));
});

test('a page that a browser has kept comes with its own policy', async ({ request }) => {
  const { headers: first } = await request.get('/').then((response) => ({ headers: response.headers() }));
  const again = await request.get('/', { headers: { 'if-none-match': first.etag! } });
  const { etag, 'content-security-policy': policy } = again.headers();
  // Other tests may have changed the page meanwhile.
  if (again.status() === 304) expect(policy).toBe(first['content-security-policy']);
  else expect(etag).not.toBe(first.etag);
});

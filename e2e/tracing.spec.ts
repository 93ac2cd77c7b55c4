import { expect, test } from './support/test';
import type { CollectedSpan } from '../workers/testing/collector';
import { registerWithForm, newPerson, requestLink } from './support/people';

/** Returns the spans of the site under test, from its collector (global-set-up.ts). */
async function collected(): Promise<CollectedSpan[]> {
  const response = await fetch(`${process.env.OTEL_EXPORTER_OTLP_ENDPOINT}/spans`);
  return (await response.json()) as CollectedSpan[];
}

/**
 * Returns the path from the root of a trace to a span, as `service: name`. It starts with `lost` if a parent is
 * missing.
 */
function pathOf(span: CollectedSpan, spans: readonly CollectedSpan[]): string[] {
  const parent = spans.find(({ spanId, traceId }) => spanId === span.parentSpanId && traceId === span.traceId);
  const line = `${span.service}: ${span.name}`;
  return parent ? [...pathOf(parent, spans), line] : [span.parentSpanId ? 'lost' : '', line].filter(Boolean);
}

test('one trace connects the page, the command, its component, the events, the views and the mail', async ({
  page,
}) => {
  const person = newPerson('Tracy');
  await page.goto('/register');
  await page.waitForFunction(() => !String(window.fetch).includes('[native code]'));
  const form = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/register'));
  await requestLink(page, person);
  const [, traceId] = /^00-([0-9a-f]{32})-/.exec((await form).headers().traceparent ?? '') ?? [];
  expect(traceId).toBeDefined();

  await expect(async () => {
    const trace = (await collected()).filter((span) => span.traceId === traceId);
    const paths = trace.map((span) => pathOf(span, trace));
    const pathTo = (last: string) => paths.find((path) => path.at(-1) === last) ?? [];
    const start = ['browser: POST', 'app: POST /register'];

    const command = pathTo('app: send RequestRegistration');
    expect(command.slice(0, 2)).toEqual(start);
    const decided = [...command, 'identity: handle RequestRegistration'];
    expect(pathTo('identity: handle RequestRegistration')).toEqual(decided);
    expect(pathTo('user-credentials: project RegistrationRequested')).toEqual([
      ...decided,
      'user-credentials: project RegistrationRequested',
    ]);
    const reacted = [...decided, 'identity: handle RegistrationRequested'];
    expect(pathTo('identity: handle RegistrationRequested')).toEqual(reacted);
    expect(pathTo('send-email: handle Send')).toEqual([...reacted, 'send-email: handle Send']);
    expect(paths.flat()).not.toContain('lost');
  }).toPass();
  // The trace has no personal data.
  const text = JSON.stringify((await collected()).filter((span) => span.traceId === traceId));
  for (const secret of [person.email, encodeURIComponent(person.email), person.password, '?']) {
    expect(text).not.toContain(secret);
  }
});

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false });

  test('a trace starts at the server', async ({ page }) => {
    const before = new Set((await collected()).map(({ traceId }) => traceId));
    const person = newPerson('Plain');
    await registerWithForm(page, person);
    await expect(async () => {
      const spans = (await collected()).filter(({ traceId }) => !before.has(traceId));
      const paths = spans.map((span) => pathOf(span, spans));
      expect(
        paths.some((path) => path[0] === 'app: POST /register/finish' && path.at(-1) === 'identity: handle Register'),
      ).toBe(true);
    }).toPass();
  });
});

test('the telemetry endpoint accepts spans of the site’s own pages only', async ({ request }) => {
  const post = (headers: Record<string, string>, data: unknown) => request.post('/api/telemetry', { headers, data });
  expect((await post({}, {})).status()).toBe(403);
  expect((await post({ 'sec-fetch-site': 'cross-site' }, {})).status()).toBe(403);
  expect((await post({ 'sec-fetch-site': 'same-origin' }, { resourceSpans: 'x' })).status()).toBe(400);
  expect((await post({ 'sec-fetch-site': 'same-origin' }, 'x'.repeat(200_000))).status()).toBe(413);
});

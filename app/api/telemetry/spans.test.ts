import { expect, test } from 'vitest';
import { readSpans } from './spans';

const span = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  name: 'HTTP POST',
  kind: 3,
  startTimeUnixNano: '1700000000000000000',
  endTimeUnixNano: '1700000000100000000',
  attributes: [{ key: 'http.method', value: { stringValue: 'POST' } }],
};
const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'identity' } }] };
const body = (...spans: object[]) => ({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'x' }, spans }] }] });

test('passes spans of a page on as those of the service `browser`', () => {
  const read = readSpans(body(span));
  expect(JSON.stringify(read)).not.toContain('identity');
  expect(read).toMatchObject({
    resourceSpans: [
      {
        resource: { attributes: expect.arrayContaining([{ key: 'service.name', value: { stringValue: 'browser' } }]) },
        scopeSpans: [{ spans: [{ traceId: span.traceId, name: 'HTTP POST', attributes: span.attributes }] }],
      },
    ],
  });
});

test('leaves out attributes that spans do not have', () => {
  const read = readSpans(body({ ...span, links: [{ secret: 1 }], surprise: true }));
  expect(read).not.toBeNull();
  expect(JSON.stringify(read)).not.toMatch(/secret|surprise/);
});

test('leaves out queries of addresses', () => {
  const attributes = [{ key: 'url.full', value: { stringValue: 'https://example.org/confirm?token=secret' } }];
  expect(JSON.stringify(readSpans(body({ ...span, attributes })))).toContain('"https://example.org/confirm"');
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['no spans', body()],
  ['too many', body(...Array.from({ length: 65 }, () => span))],
  ['an invalid id', body({ ...span, traceId: 'x' })],
  ['a long name', body({ ...span, name: 'x'.repeat(101) })],
  ['nested values', body({ ...span, attributes: [{ key: 'a', value: { arrayValue: { values: [] } } }] })],
  ['something else', [1, 2]],
])('refuses %s', (_what, input) => {
  expect(readSpans(input)).toBeNull();
});

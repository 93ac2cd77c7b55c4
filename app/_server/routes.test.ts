import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { API_ROUTES, methodReply, PAGE, routeOf } from './routes';

const app = join(import.meta.dirname, '..');
const isFile = (path: string) => path === '/favicon.svg';
const handlers = readdirSync(join(app, 'api'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('route.ts'))
  .map((file) => {
    const exported = [
      ...readFileSync(join(app, 'api', file), 'utf8').matchAll(
        /export (?:(?:async )?function|const) ([A-Z]+)\b|\w as (GET|POST)\b/g,
      ),
    ].map(([, one, other]) => one ?? other!);
    return {
      path: `/api/${file.replace(/\/route\.ts$/, '')}`.replaceAll(/\[[^\]]*\]/g, 'x'),
      methods: exported.includes('GET') ? [...exported, 'HEAD'] : exported,
    };
  });

test.each(handlers)('$path accepts the methods that it handles', ({ path, methods }) => {
  const route = API_ROUTES.find((one) => one.path.test(path));
  expect(route && new Set(route.methods)).toEqual(new Set(methods));
  expect(routeOf(`${path}?x=1`, isFile)).toBe(route);
});

test('each route of the list has a handler', () => {
  for (const { path } of API_ROUTES)
    expect(
      handlers.some((handler) => path.test(handler.path)),
      String(path),
    ).toBe(true);
});

test('pages accept forms, and files do not', () => {
  expect(routeOf('/sign-in?next=/', isFile)).toBe(PAGE);
  expect(methodReply('POST', routeOf('/favicon.svg?x', isFile))).toMatchObject({
    status: 405,
    headers: { Allow: 'GET, HEAD, OPTIONS' },
  });
  expect(methodReply('POST', routeOf('/_next/static/x.js', isFile))).toMatchObject({ status: 405 });
  expect(methodReply('OPTIONS', PAGE)).toMatchObject({ status: 204, headers: { Allow: 'GET, HEAD, POST, OPTIONS' } });
  expect(methodReply('GET', PAGE)).toBeNull();
});

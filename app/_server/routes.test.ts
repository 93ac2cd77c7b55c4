import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { API_ROUTES, MACHINE_ROUTES, methodReply, PAGE, routeOf } from './routes';

const app = join(import.meta.dirname, '..');
const isFile = (path: string) => path === '/favicon.svg';
/** The handlers of this server, and the routes of Next, by the addresses of their folders. */
const handlers = [...handlersIn('api', '/api'), ...handlersIn('_machines', '')];

function handlersIn(folder: string, address: string) {
  return readdirSync(join(app, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)(handler|route)\.ts$/.test(file))
    .map((file) => ({ file: join(folder, file), path: `${address}/${file}`.replace(/\/\w+\.ts$/, '') }));
}

test('the list has each address that has a handler, and no other', () => {
  expect([...API_ROUTES, ...MACHINE_ROUTES].map(({ path }) => path).sort()).toEqual(
    handlers.map(({ path }) => path).sort(),
  );
});

test.each(handlers)('$path is answered by $file', async ({ file, path }) => {
  const address = path.replaceAll(/\[[^\]]*\]/g, 'x');
  const { route } = routeOf(`${address}?x=1`, isFile);
  expect(route.path).toBe(path);
  const source = readFileSync(join(app, file), 'utf8');
  if (route.handler) {
    expect(source).toMatch(new RegExp(`export const \\w+`));
    expect(Object.values((await import(join(app, file))) as object)).toContain(route.handler);
  } else {
    const exported = [...source.matchAll(/\w as (GET|POST)\b/g)].map(([, method]) => method!);
    expect(new Set(route.methods)).toEqual(new Set([...exported, 'HEAD']));
  }
});

test('reads the parameters of an address, decoded', () => {
  expect(routeOf('/api/media/a%20b/c/360/..%2fx.m4s?y', isFile)).toMatchObject({
    params: { videoId: 'a b', mediaId: 'c' },
    rest: ['360', '../x.m4s'],
  });
  expect(routeOf('/api/uploads/x/completion', isFile).params).toEqual({ upload: 'x' });
  for (const path of ['/api/uploads/', '/api/media/a/b/', '/api/viewings/', '/api/nothing'])
    expect(routeOf(path, isFile).route, path).toBe(PAGE);
});

test('pages accept forms, and files do not', () => {
  expect(routeOf('/sign-in?next=/', isFile).route).toBe(PAGE);
  expect(methodReply('POST', routeOf('/favicon.svg?x', isFile).route)).toMatchObject({
    status: 405,
    headers: { Allow: 'GET, HEAD, OPTIONS' },
  });
  expect(methodReply('POST', routeOf('/_next/static/x.js', isFile).route)).toMatchObject({ status: 405 });
  expect(methodReply('OPTIONS', PAGE)).toMatchObject({ status: 204, headers: { Allow: 'GET, HEAD, POST, OPTIONS' } });
  expect(methodReply('GET', PAGE)).toBeNull();
});

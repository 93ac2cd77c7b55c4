import type { Reply } from './reply';

const KB = 1024;

/** What one kind of address accepts. */
export interface Route {
  path: RegExp;
  methods: readonly string[];
  /** The largest body, in bytes. Infinity if the application reads it as a stream and limits it itself. */
  maxBytes: number;
}

/** Every address under /api: the methods that its `route.ts` exports (a test compares them), and its largest body. */
export const API_ROUTES: readonly Route[] = [
  { path: /^\/api\/auth\/./, methods: ['GET', 'HEAD', 'POST'], maxBytes: 64 * KB },
  { path: /^\/api\/health(\/(live|pages|commands))?$/, methods: ['GET', 'HEAD'], maxBytes: 0 },
  { path: /^\/api\/live$/, methods: ['GET', 'HEAD'], maxBytes: 0 },
  { path: /^\/api\/media\/[^/]+\/[^/]+\/./, methods: ['GET', 'HEAD'], maxBytes: 0 },
  { path: /^\/api\/page$/, methods: ['GET', 'HEAD'], maxBytes: 0 },
  { path: /^\/api\/telemetry$/, methods: ['POST'], maxBytes: 128 * KB },
  { path: /^\/api\/uploads$/, methods: ['POST', 'OPTIONS'], maxBytes: Infinity },
  { path: /^\/api\/uploads\/[^/]+$/, methods: ['HEAD', 'PATCH', 'DELETE'], maxBytes: Infinity },
  { path: /^\/api\/uploads\/[^/]+\/completion$/, methods: ['POST'], maxBytes: 64 * KB },
  { path: /^\/api\/viewings$/, methods: ['POST'], maxBytes: 2 * KB },
  { path: /^\/api\/viewings\/token$/, methods: ['POST'], maxBytes: 2 * KB },
];

/** Pages: their forms are posted to them as server actions, with at most a megabyte. */
export const PAGE: Route = { path: /^\//, methods: ['GET', 'HEAD', 'POST'], maxBytes: 1024 * KB };
const FILE: Route = { path: /^\/_next\//, methods: ['GET', 'HEAD'], maxBytes: 0 };

/** Returns whether the folder `public` has a file with this path. */
export type IsFile = (path: string) => boolean;

/** Returns the route of a request's address. An unknown address accepts what pages do. */
export function routeOf(url: string, isFile: IsFile): Route {
  const path = url.split('?', 1)[0]!;
  if (FILE.path.test(path) || isFile(path)) return FILE;
  return API_ROUTES.find((route) => route.path.test(path)) ?? PAGE;
}

/** Returns the answer to OPTIONS, or to a method that a route does not have; null if it has the method. */
export function methodReply(method: string, { methods }: Route): Reply | null {
  if (methods.includes(method)) return null;
  const headers = { Allow: [...new Set([...methods, 'OPTIONS'])].join(', ') };
  return method === 'OPTIONS'
    ? { status: 204, text: '', headers }
    : { status: 405, text: `This address takes ${methods.join(', ')}.`, headers };
}

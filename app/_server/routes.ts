import type { Reply } from './reply';

const KB = 1024;

/** What one kind of address takes. */
export interface Route {
  path: RegExp;
  methods: readonly string[];
  /** The largest body, in bytes; Infinity if the application reads it as it comes and limits it by itself. */
  mostBytes: number;
}

/** Every address under /api: the methods that its `route.ts` exports (a test compares them), and its largest body. */
export const API_ROUTES: readonly Route[] = [
  { path: /^\/api\/auth\/./, methods: ['GET', 'HEAD', 'POST'], mostBytes: 64 * KB },
  { path: /^\/api\/health(\/(live|pages|commands))?$/, methods: ['GET', 'HEAD'], mostBytes: 0 },
  { path: /^\/api\/live$/, methods: ['GET', 'HEAD'], mostBytes: 0 },
  { path: /^\/api\/media\/[^/]+\/[^/]+\/./, methods: ['GET', 'HEAD'], mostBytes: 0 },
  { path: /^\/api\/page$/, methods: ['GET', 'HEAD'], mostBytes: 0 },
  { path: /^\/api\/telemetry$/, methods: ['POST'], mostBytes: 128 * KB },
  { path: /^\/api\/uploads$/, methods: ['POST', 'OPTIONS'], mostBytes: Infinity },
  { path: /^\/api\/uploads\/[^/]+$/, methods: ['HEAD', 'PATCH', 'DELETE'], mostBytes: Infinity },
  { path: /^\/api\/uploads\/[^/]+\/completion$/, methods: ['POST'], mostBytes: 64 * KB },
  { path: /^\/api\/viewings$/, methods: ['POST'], mostBytes: 2 * KB },
  { path: /^\/api\/viewings\/token$/, methods: ['POST'], mostBytes: 2 * KB },
];

/** Pages: their forms are posted to them as server actions, of a megabyte at most. */
export const PAGE: Route = { path: /^\//, methods: ['GET', 'HEAD', 'POST'], mostBytes: 1024 * KB };
const FILE: Route = { path: /^\/_next\//, methods: ['GET', 'HEAD'], mostBytes: 0 };

/** Whether there is a file of this path in the folder `public`. */
export type IsFile = (path: string) => boolean;

/** What the address of a request takes. An address that is none takes what pages do. */
export function routeOf(url: string, isFile: IsFile): Route {
  const path = url.split('?', 1)[0]!;
  if (FILE.path.test(path) || isFile(path)) return FILE;
  return API_ROUTES.find((route) => route.path.test(path)) ?? PAGE;
}

/** The answer to OPTIONS, and to a method that a route does not have; null if it has it. */
export function methodReply(method: string, { methods }: Route): Reply | null {
  if (methods.includes(method)) return null;
  const headers = { Allow: [...new Set([...methods, 'OPTIONS'])].join(', ') };
  return method === 'OPTIONS'
    ? { status: 204, text: '', headers }
    : { status: 405, text: `This address takes ${methods.join(', ')}.`, headers };
}

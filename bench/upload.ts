import { readFile, rm, stat, statfs } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { encode } from 'next-auth/jwt';
import { encryptExample, storeExampleKeys } from '@/personal-data/testing/example-keys';
import { identity } from '@/workers/identity/contract';
import { examples } from '@/workers/identity/examples';
import { AGGREGATORS } from '@/workers/services/services';
import { projectInto } from '@/workers/testing/aggregator';
import { alternate } from './alternate';
import { cpuSeconds } from './cpu';
import { figureOf, notMeasured, type Goal } from './figure';
import { startHttpServer, type HttpServer } from './http-server';
import { startPlainServer } from './plain-server/plain-server';
import { SECRET } from './processes';
import type { Bench, Testbed } from './testbed';

const MB = 1000 ** 2;
const RUNS = 7;
/** As the studio sends them. */
const CHUNK = 32 * 1024 ** 2;
const FILE_BYTES = 16 * CHUNK;
const RATE = 'MB/s of a file of 537 MB in chunks of 34 MB';
const RATE_GOAL = { atLeast: 0.8 };

const AT_ONCE = 10;
const LARGE_BYTES = 2_000 * MB;
/** Each of the large uploads sends its first bytes for so long. */
const SENDING_MS = 20_000;
const SAMPLE_EVERY_MS = 50;
const LIMIT_MB = 150;
const MEMORY = `MB of memory above idle, while ten uploads of 2 GB run, to ${LIMIT_MB} MB`;
const MEMORY_GOAL = { atMost: 1 };

const creator = examples.events.Registered.data.userId;

/** Bytes a second of uploads through the whole route, and the memory of the process while several run. */
export const upload: Bench = {
  name: 'upload',
  async run(testbed) {
    // `projectInto` empties only databases whose name begins like this.
    const database = await (await testbed.server()).database('test_upload');
    try {
      await register(database.url);
      const ours = await startPlainServer(testbed, database.url, 'ours');
      const bare = await startHttpServer(testbed, 'bench/baselines/bare-upload.ts', {
        UPLOAD_FILE: join(testbed.folder, 'bare-upload'),
      });
      const { rates, cpu } = await measureRates(testbed, ours, bare);
      const memory = await measureMemory(testbed, ours);
      await ours.stop();
      const figure = (text: string, of: typeof rates, baseline: 'bare' | 'synced', goal: Goal | null) =>
        figureOf('upload', text, { ours: of.ours, baseline: of[baseline] }, goal);
      return [
        figure(`${RATE}, to a bare handler that also waits for the disk`, rates, 'synced', RATE_GOAL),
        figure(`${RATE}, to a bare handler that does not`, rates, 'bare', null),
        figure('CPU s of the server for a GB, to a bare handler', cpu, 'bare', null),
        typeof memory === 'string'
          ? notMeasured('upload', MEMORY, memory, MEMORY_GOAL)
          : figureOf('upload', MEMORY, { ours: [memory], baseline: [LIMIT_MB] }, MEMORY_GOAL),
      ];
    } finally {
      await database.drop();
    }
  },
};

/** Makes a creator who is signed in. */
async function register(databaseUrl: string): Promise<void> {
  const person = encryptExample(creator, { name: 'Ada', email: 'ada@example.com', passwordHash: 'none' });
  const credentials = AGGREGATORS.find(({ name }) => name === 'user-credentials')!;
  const registered = identity.events.Registered({ ...examples.events.Registered.data, ...person });
  await storeExampleKeys(databaseUrl, [creator]);
  await projectInto(databaseUrl, credentials, [[identity.stream(creator), registered]]);
}

async function measureRates(testbed: Testbed, ours: HttpServer, bare: HttpServer) {
  const body = Buffer.alloc(CHUNK, 'video ');
  const cpu = { ours: [] as number[], bare: [] as number[], synced: [] as number[] };
  const variant =
    (name: keyof typeof cpu, { pid }: HttpServer, send: () => Promise<string>) =>
    async (run: number) => {
      const startedAt = performance.now();
      const before = cpuSeconds(pid);
      const file = await send();
      const elapsedMs = performance.now() - startedAt;
      if (run >= 0) cpu[name].push(((cpuSeconds(pid) - before) / FILE_BYTES) * 1e9);
      await expectBytes(file, FILE_BYTES);
      await remove(file);
      const rate = FILE_BYTES / elapsedMs / 1000;
      testbed.log(`run ${run + 1} of ${RUNS}, ${name}: ${Math.round(rate)} MB/s`);
      return rate;
    };
  const sendBare = (path: string) => async () => {
    for (let offset = 0; offset < FILE_BYTES; offset += CHUNK) {
      await ask(bare, { method: 'PUT', path, headers: { 'Upload-Offset': offset }, body, status: 204 });
    }
    return join(testbed.folder, 'bare-upload');
  };
  const rates = await alternate(
    RUNS,
    {
      ours: variant('ours', ours, async () => {
        const path = await begin(ours, FILE_BYTES);
        for (let offset = 0; offset < FILE_BYTES; offset += CHUNK) await patch(ours, path, offset, body);
        return fileOf(testbed, path);
      }),
      bare: variant('bare', bare, sendBare('/')),
      synced: variant('synced', bare, sendBare('/synced')),
    },
    { warmUps: 1 },
  );
  return { rates, cpu };
}

/** Sends the beginnings of large files at the same time. @returns the peak in MB, or why it cannot be measured. */
async function measureMemory(testbed: Testbed, ours: HttpServer): Promise<number | string> {
  if (process.platform !== 'linux') return 'it needs /proc';
  const { bavail, bsize } = await statfs(testbed.folder);
  // Their whole size is reserved when they begin, above a reserve of 1 GB.
  if (bavail * bsize < AT_ONCE * LARGE_BYTES + 2_000 * MB) return 'there is too little disk space';
  const body = Buffer.alloc(CHUNK, 'video ');
  const idle = await residentMb(ours.pid);
  const paths = await Promise.all(Array.from({ length: AT_ONCE }, () => begin(ours, LARGE_BYTES)));
  let peak = idle;
  const sampling = setInterval(
    () => void residentMb(ours.pid).then((mb) => (peak = Math.max(peak, mb))),
    SAMPLE_EVERY_MS,
  );
  const until = performance.now() + SENDING_MS;
  let sent = 0;
  await Promise.all(
    paths.map(async (path) => {
      for (let offset = 0; offset + CHUNK < LARGE_BYTES && performance.now() < until; offset += CHUNK) {
        await patch(ours, path, offset, body);
        sent += CHUNK;
      }
    }),
  ).finally(() => clearInterval(sampling));
  for (const path of paths) await remove(fileOf(testbed, path));
  testbed.log(`idle ${Math.round(idle)} MB, at most ${Math.round(peak)} MB while ${Math.round(sent / MB)} MB arrived`);
  return peak - idle;
}

async function residentMb(pid: number): Promise<number> {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** @returns the path of the upload. */
async function begin(server: HttpServer, bytes: number): Promise<string> {
  const headers = { 'Upload-Length': bytes, 'Upload-Metadata': `filename ${btoa('lesson.mp4')}` };
  const { location } = await askOurs(server, { method: 'POST', path: '/api/uploads', headers, status: 201 });
  return location!;
}

async function patch(server: HttpServer, path: string, offset: number, body: Buffer): Promise<void> {
  const headers = { 'Upload-Offset': offset, 'Content-Type': 'application/offset+octet-stream' };
  await askOurs(server, { method: 'PATCH', path, headers, body, status: 204 });
}

function fileOf(testbed: Testbed, path: string): string {
  return join(testbed.folder, 'data', path.replace('/api/', ''));
}

/** Also the notes about an upload. */
async function remove(file: string): Promise<void> {
  for (const ending of ['', '.json', '.posted']) await rm(`${file}${ending}`, { force: true });
}

async function expectBytes(file: string, bytes: number): Promise<void> {
  const { size } = await stat(file);
  if (size !== bytes) throw new Error(`void: ${size} of ${bytes} bytes are on the disk`);
}

interface Asked {
  method: string;
  path: string;
  headers: Record<string, string | number>;
  body?: Buffer;
  /** Any other status has no figure. */
  status: number;
}

const agent = new Agent({ keepAlive: true });
let cookie: string | undefined;

async function askOurs(server: HttpServer, asked: Asked) {
  cookie ??= `next-auth.session-token=${await encode({ token: { sub: creator, sessionId: 'a benchmark' }, secret: SECRET })}`;
  return ask(server, { ...asked, headers: { ...asked.headers, 'Tus-Resumable': '1.0.0', Cookie: cookie } });
}

function ask({ host, port }: HttpServer, { method, path, headers, body, status }: Asked) {
  return new Promise<{ location?: string | undefined }>((resolve, reject) => {
    const length = { 'Content-Length': body?.length ?? 0 };
    const asking = request({ agent, host, port, method, path, headers: { ...headers, ...length } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('end', () =>
        response.statusCode === status
          ? resolve({ location: response.headers.location })
          : reject(new Error(`void: ${method} ${path} answered ${response.statusCode}: ${text.slice(0, 200)}`)),
      );
    });
    asking.on('error', reject).end(body);
  });
}

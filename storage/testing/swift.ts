import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** OpenStack's store of objects, with the API of S3: it checks signatures. In the order in which they start. */
const SERVERS = ['account', 'container', 'object', 'proxy'] as const;
type Server = (typeof SERVERS)[number];

const programOf = (server: Server) => `/usr/bin/swift-${server}-server`;

/** Returns the reason why Swift cannot run here; null if it can. */
export function findSwiftProblem(): string | null {
  if (SERVERS.every((server) => existsSync(programOf(server)))) return null;
  const packages = SERVERS.map((server) => `swift-${server}`).join(' ');
  return `Swift is not on this machine, so storage in S3 is not tested: apt-get install --no-install-recommends ${packages}`;
}

export interface Swift {
  /** Settings of a site that uses it. */
  readonly settings: Record<'S3_ENDPOINT' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY', string>;
  /** Ends it as a power cut does: its processes are killed. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with what it had stored. */
  start(): Promise<void>;
  /** Kills it and deletes what it stored. */
  close(): Promise<void>;
}

/** Starts Swift on this machine. */
export async function startSwift(): Promise<Swift> {
  const folder = await mkdtemp(join(tmpdir(), 'swift-'));
  const ports = await freePorts(SERVERS.length);
  const portOf = (server: Server) => ports[SERVERS.indexOf(server)]!;
  await configure(folder, portOf);
  const url = `http://127.0.0.1:${portOf('proxy')}`;
  let running: ChildProcess[] = [];
  const swift: Swift = {
    settings: { S3_ENDPOINT: url, S3_ACCESS_KEY_ID: 'test:tester', S3_SECRET_ACCESS_KEY: 'testing' },
    async start() {
      running = SERVERS.map((server) =>
        spawn('/usr/bin/python3', [programOf(server), join(folder, `${server}.conf`)], { stdio: 'ignore' }),
      );
      const hasFailed = () => running.some(({ exitCode }) => exitCode !== null);
      for (const port of ports) await answers(`http://127.0.0.1:${port}`, hasFailed);
    },
    async kill() {
      const ended = running.map((child) => new Promise((resolve) => child.once('exit', resolve)));
      for (const child of running) child.kill('SIGKILL');
      await Promise.all(ended);
      running = [];
    },
    async close() {
      await swift.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await swift.start();
  return swift;
}

async function configure(folder: string, portOf: (server: Server) => number): Promise<void> {
  await mkdir(join(folder, 'devices', 'disk'), { recursive: true });
  const write = (name: string, lines: readonly string[]) => writeFile(join(folder, name), lines.join('\n'));
  await write('swift.conf', [
    ...['[swift-hash]', 'swift_hash_path_prefix = p', 'swift_hash_path_suffix = s'],
    ...['[swift-constraints]', 'max_header_size = 16384'],
  ]);
  const common = (server: Server) => [
    ...['[DEFAULT]', 'bind_ip = 127.0.0.1', `bind_port = ${portOf(server)}`, 'workers = 0'],
    ...[`user = ${userInfo().username}`, `swift_dir = ${folder}`, 'log_address = /nonexistent'],
  ];
  for (const server of SERVERS.slice(0, 3)) {
    await write(`${server}.conf`, [
      ...common(server),
      ...[`devices = ${join(folder, 'devices')}`, 'mount_check = false', 'disable_fallocate = true'],
      ...['fallocate_reserve = 0', '[pipeline:main]', `pipeline = ${server}-server`],
      ...[`[app:${server}-server]`, `use = egg:swift#${server}`],
    ]);
    const ring = (...args: string[]) =>
      spawnSync('/usr/bin/swift-ring-builder', [join(folder, `${server}.builder`), ...args]);
    ring('create', '1', '1', '0');
    ring('add', `r1z1-127.0.0.1:${portOf(server)}/disk`, '1');
    ring('rebalance');
  }
  const filter = (name: string, ...settings: string[]) => [`[filter:${name}]`, `use = egg:swift#${name}`, ...settings];
  await write('proxy.conf', [
    ...common('proxy'),
    '[pipeline:main]',
    'pipeline = catch_errors gatekeeper cache listing_formats s3api tempauth bulk slo copy proxy-server',
    ...['[app:proxy-server]', 'use = egg:swift#proxy', 'allow_account_management = true', 'account_autocreate = true'],
    // On a busy machine its servers answer each other late, which it would take for a failed disk.
    ...[
      'conn_timeout = 60',
      'node_timeout = 120',
      'recoverable_node_timeout = 120',
      'error_suppression_limit = 100000',
    ],
    ...['catch_errors', 'gatekeeper', 'listing_formats', 'bulk', 'copy'].flatMap((name) => filter(name)),
    ...['[filter:cache]', 'use = egg:swift#memcache', 'memcache_servers = 127.0.0.1:9'],
    ...filter('s3api', 'location = us-east-1', 's3_acl = false', 'min_segment_size = 5242880'),
    ...filter('tempauth', 'user_test_tester = testing .admin'),
    ...filter('slo', 'rate_limit_after_segment = 100000'),
  ]);
}

/** @param hasFailed says that it never will. */
async function answers(url: string, hasFailed: () => boolean): Promise<void> {
  while (
    !(await fetch(url).then(
      () => true,
      () => false,
    ))
  ) {
    if (hasFailed()) throw new Error('Swift did not start');
    await delay(50);
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Returns the reason why nginx with TLS cannot run here; null if it can. */
export function findNginxProblem(): string | null {
  const missing = [
    ['nginx', '-v'],
    ['openssl', 'version'],
  ]
    .filter(([program, argument]) => spawnSync(program!, [argument!]).status !== 0)
    .map(([program]) => program);
  return missing.length === 0
    ? null
    : `There is no ${missing.join(' and no ')} here: install it, for example with apt-get install nginx-light openssl.`;
}

/**
 * Starts nginx on `port` as a proxy for an application, with the server block of docs/operations/proxy.md.
 * @returns a function that stops it.
 */
export async function startNginx(port: number, appPort: number): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'video-tutorials-nginx-'));
  const [key, certificate] = [join(folder, 'site.key'), join(folder, 'site.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
    { stdio: 'ignore' },
  );
  const [, documented = ''] = /```nginx\n([\s\S]*?)```/.exec(await readFile('docs/operations/proxy.md', 'utf8')) ?? [];
  const server = documented
    .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replace('/etc/ssl/tutorials.pem', certificate)
    .replace('/etc/ssl/tutorials.key', key)
    .replace('http://127.0.0.1:3000', `http://127.0.0.1:${appPort}`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join('\n');
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  await writeFile(
    join(folder, 'nginx.conf'),
    `${user}\ndaemon off;\npid ${join(folder, 'pid')};\nerror_log ${join(folder, 'error.log')};\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${server}}\n`,
  );

  const nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'inherit' });
  const ended = new Promise<void>((resolve) => nginx.once('exit', () => resolve()));
  while (!(await listens(port))) {
    if (nginx.exitCode !== null)
      throw new Error(`nginx did not start: ${await readFile(join(folder, 'error.log'), 'utf8')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return async () => {
    nginx.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false))
      .once('connect', () => socket.destroy());
  });
}

import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@/db/embedded/port';
import type { HttpServer } from '../http-server';
import type { Testbed } from '../testbed';

const TIMEOUT_MS = 10_000;

/**
 * Starts nginx, one worker, serving the files of a folder by sendfile, with their handles kept open.
 * @param directives in addition, of its server.
 * @returns the reason if this machine has no nginx.
 */
export async function serveFolder(
  testbed: Pick<Testbed, 'folder' | 'onClose'>,
  files: string,
  directives = '',
): Promise<HttpServer | string> {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` };
  if (spawnSync('nginx', ['-v'], { env }).error) return 'there is no nginx';
  const port = await freePort();
  const folder = join(testbed.folder, `nginx-${port}`);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration(folder, files, port, directives));
  const child = spawn('nginx', ['-c', file, '-e', join(folder, 'error.log')], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  testbed.onClose(async () => void child.kill('SIGTERM'));
  const deadline = performance.now() + TIMEOUT_MS;
  while (!(await isListening(port))) {
    if (performance.now() > deadline) throw new Error('nginx does not listen');
    await delay(50);
  }
  return { host: '127.0.0.1', port, pid: child.pid! };
}

function configuration(folder: string, files: string, port: number, directives: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join('\n  ');
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 1024; }
http {
  ${temporary}
  access_log off;
  types { video/iso.segment m4s; }
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  open_file_cache max=100;
  server {
    listen 127.0.0.1:${port};
    root ${files};
    ${directives}
  }
}
`;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

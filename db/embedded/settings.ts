import { totalmem } from 'node:os';

const MB = 1024 * 1024;

/**
 * The server's settings as command line arguments.
 * @param durable false trades the safety of the data for speed: for tests only.
 */
export function serverSettings(port: number, durable: boolean): string[] {
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    // An eighth of the memory: the machine also runs the site, its workers and ffmpeg.
    shared_buffers: `${Math.round(Math.min(1024, Math.max(128, totalmem() / 8 / MB)))}MB`,
    // For solid-state disks.
    random_page_cost: 1.1,
    // The site's queries are short: compiling one takes longer than running it.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // The caller gets the error of a refused write; the operator does not need it in the log.
    log_min_messages: 'log',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '128MB' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

import { spawn, type ChildProcess } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findBinaries, type Binaries } from './binaries';
import { createDatabase } from './create-database';
import { explain, explainFileError } from './explain';
import { initialise, makeFolder, serverEnvironment } from './initialise';
import { choosePort, freePort } from './port';
import { readPostmaster, stopLeftover, stopPostmaster } from './postmaster';
import { chooseServerUser, type ServerUser } from './server-user';
import { serverSettings } from './settings';

export interface EmbeddedOptions {
  /** The site's data folder. Postgres uses its sub-folder `postgres`. */
  dataDir: string;
  /** Receives the server's messages for the operator, a line at a time. */
  log: (line: string) => void;
  /** Default: the last port, or a free one. */
  port?: number;
  /** false: fast, but a power failure loses the data. For tests only. */
  durable?: boolean;
  /** Variables for the server's process, such as LD_PRELOAD, with which a benchmark slows its disk. */
  variables?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** The superuser's URL of the database `video_tutorials`. */
  url: string;
  pid: number;
  /** Resolves when the server has ended, for any reason. */
  exited: Promise<void>;
  /** Stops it within `timeoutMs` plus two seconds (default 8000 ms). */
  stop(timeoutMs?: number): Promise<void>;
}

/**
 * Starts the embedded Postgres on loopback, and makes its data folder at the first start. If a dead supervisor left a
 * server on this folder, stops it first.
 * @throws {OperatorError} with the reason in a sentence, if it cannot start.
 */
export async function startEmbedded({
  dataDir,
  log,
  port,
  durable = true,
  variables,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const folder = join(dataDir, 'postgres');
  try {
    await makeFolder(folder);
    const home = await realpath(folder);
    const binaries = findBinaries();
    await stopLeftover(join(home, 'data'));
    const user = await chooseServerUser(home, binaries.postgres);
    const password = await initialise(home, binaries, user, durable);
    const chosen = port ?? (await choosePort(join(home, 'port')));
    const server = await launch(home, binaries, user, chosen, durable, log, variables);
    const admin = `postgres://postgres:${password}@127.0.0.1:${server.port}`;
    await createDatabase(`${admin}/postgres`, 'video_tutorials');
    return { url: `${admin}/video_tutorials`, ...server };
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

async function launch(
  home: string,
  binaries: Binaries,
  user: ServerUser,
  port: number,
  durable: boolean,
  log: (line: string) => void,
  variables: EmbeddedOptions['variables'],
): Promise<Omit<EmbeddedPostgres, 'url'> & { port: number }> {
  const data = join(home, 'data');
  const deadline = performance.now() + 60_000;
  for (;;) {
    const [command, args] = user.command(binaries.postgres, ['-D', data, ...serverSettings(port, durable)]);
    // Detached, because Ctrl-C in a terminal goes to the whole group, and the database must be the last to stop.
    const child = spawn(command, args, {
      ...user.ids,
      cwd: '/',
      env: { ...serverEnvironment(), ...variables },
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const output = watchOutput(child, log);
    const exited = new Promise<void>((done) => {
      child.once('exit', () => done());
      child.once('error', (error) => {
        output.add(error.message);
        done();
      });
    });
    if (await isReady(data, child, exited, deadline)) {
      output.forward();
      const pid = child.pid!;
      return {
        pid,
        port,
        exited,
        stop: async (timeoutMs = 8000) => {
          await stopPostmaster(pid, timeoutMs);
          await exited;
        },
      };
    }
    const reason = output.text();
    const mayPass = /pre-existing shared memory block|the database system is shutting down/.test(reason);
    const portTaken = /Address already in use/.test(reason);
    if (!(mayPass || portTaken) || performance.now() > deadline) throw explain(reason, home);
    if (portTaken) port = await freePort();
    else await delay(200);
  }
}

async function isReady(data: string, child: ChildProcess, exited: Promise<void>, deadline: number): Promise<boolean> {
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  while (!ended && performance.now() < deadline) {
    const postmaster = await readPostmaster(data);
    if (postmaster?.pid === child.pid && postmaster?.ready) return true;
    await Promise.race([exited, delay(20)]);
  }
  if (!ended) child.kill('SIGQUIT');
  await exited;
  return false;
}

/** Keeps the lines of the start for an error, and later logs only severe ones. */
function watchOutput(child: ChildProcess, log: (line: string) => void) {
  let kept: string[] = [];
  let forwarding = false;
  const severe = /PANIC|No space left|was terminated by signal/;
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = chunk.split('\n').filter(Boolean);
    if (forwarding) for (const line of lines.filter((text) => severe.test(text))) log(line);
    else kept = [...kept, ...lines].slice(-50);
  });
  return {
    add: (line: string) => {
      kept.push(line);
    },
    text: () => kept.join('\n'),
    forward: () => {
      forwarding = true;
      kept = [];
    },
  };
}

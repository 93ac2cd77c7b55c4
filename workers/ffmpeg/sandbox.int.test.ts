import { createServer } from 'node:net';
import { once } from 'node:events';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as clips from '@/workers/video-publishing/testing/clips';
import { findFfmpeg } from './binaries';
import { eventually, LONGEST_WAIT_MS } from '@message-db/runtime/testing';
import { untrustedInput } from '@/workers/video-publishing/ffmpeg/running/input';
import { run, type Run } from './run';
import { sandboxOf } from './sandbox';

const home = await mkdtemp(join(tmpdir(), 'sandbox-'));
const secret = join(home, 'secret');
const input = join(home, 'input');
await writeFile(secret, 'not for you');
await writeFile(input, 'for you');
const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as { port: number };
process.env.SANDBOX_TEST_SECRET = 'not for you either';
afterAll(async () => {
  server.close();
  await rm(home, { recursive: true, force: true });
});

/**
 * Writes a script in place of ffmpeg. It does what an attacker would do with a decoder. @param beforehand runs first.
 */
async function hostileProgram(name: string, beforehand = ''): Promise<string> {
  const path = join(home, name);
  await writeFile(
    path,
    `#!/bin/bash
${beforehand}
if [ "$1" = -version ]; then echo 'ffmpeg version hostile'; exit 0; fi
cat '${secret}' > read 2> /dev/null
cat '${input}' > allowed
(exec 3<>/dev/tcp/127.0.0.1/${port}) 2> /dev/null && echo connected > connected
echo overwritten > '${input}'
echo planted > '${home}/planted'
env > environment
true
`,
  );
  await chmod(path, 0o755);
  return path;
}

/** Waits, and lets nothing else happen meanwhile, until bubblewrap has started the process that sets up the sandbox. */
function waitForSetUp(bubblewrap: number): void {
  const deadline = performance.now() + LONGEST_WAIT_MS;
  while (readFileSync(`/proc/${bubblewrap}/task/${bubblewrap}/children`, 'utf8') === '') {
    if (performance.now() > deadline) throw new Error('The sandbox does not begin');
  }
}

async function attack(binary: string, folderName: string): Promise<Record<string, string>> {
  const folder = join(home, folderName);
  await mkdir(folder);
  await run({ binary, args: untrustedInput(input), folder, signal: new AbortController().signal, limit: 60_000 });
  const names = await readdir(folder);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

const binary = await hostileProgram('hostile-ffmpeg');

describe.skipIf(sandboxOf(binary).kind !== 'files')('in the sandbox for files', () => {
  test('a program can read its input and write to its folder, and has no other files, no network and no environment', async () => {
    const result = await attack(binary, 'files');
    expect(result.read).toBe('');
    expect(result.allowed).toBe('for you');
    expect(result.connected).toBeUndefined();
    expect(result.environment).not.toContain('not for you');
    expect(await readFile(input, 'utf8')).toBe('for you');
    expect(await readdir(home)).not.toContain('planted');
  });

  test('the ffmpeg and ffprobe of the site run', () => {
    const { ffmpeg, ffprobe } = findFfmpeg({});
    expect([ffmpeg, ffprobe].map((path) => sandboxOf(path).kind)).toEqual(['files', 'files']);
  });

  describe('of an endless film', () => {
    /** Runs ffmpeg on a film without end. */
    async function runEndless(how: Pick<Run, 'signal' | 'onLine' | 'onStart'>): Promise<unknown> {
      const folder = await mkdtemp(join(home, 'ended-'));
      const endless = ['-progress', 'pipe:1', '-stream_loop', '-1', '-re', ...untrustedInput(film), '-f', 'null', '-'];
      const args = ['-nostdin', '-v', 'error', ...endless];
      return run({ binary: clips.ffmpeg, args, folder, limit: LONGEST_WAIT_MS, ...how });
    }
    const film = join(home, 'clip.mp4');
    beforeAll(() => clips.clip(home, 'clip.mp4', '320x180', 2));
    afterEach(() =>
      eventually(() => {
        const { stdout } = spawnSync('ps', ['-ww', '-eo', 'stat=,args='], { encoding: 'utf8' });
        expect(stdout.split('\n').filter((line) => line.includes(film) && !line.startsWith('Z'))).toEqual([]);
      }),
    );

    test('all its processes have a lower priority than the worker', async () => {
      const stop = new AbortController();
      let group = 0;
      const onStart = (pid: number) => (group = pid);
      const onLine = () => {
        const { stdout } = spawnSync('ps', ['-eo', 'pgid=,ni='], { encoding: 'utf8' });
        const rows = stdout
          .trim()
          .split('\n')
          .map((line) => line.trim().split(/\s+/).map(Number));
        stop.abort(rows.filter(([id]) => id === group).map(([, priority]) => priority));
      };
      const priorities = await runEndless({ signal: stop.signal, onStart, onLine }).catch((reason: unknown) => reason);
      expect(new Set(priorities as number[])).toEqual(
        new Set([getPriority() + constants.priority.PRIORITY_BELOW_NORMAL]),
      );
    });

    test('no process is left after an abort', async () => {
      const stop = new AbortController();
      const onLine = () => stop.abort(new Error('enough'));
      await expect(runEndless({ signal: stop.signal, onLine })).rejects.toThrow('enough');
    });

    test.each([0, 1, 2, 5, 10])(
      'no process is left after an abort %i ms after the set-up of the sandbox has begun',
      async (milliseconds) => {
        const stop = new AbortController();
        const onStart = (pid: number) => {
          waitForSetUp(pid);
          const begin = performance.now();
          while (performance.now() < begin + milliseconds);
          stop.abort(new Error('enough'));
        };
        await expect(runEndless({ signal: stop.signal, onStart })).rejects.toThrow('enough');
      },
    );

    test('no process is left if its start cannot be recorded', async () => {
      const onStart = () => {
        throw new Error('no folder');
      };
      await expect(runEndless({ signal: new AbortController().signal, onStart })).rejects.toThrow('no folder');
    });

    test('no process is left if another kills the first while the sandbox is set up', async () => {
      const onStart = (pid: number) => {
        waitForSetUp(pid);
        process.kill(pid, 'SIGKILL');
      };
      await expect(runEndless({ signal: new AbortController().signal, onStart })).rejects.toThrow('SIGKILL');
    });
  });
});

const unsandboxable = await hostileProgram('unsandboxable-ffmpeg', `echo >> '${join(home, 'notes')}' || exit 1`);

test.skipIf(sandboxOf(unsandboxable).kind !== 'network')(
  'a program that does not run in the sandbox for files runs without network, with a reason',
  async () => {
    expect(sandboxOf(unsandboxable).reason).toMatch(/bubblewrap/);
    const result = await attack(unsandboxable, 'network');
    expect(result.read).toBe('not for you');
    expect(result.connected).toBeUndefined();
    expect(result.environment).not.toContain('not for you either');
  },
);

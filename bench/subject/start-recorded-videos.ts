import childProcess, { type ChildProcess } from 'node:child_process';
import { appendFileSync, linkSync, mkdirSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';
import { runComponent } from '@/workers/run';
import { inputsOf } from '@/workers/ffmpeg/inputs';
import { makeVideoPublishing } from '@/workers/video-publishing/component';
import type { Invocation } from './recorded-invocations';

/** The component of videos as it is. It notes the calls of ffmpeg and ffprobe, and keeps links to the files they read. */
runComponent((environment) => {
  const kept = environment.dataPath('kept');
  mkdirSync(kept, { recursive: true });
  const { spawn } = childProcess;
  let count = 0;

  function recorded(command: string, args: readonly string[], options: object): ChildProcess {
    const line = [command, ...args];
    const at = line.findLastIndex((word) => ['ffmpeg', 'ffprobe'].includes(basename(word)));
    const startedAt = Date.now();
    const bare = line.slice(at);
    const inputs = inputsOf(bare).map((path): [string, string] => [path, keep(path)]);
    const child = spawn(command, args, options);
    child.once('exit', (code) => {
      const noted: Invocation = { line: bare, inputs, startedAt, endedAt: Date.now(), code };
      appendFileSync(environment.dataPath('invocations'), `${JSON.stringify(noted)}\n`);
    });
    return child;
  }

  /** Links a file, because temporary ones are deleted. */
  function keep(path: string): string {
    const link = join(kept, `${process.pid}-${(count += 1)}`);
    linkSync(path, link);
    return link;
  }

  childProcess.spawn = recorded as typeof spawn;
  // Modules that imported `spawn` by name get the replacement too.
  syncBuiltinESMExports();
  return makeVideoPublishing(environment);
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { Recogniser, UnusableModelError } from './recogniser';

const folder = await mkdtemp(join(tmpdir(), 'recogniser-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const { signal } = new AbortController();
const sound = { file: 'sound', from: 0, to: 2 };

/** Starts a recogniser that does this with each `message`. */
async function withProgram(name: string, code: string) {
  const program = join(folder, name);
  await writeFile(program, `process.on('message', (message) => { ${code} });`);
  return new Recogniser(program, program, signal);
}

test('a model whose process is killed while it is loaded is unusable, and no piece of sound has failed', async () => {
  const recogniser = await withProgram('killed.mjs', `process.kill(process.pid, 'SIGKILL');`);
  await expect(recogniser.recognise(sound, 'en', () => {})).rejects.toThrow(UnusableModelError);
});

test('a process that ends between two pieces is replaced', async () => {
  const recogniser = await withProgram(
    'ends.mjs',
    `if (message.type === 'load') process.send({ type: 'loaded' });
     else process.send({ type: 'recognised', language: 'en', segments: [], memory: process.pid }, () => process.exit(1));`,
  );
  for (let piece = 0; piece < 2; piece += 1) {
    expect(await recogniser.recognise(sound, 'en', () => {})).toEqual({ language: 'en', segments: [] });
    await setTimeout(1_000);
  }
  recogniser.close();
});

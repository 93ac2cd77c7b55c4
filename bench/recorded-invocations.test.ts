import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { replay, type Invocation } from './subject/recorded-invocations';

const folder = await mkdtemp(join(tmpdir(), 'recorded-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const invocation = (line: readonly string[], code = 0): Invocation => ({
  line,
  inputs: [],
  startedAt: 0,
  endedAt: 1,
  code,
});

test('a recorded invocation runs with the priority of an encoder from its first moment', async () => {
  const output = join(folder, 'priority');
  await replay([invocation(['/bin/sh', '-c', `nice > ${output}`])], folder);
  const priority = getPriority() + constants.priority.PRIORITY_BELOW_NORMAL;
  expect(Number(await readFile(output, 'utf8'))).toBe(Math.min(priority, 19));
});

test('a replay with a program that is not there, or ends otherwise, is void', async () => {
  await expect(replay([invocation([join(folder, 'ffmpeg')])], folder)).rejects.toThrow(/void|ENOENT/);
  await expect(replay([invocation(['/bin/sh', '-c', 'exit 3'])], folder)).rejects.toThrow('ended with 3');
});

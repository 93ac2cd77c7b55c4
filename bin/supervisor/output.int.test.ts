import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createOutput, type LogFormat } from './output';

const program = `
  const { pino } = require('pino');
  const log = pino({ base: { name: 'identity' }, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } }, pino.destination({ dest: 1, sync: true }));
  log.info({ version: 2 }, 'went live');
  console.log('plain');
  console.error('Could not send:', new TypeError('no'));
  log.error({ err: new Error('no luck') }, 'could not handle');
  process.emitWarning('careful');
  setTimeout(() => { throw new RangeError('far'); }, 10);
`;

/** Runs a program that writes lines of all kinds. @returns the resulting lines of the log. */
async function outputOf(format: LogFormat): Promise<string[]> {
  let text = '';
  const output = createOutput(
    (part) => {
      text += part;
    },
    { format, stamp: () => 'TIME ' },
  );
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'pipe'] });
  output.say('✓ started');
  output.prefix('identity', child.stdout);
  output.prefix('identity', child.stderr, 'warn');
  await once(child, 'close');
  output.say('✗ it\nended');
  return text.trimEnd().split('\n');
}

test('as JSON every line is an object with time, level, name and message, and an error with its stack is one object', async () => {
  const entries = (await outputOf('json')).map(
    (line) => JSON.parse(line) as Record<string, unknown> & { err?: { stack: string } },
  );
  for (const entry of entries) {
    expect(entry).toMatchObject({
      name: expect.stringMatching(/^(supervisor|identity)$/),
      level: expect.stringMatching(/^(info|warn|error)$/),
    });
    expect(new Date(entry.time as string).toISOString()).toBe(entry.time);
  }
  const by = (msg: string) => entries.find((entry) => entry.msg === msg);
  expect(by('started')).toMatchObject({ name: 'supervisor', level: 'info' });
  expect(by('went live')).toMatchObject({ name: 'identity', level: 'info', version: 2 });
  expect(by('plain')).toMatchObject({ level: 'info' });
  expect(by('Could not send: TypeError: no')).toMatchObject({
    level: 'error',
    err: { stack: expect.stringMatching(/TypeError: no\n +at /) },
  });
  expect(by('could not handle')).toMatchObject({ level: 'error', err: { message: 'no luck' } });
  expect(by('RangeError: far')).toMatchObject({ level: 'error', err: { stack: expect.stringContaining('Node.js v') } });
  expect(entries.filter(({ msg }) => /careful/.test(msg as string))).toHaveLength(1);
  expect(by('it')).toMatchObject({ level: 'error', err: { stack: '✗ it\nended' } });
  expect(entries).toHaveLength(8);
});

test('as text every line has its time and the name of its process', async () => {
  const lines = await outputOf('text');
  for (const line of lines) expect(line).toMatch(/^(TIME |\d{4}-)/);
  expect(lines).toContain('TIME ✓ started');
  expect(lines).toContain('TIME [identity] went live (version=2)');
  expect(lines).toContain('TIME [identity] ✗ could not handle: no luck');
  expect(lines).toContain('TIME [identity] RangeError: far');
});

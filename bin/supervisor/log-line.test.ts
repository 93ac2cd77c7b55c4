import { describe, expect, test } from 'vitest';
import { continues, entryOf, isNoise, parseEntry, readable } from './log-line';

const time = '2026-11-27T10:00:00.000Z';
const line = (rest: string) => `{"level":"info","time":"${time}","name":"videos",${rest}}`;

describe('readable', () => {
  test('contains the message and the fields', () => {
    expect(readable(parseEntry(line('"msg":"went live","version":2'))!)).toBe('went live (version=2)');
  });

  test('marks errors, and contains their message', () => {
    const err = { type: 'Error', message: 'no luck', stack: '…' };
    expect(readable({ level: 'error', time, name: 'identity', msg: 'could not handle', err })).toBe(
      '✗ could not handle: no luck',
    );
  });

  test('is one line, even with line breaks in its values', () => {
    const err = { message: 'no\r\nluck' };
    expect(
      readable({
        level: 'warn',
        time,
        name: 'video-publishing',
        msg: 'a file cannot be processed',
        err,
        detail: 'Invalid data\nmoov\u2028end\n',
      }),
    ).toBe('! a file cannot be processed: no\\nluck (detail=Invalid data\\nmoov\\nend\\n)');
  });

  test.each(['Error: something', '{"level":"info",', '{"level":30,"time":1,"msg":"not ours"}', ''])(
    'parseEntry returns null for %j',
    (text) => {
      expect(parseEntry(text)).toBeNull();
    },
  );
});

describe('entryOf', () => {
  test.each([
    ['✓ Database set up (0.4 s)', 'info', 'Database set up (0.4 s)'],
    ['✗ app was ended by SIGKILL', 'error', 'app was ended by SIGKILL'],
    ['! ffmpeg runs without a sandbox', 'warn', 'ffmpeg runs without a sandbox'],
    [' ⨯ Error: boom', 'error', 'Error: boom'],
    [' ⚠ Unsupported', 'warn', 'Unsupported'],
    ['plain', 'info', 'plain'],
    ['\u001b[31m⨯\u001b[39m red', 'error', 'red'],
  ])('%j', (text, level, msg) => {
    expect(entryOf('app', text, time, 'info')).toEqual({ level, time, name: 'app', msg });
  });

  test('keeps the stack of an error', () => {
    const text = 'Could not send Register: TypeError: no\n    at send (app/send.ts:3:1)\n  code: 42\n}';
    expect(entryOf('app', text, time, 'warn')).toEqual({
      level: 'error',
      time,
      name: 'app',
      msg: 'Could not send Register: TypeError: no',
      err: { stack: text },
    });
  });

  test('takes the message of an uncaught error, not the line where it was thrown', () => {
    const text =
      "/srv/site/a.js:1\nthrow new RangeError('far')\n^\n\nRangeError: far\n    at a.js:1:7\n\nNode.js v20.20.2";
    expect(entryOf('identity', text, time, 'warn')).toMatchObject({ level: 'error', msg: 'RangeError: far' });
  });
});

describe('continues', () => {
  test.each([
    ['    at send (a.ts:1:1)', ['Error: no'], true],
    ["  code: 'ENOENT'", ['Error: no', '    at a'], true],
    ['}', ['Error: no', '    at a {'], true],
    ['', ['Error: no'], true],
    ['(Use `node --trace-warnings ...` to show where the warning was created)', ['(node:1) Warning: x'], true],
    ['Error: no', ['Error: another'], false],
    [' ⨯ Error: no', ['GET / 500'], false],
    ['RangeError: far', ['/srv/a.js:1', 'throw x', '^', ''], true],
    ['next', ['/srv/a.js:1', 'Error: x', 'Node.js v20.20.2'], false],
    ['    at a', [], false],
  ])('%j after %j: %s', (text, before, expected) => expect(continues(text, before)).toBe(expected));
});

test.each([
  '',
  '  ',
  '▲ Next.js 16.4.6',
  '- Local:         http://127.0.0.1:4100',
  ' ✓ Ready in 2.1s',
  '- Experiments (use with caution):',
  '  ⨯ turbopackFileSystemCacheForBuild',
  '\u001b[?25h',
  '✓ Running next.config.js took 529ms',
])('isNoise is true for %j', (text) => expect(isNoise(text)).toBe(true));

test.each(['⨯ Error: something', '✓ Compiled /studio in 2s', 'GET / 500 in 3ms', 'Local: none'])('keeps %j', (text) =>
  expect(isNoise(text)).toBe(false),
);

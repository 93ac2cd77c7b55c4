import { describe, expect, test } from 'vitest';
import { isNoise, readable } from './log-line';

describe('a worker’s log line for people', () => {
  test('leaves the message and the facts', () => {
    expect(readable('{"level":30,"time":1,"name":"videos","msg":"went live","version":2}')).toBe('went live (version=2)');
  });

  test('marks trouble and says what it was', () => {
    const line = '{"level":50,"time":1,"name":"identity","err":{"type":"Error","message":"no luck","stack":"…"},"msg":"could not handle"}';
    expect(readable(line)).toBe('✗ could not handle: no luck');
  });

  test('passes on what is no log line', () => {
    expect(readable('Error: something')).toBe('Error: something');
    expect(readable('{"level":30,')).toBe('{"level":30,');
  });
});

test.each(['', '  ', '▲ Next.js 16.4.6', '- Local:         http://127.0.0.1:4100', ' ✓ Ready in 2.1s', '- Experiments (use with caution):', '  ⨯ turbopackFileSystemCacheForBuild', '\u001b[?25h', '✓ Running next.config.js took 529ms'])(
  'leaves out what tells people nothing: %j',
  (line) => expect(isNoise(line)).toBe(true),
);

test.each(['⨯ Error: something', '✓ Compiled /studio in 2s', 'GET / 500 in 3ms', 'Local: none'])('keeps %j', (line) => expect(isNoise(line)).toBe(false));

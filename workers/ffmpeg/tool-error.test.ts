import { expect, test } from 'vitest';
import { quote } from '@/workers/video-publishing/processing/unusable-file-error';
import { signalOf, toToolError, ToolError } from './tool-error';

const ended = { code: null, signal: null, tookTooLong: false, stderr: '' };

test.each([
  [{ code: 1, stderr: 'Invalid data found when processing input' }, 'refused'],
  [{ signal: 'SIGSEGV' as const }, 'crashed'],
  [{ code: 1, stderr: 'x264 [error]: malloc of size 12345 failed' }, 'crashed'],
  [{ signal: 'SIGKILL' as const }, 'killed'],
  // ffmpeg exits with 255 when it is asked to stop, and its output looks complete.
  [{ code: 255 }, 'killed'],
  [{ code: 1, stderr: 'file:/uploads/x: Input/output error' }, 'killed'],
  [{ signal: 'SIGKILL' as const, tookTooLong: true }, 'too-long'],
])('an end with %j is classified as %s', (how, ending) => {
  const failure = toToolError({ ...ended, ...how });
  expect(failure).toBeInstanceOf(ToolError);
  expect((failure as ToolError).ending).toBe(ending);
});

test.each([
  'av_interleaved_write_frame(): No space left on device',
  "Unknown encoder 'libx264'",
  'file:/uploads/x: Permission denied',
])('%j is a failure of the machine, not of the file', (stderr) => {
  expect(toToolError({ ...ended, code: 1, stderr })).not.toBeInstanceOf(ToolError);
});

test('quote returns the last lines without paths and memory addresses', () => {
  expect(quote('[mov @ 0x5581ab] moov atom not found\nfile:/var/lib/site/uploads/abc: Invalid data found\n')).toBe(
    '[mov] moov atom not found\nthe file: Invalid data found',
  );
  expect(quote('one\ntwo\nthree\nfour')).toBe('two\nthree\nfour');
  expect(quote('x'.repeat(9_000))).toHaveLength(500);
  expect(quote('a\u0000b\u001b[31m')).toBe('a b [31m');
});

test.each([
  [139, 'SIGSEGV'],
  [134, 'SIGABRT'],
  [137, 'SIGKILL'],
  [1, null],
  [255, null],
  // Newer versions exit with an error number: 234 is a bad argument.
  [234, null],
  [143, null],
  [null, null],
])('the exit code %s of a sandbox means that its program was killed by %s', (code, signal) => {
  expect(signalOf(code)).toBe(signal);
});

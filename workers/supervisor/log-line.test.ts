import { describe, expect, test } from 'vitest';
import { readable } from './log-line';

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

import { describe, expect, test } from 'vitest';
import { LARGEST_CHUNK, SMALLEST_CHUNK, smallerChunk, type ChunkFate } from './chunk-size';

function sizes(fate: ChunkFate): number[] {
  const tried = [LARGEST_CHUNK];
  for (let next = smallerChunk(LARGEST_CHUNK, fate); next !== null; next = smallerChunk(next, fate)) tried.push(next);
  return tried.map((bytes) => bytes / 1024);
}

describe('chunks that do not pass', () => {
  test('are halved if they are refused, down to the smallest', () => {
    expect(sizes('refused')).toEqual([32768, 16384, 8192, 4096, 2048, 1024, 512, 256]);
  });

  test('shrink to the common limit at once if the connection is cut, because that takes longer to detect', () => {
    expect(sizes('cut')).toEqual([32768, 1024, 512, 256]);
  });

  test('never become smaller than the smallest', () => {
    expect(smallerChunk(300 * 1024, 'refused')).toBe(SMALLEST_CHUNK);
  });
});

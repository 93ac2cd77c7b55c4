import { expect, test } from 'vitest';
import { Watch } from './subject/audience';
import { videoId } from './subject/fill';
import { writeFor } from './writers';

const items = Array.from({ length: 10 }, (_, n) => ({
  streamName: `audience:command-${videoId(n)}`,
  message: Watch({ videoId: videoId(n), viewer: 'Viewer', seconds: 1 }),
}));

test('writes each item once, with the next free writer', async () => {
  const written: string[] = [];
  const writers = new Set<number>();
  const { done } = await writeFor(60_000, items, 3, async ({ streamName }, writer) => {
    written.push(streamName);
    writers.add(writer);
    await Promise.resolve();
  });
  expect(done).toBe(10);
  expect(written).toEqual(items.map(({ streamName }) => streamName));
  expect(writers.size).toBe(3);
});

test('starts no write after the time is over', async () => {
  const { done } = await writeFor(0, items, 3, async () => {});
  expect(done).toBe(0);
});

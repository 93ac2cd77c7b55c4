import { beforeAll, describe, expect, test } from 'vitest';
import type { MemoryStore } from '../../memory-store.ts';
import { cardinalIdOf } from '../../stream-name.ts';
import { collect, counted } from '../messages.ts';

const STREAMS = 60;

/** Examples of how the members of a consumer group share a category, in any store. */
export function consumerGroupExamples(store: MemoryStore): void {
  beforeAll(async () => {
    for (let id = 0; id < STREAMS; id += 1) await store.write(`member-${id}`, counted(3));
    for (let id = 0; id < STREAMS; id += 1) await store.write(`member-${id}+part`, counted(1));
  });

  async function shares(size: number) {
    return Promise.all(
      Array.from({ length: size }, (_, member) =>
        collect(store.read('member', { consumerGroup: { member, size }, batchSize: 10 })),
      ),
    );
  }

  describe('a consumer group', () => {
    test.each([1, 2, 3, 7])('of %i reads every message, and each stream by exactly one member', async (size) => {
      const read = await shares(size);
      const everything = await collect(store.read('member'));
      const joined = read.flat().sort((a, b) => a.globalPosition - b.globalPosition);
      expect(joined).toEqual(everything);

      const streams = read.map((share) => new Set(share.map(({ streamName }) => streamName)));
      expect(streams.reduce((sum, { size: count }) => sum + count, 0)).toBe(2 * STREAMS);
      for (const share of streams) expect(share.size).toBeGreaterThan(0);
    });

    test('keeps streams with one cardinal id together', async () => {
      const owners = new Map<string, Set<number>>();
      for (const [member, share] of (await shares(3)).entries()) {
        for (const { streamName } of share) {
          const id = cardinalIdOf(streamName) ?? '';
          owners.set(id, (owners.get(id) ?? new Set()).add(member));
        }
      }
      expect(owners.size).toBe(STREAMS);
      for (const members of owners.values()) expect(members.size).toBe(1);
    });

    test.each([
      { member: 2, size: 2 },
      { member: -1, size: 2 },
      { member: 0, size: 0 },
    ])('has no member $member of $size', async (consumerGroup) => {
      await expect(store.readBatch('member', { consumerGroup })).rejects.toThrow(/Consumer group/);
    });
  });
}

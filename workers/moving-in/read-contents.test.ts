import { expect, test } from 'vitest';
import { DiskStorage } from '@/storage/disk/disk-storage';
import { examples } from './examples';
import { withContents } from './read-contents';

test('a reading that is no longer wanted ends before the next archive', async () => {
  const { data } = examples.events.ReadingStarted;
  const reading = withContents(new DiskStorage('/nowhere'), data, AbortSignal.abort(), async () => 'read');
  await expect(reading).rejects.toThrow('aborted');
});

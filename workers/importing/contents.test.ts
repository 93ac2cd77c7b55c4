import { expect, test } from 'vitest';
import { DiskStorage } from '@/storage/disk/disk-storage';
import { openContents } from './contents';
import { examples } from './examples';

test('an aborted scan ends before the next archive', async () => {
  const { data } = examples.events.ScanStarted;
  const scan = openContents(new DiskStorage('/nowhere'), data, AbortSignal.abort());
  await expect(scan).rejects.toThrow('aborted');
});

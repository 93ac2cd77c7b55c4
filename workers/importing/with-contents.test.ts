import { expect, test } from 'vitest';
import { DiskStorage } from '@/storage/disk/disk-storage';
import { examples } from './examples';
import { withContents } from './with-contents';

test('an aborted scan ends before the next archive', async () => {
  const { data } = examples.events.ScanStarted;
  const scan = withContents(new DiskStorage('/nowhere'), data, AbortSignal.abort(), async () => 'read');
  await expect(scan).rejects.toThrow('aborted');
});

import { expect, test } from 'vitest';
import { StorageUnavailableError, type Storage } from './storage';
import { bytesOfOwner } from './uploads';

const ownerId = '00000000-0000-4000-8000-00000000000a';
const storageWith = (read: () => Promise<Buffer>) => ({ names: async () => ['a.json'], read }) as unknown as Storage;

test('the bytes of an owner are unknown while notes cannot be read', async () => {
  const storage = storageWith(() => Promise.reject(new StorageUnavailableError('S3 does not answer')));
  await expect(bytesOfOwner(storage, ownerId, '')).rejects.toThrow(StorageUnavailableError);
});

test('an incomplete note does not count', async () => {
  expect(
    await bytesOfOwner(
      storageWith(async () => Buffer.from('{')),
      ownerId,
      '',
    ),
  ).toBe(0);
});

import { randomUUID } from 'node:crypto';
import type { Environment } from '@/environment';
import { openS3 } from './open';
import { StorageSettingsError, StorageUnavailableError, type Storage } from './storage';

/**
 * Checks that the site can use its storage: in S3, by writing, reading and deleting a file.
 * @returns a sentence for the operator if S3 does not answer at the moment; null if all is well.
 * @throws {StorageSettingsError} if a setting is wrong.
 */
export async function checkStorage(environment: Environment): Promise<string | null> {
  if (environment.STORAGE === 'disk') return null;
  const storage: Storage = openS3(environment);
  const name = `check-${randomUUID()}`;
  try {
    await storage.put(name, name);
    if ((await storage.read(name))?.toString() !== name) throw new Error('S3 does not return what was written to it.');
    await storage.delete(name);
    return null;
  } catch (error) {
    if (error instanceof StorageSettingsError || !(error instanceof StorageUnavailableError)) throw error;
    return `S3 does not answer at ${environment.S3_ENDPOINT ?? 'its address'} (${error.message}). Files are missing until it does.`;
  }
}

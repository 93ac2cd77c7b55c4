import type { PreviousUpload, UrlStorage } from 'tus-js-client';
import { safeStorage } from '@/app/_lib/safe-storage';

/** The names of tus-js-client's own storage entries: `tus::<fingerprint>::<random>`. */
const PREFIX = 'tus::';

/**
 * Remembers in this browser which uploads it began. tus-js-client's own storage throws if storage is full, and the
 * upload would never end. This one then remembers as long as the page is open.
 */
export const urlStorage: UrlStorage = {
  findAllUploads: async () => find(PREFIX),
  findUploadsByFingerprint: async (fingerprint) => find(`${PREFIX}${fingerprint}::`),
  async addUpload(fingerprint, upload) {
    const key = `${PREFIX}${fingerprint}::${Math.round(Math.random() * 1e12)}`;
    safeStorage('local').set(key, JSON.stringify(upload));
    return key;
  },
  removeUpload: async (key) => safeStorage('local').remove(key),
};

/** Returns the fingerprint of a stored upload. */
export function fingerprintOf({ urlStorageKey }: PreviousUpload): string {
  return urlStorageKey.slice(PREFIX.length, urlStorageKey.lastIndexOf('::'));
}

function find(prefix: string): PreviousUpload[] {
  const storage = safeStorage('local');
  return storage.keys(prefix).flatMap((key) => {
    try {
      return [{ ...(JSON.parse(storage.get(key) ?? '') as PreviousUpload), urlStorageKey: key }];
    } catch {
      return [];
    }
  });
}

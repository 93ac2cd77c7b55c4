import type { PreviousUpload, UrlStorage } from 'tus-js-client';
import { safeStorage } from '@/app/_lib/safe-storage';

/** As tus-js-client's own storage names its entries: `tus::<fingerprint>::<random>`. */
const PREFIX = 'tus::';

/**
 * Remembers in this browser which uploads it began. tus-js-client's own storage throws where storage is full, and an
 * upload would never end; this one then remembers for as long as the page lives.
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

/** The fingerprint of an upload that was found. */
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

import { open } from 'node:fs/promises';
import { readBoxes, readBytes } from './boxes';
import { isMatroska } from './matroska';

/** Matroska has its tracks within these bytes, before the media data. */
const HEAD_BYTES = 64 * 1024;
/**
 * The length of the part of an MP4 file's index that is read. Names come early in the index, and the rest is numbers.
 */
const INDEX_BYTES_MAX = 64 * 1024 ** 2;
/** ContentEncodingType: encryption. */
const MATROSKA_ENCRYPTION = Buffer.from('50338101', 'hex');

export interface Encryption {
  readonly picture: boolean;
  readonly sound: boolean;
}

/** Finds tracks with Common Encryption, as shops and streaming services use it. ffmpeg does not report it. */
export async function encryptionOf(path: string): Promise<Encryption> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const index = (await readBoxes(file, size)).find(({ type }) => type === 'moov');
    if (index) {
      const length = Math.min(INDEX_BYTES_MAX, index.end - index.start, size - index.start);
      return encryptionIn(await readBytes(file, index.start, length));
    }
    const head = await readBytes(file, 0, HEAD_BYTES);
    const isEncrypted = isMatroska(head) && head.includes(MATROSKA_ENCRYPTION);
    return { picture: isEncrypted, sound: isEncrypted };
  } finally {
    await file.close();
  }
}

/**
 * Sample descriptions of encrypted tracks have these names instead of their codec's, with boxes about the protection.
 * Pure.
 */
function encryptionIn(index: Buffer): Encryption {
  const isProtected = index.includes('sinf') && index.includes('schm');
  const has = (...names: string[]) => isProtected && names.some((name) => index.includes(name));
  return { picture: has('encv', 'drmi'), sound: has('enca', 'drms') };
}
